import { chmodSync, cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Empty, migrated database made by the build (`commands/embedded-template.ts`). Making one takes initdb and every
 * migration, about half of a first start (measured: 11.9 s without the template, 5.3 s with it, on a slow machine).
 * It holds no rows, keys or secrets. Without it a first start creates its database itself.
 */
const TEMPLATE = join(__dirname, '..', '..', '..', 'embedded-template');

/**
 * Copies the template to a path where no database exists yet. The copy is renamed to its final path when complete,
 * so that a start that is killed meanwhile leaves nothing that looks like a database.
 */
export function copyTemplate(database: string): void {
  if (existsSync(database) || !existsSync(TEMPLATE)) return;
  const draft = `${database}.draft`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(TEMPLATE, draft, { recursive: true });
  setModes(draft, { directory: 0o700, file: 0o600 });
  renameSync(draft, database);
}

/**
 * Turns a closed database into the template, readable by every user who may read the build: the service may run as
 * another user than built it.
 */
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
