import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { previewApp } from '../bootstrap/application.js';
import { runMain } from '../bootstrap/operator-fault.js';
import { registerFeatures } from '../features.js';
import { AppConfig } from '../platform/config/config.js';
import { createApiDocument } from '../platform/http/api-document.js';

/** `npm run openapi`: writes the OpenAPI document to openapi.json, or to the file passed. Needs no database. */
async function main(): Promise<void> {
  const path = process.argv[2] ?? 'openapi.json';
  registerFeatures();
  const app = await previewApp(AppConfig.parse({ LOG_LEVEL: 'error' }));
  writeFileSync(path, `${JSON.stringify(createApiDocument(app), null, 2)}\n`);
  await app.close();
  process.stdout.write(`Wrote ${path}.\n`);
}

void runMain(main);
