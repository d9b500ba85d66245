#!/usr/bin/env node
/** `batchwright [command]` of an installed package: starts the service, or runs one of the commands of `npm run`. */
const COMMANDS: Readonly<Record<string, () => Promise<unknown>>> = {
  start: () => import('../main.js'),
  api: () => import('../api.js'),
  worker: () => import('../worker.js'),
  migrate: () => import('./migrate.js'),
  key: () => import('./key.js'),
  openapi: () => import('./openapi.js'),
};

const [name = 'start'] = process.argv.splice(2, 1);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined) {
  process.stderr.write(`Usage: batchwright [${Object.keys(COMMANDS).join(' | ')}]\n`);
  process.exitCode = 64;
} else {
  void command();
}
