import { join } from 'node:path';
import type { MigrationClass } from './feature-migrations.js';

/**
 * The migrations of this package, in the folders of whom they belong to: a pattern of their files. The bundle has their
 * classes in place of it (tools/bundle.mjs).
 */
export const ownMigrations = (): readonly (string | MigrationClass)[] => [
  join(__dirname, '..', '..', '**', 'migrations', '*.js'),
];
