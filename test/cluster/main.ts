import { parseArgs } from 'node:util';
import { findProgram } from '../support/programs.js';
import { setUpService } from '../support/shared-run.js';
import { ServiceCluster } from './service-cluster.js';

const USAGE = `npm run cluster -- [--apis 2] [--workers 2] [--port 8000]

Starts PostgreSQL, Redis, API processes, worker processes and a balancer on this machine, on a temporary database.
Settings of the service are taken from the environment. Ctrl-C stops everything and removes the database.`;
/** More processes than this help nobody on one machine. */
const MOST_PROCESSES = 16;

function readPlan(): { readonly apis: number; readonly workers: number; readonly port?: number } | undefined {
  const { values } = parseArgs({
    options: {
      apis: { type: 'string', default: '2' },
      workers: { type: 'string', default: '2' },
      port: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const number = (name: 'apis' | 'workers' | 'port', from: number, to: number): number => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= from && value <= to) return value;
    throw new Error(`--${name} must be a whole number from ${from} to ${to}, and is ${String(values[name])}.`);
  };
  const processes = { apis: number('apis', 1, MOST_PROCESSES), workers: number('workers', 1, MOST_PROCESSES) };
  return values.port === undefined ? processes : { ...processes, port: number('port', 1, 65_535) };
}

/** The environment without what a cluster decides itself. */
function settings(): Record<string, string> {
  const own = new Set(['DATABASE_URL', 'REDIS_URL', 'ROLE', 'PORT', 'DATA_DIR']);
  const given = Object.entries(process.env).filter(([name]) => /^[A-Z][A-Z0-9_]*$/.test(name) && !own.has(name));
  return Object.fromEntries(given.map(([name, value]) => [name, value ?? '']));
}

async function main(): Promise<number> {
  const plan = readPlan();
  if (plan === undefined) {
    console.log(USAGE);
    return 0;
  }
  if (findProgram('redis-server') === undefined)
    throw new Error('redis-server is not on this machine: apt-get install redis-server');
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
  await setUpService();
  try {
    const log = (name: string): void => console.log(`${name} ended and is started again`);
    const cluster = await ServiceCluster.start({ ...plan, env: settings() }, log);
    for (const [name, { url, pid }] of cluster.processes) console.log(`${name.padEnd(12)}${url}  (process ${pid})`);
    console.log(`PostgreSQL  ${cluster.database.url}`);
    console.log(`Redis       ${cluster.redis.url}`);
    console.log(`Key         ${cluster.adminKey}`);
    console.log(`API         ${cluster.url}/api/v1   (Ctrl-C stops everything)`);
    await stopped;
    console.log('Stopping.');
    await cluster.stop();
  } finally {
    await globalThis.batchwrightTearDown?.();
  }
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
