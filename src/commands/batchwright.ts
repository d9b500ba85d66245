#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * `batchwright [command]` of an installed package: starts the service, runs one of its own commands, or speaks to a
 * service.
 */
const COMMANDS: Readonly<Record<string, () => Promise<unknown>>> = {
  start: () => import('../main.js'),
  api: () => import('../api.js'),
  worker: () => import('../worker.js'),
  migrate: () => import('./migrate.js'),
  key: () => import('./key.js'),
  openapi: () => import('./openapi.js'),
};

/**
 * Bundled from clients/command-line by the build, with all that it needs: it loads in a fraction of the service's time.
 */
const COMMAND_LINE: string = './command-line.js';

interface CommandLine {
  run(words: readonly string[], version: string): Promise<void>;
}

async function runCommandLine(words: readonly string[]): Promise<void> {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'package.json'), 'utf8'));
  const { version } = manifest as { readonly version: string };
  if (words[0] === '--version' || words[0] === '-V') process.stdout.write(`${version}\n`);
  // Required: the loader of ES modules takes longer than the command line itself.
  else await (createRequire(__filename)(COMMAND_LINE) as CommandLine).run(words, version);
}

const [name = 'start'] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined) {
  void runCommandLine(process.argv.slice(2));
} else {
  process.argv.splice(2, 1);
  void command();
}
