import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedRun } from './run-directory.js';

/** The text of a service's own OpenAPI document. */
export const documentOf = async (url: string): Promise<string> => (await fetch(`${url}/docs-json`)).text();

/**
 * The document of all services of this run. It follows from the build and the modules alone, whatever the settings and
 * the database are (api-document.part.ts), so the first service that is asked makes it for all: making it takes a
 * service half a second of processor time.
 */
export async function documentOfRun(url: string): Promise<string> {
  const path = join(sharedRun().directory, 'api-document.json');
  if (existsSync(path)) return readFileSync(path, 'utf8');
  const text = await documentOf(url);
  // Renamed, so that no other file finds half of it.
  const whole = `${path}.${process.pid}`;
  writeFileSync(whole, text);
  renameSync(whole, path);
  return text;
}
