import { chmodSync, cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * An empty, migrated database that the build makes (`commands/embedded-template.ts`): making one takes initdb and every
 * migration, about half of a first start (measured: 11.9 s with, 5.3 s without, on a slow machine). It holds no row of
 * anybody, no key and no secret. Without it a first start makes its database itself.
 */
const TEMPLATE = join(__dirname, '..', '..', '..', 'embedded-template');

/**
 * Puts a copy of the template where no database is yet. The copy gets its name when it is whole, so that a start that is
 * killed meanwhile leaves nothing that looks like a database.
 */
export function copyTemplate(database: string): void {
  if (existsSync(database) || !existsSync(TEMPLATE)) return;
  const draft = `${database}.draft`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(TEMPLATE, draft, { recursive: true });
  setModes(draft, { directory: 0o700, file: 0o600 });
  renameSync(draft, database);
}

/** Makes a closed database the template. Whoever may read the build may read it: it may run as another user than it was built by. */
export function publishTemplate(database: string): void {
  setModes(database, { directory: 0o755, file: 0o644 });
  rmSync(TEMPLATE, { recursive: true, force: true });
  renameSync(database, TEMPLATE);
}

function setModes(path: string, modes: { readonly directory: number; readonly file: number }): void {
  chmodSync(path, modes.directory);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) setModes(child, modes);
    else chmodSync(child, modes.file);
  }
}
