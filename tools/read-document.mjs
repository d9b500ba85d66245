import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The document of the built service. */
export function readDocument() {
  const directory = mkdtempSync(join(tmpdir(), 'batchwright-openapi-'));
  try {
    const path = join(directory, 'openapi.json');
    execFileSync(process.execPath, [join(root, 'dist', 'src', 'commands', 'openapi.js'), path], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(path, 'utf8'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
