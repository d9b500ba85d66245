import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { documentKinds } from '../batch/api/document-kinds.js';
import { previewApp } from '../bootstrap/application.js';
import { API_TEXTS } from '../bootstrap/api-texts.js';
import { loadFeatures } from '../bootstrap/load-features.js';
import { runMain } from '../bootstrap/operator-fault.js';
import { AppConfig } from '../platform/config/config.js';
import { createApiDocument } from '../platform/http/api-document.js';

/** `npm run openapi`: writes the OpenAPI document to openapi.json, or to the file passed. Needs no database. */
async function main(): Promise<void> {
  const path = process.argv[2] ?? 'openapi.json';
  await loadFeatures();
  const app = await previewApp(AppConfig.parse({ LOG_LEVEL: 'error' }));
  writeFileSync(path, `${JSON.stringify(createApiDocument(app, API_TEXTS, documentKinds), null, 2)}\n`);
  await app.close();
  process.stdout.write(`Wrote ${path}.\n`);
}

void runMain(main);
