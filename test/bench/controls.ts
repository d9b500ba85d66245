import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { KEYS } from '../support/accounts.js';
import { findProgram } from '../support/programs.js';
import { RedisServer } from '../support/redis.js';
import { Service } from '../support/service.js';
import { sendLong } from './long-request.js';
import { sendParts } from './million.js';
import { quantiles } from './quantiles.js';

/** Seconds in which others are watched before anything large happens. */
const BEFORE = 10;
/** Contacts of a request of others, and the pause between two, in milliseconds. */
const OTHERS = 10;
const PAUSE_MS = 20;

/** What others met: their requests, and how long somebody waited for the row of the large batch. */
interface Met {
  readonly requestMs: readonly number[];
  readonly rowMs: readonly number[];
}

/**
 * Cancels, retries and deletes one batch of so many items, none of which runs, beside a caller who inserts ten contacts
 * again and again and another who locks the row of the large batch: what they wait, before and meanwhile.
 */
export async function benchControls(items: number): Promise<void> {
  if (findProgram('redis-server') === undefined) {
    console.log(
      'There is no redis-server on this machine: controls of a large batch are not measured, which takes an API alone.',
    );
    return;
  }
  const redis = await RedisServer.start();
  const env = { LOG_LEVEL: 'warn', ROLE: 'api', REDIS_URL: redis.url, RATE_LIMIT_PER_MINUTE: '1000000' };
  const service = await Service.start({ on: 'postgres', env });
  try {
    const id = await sendParts(service, items);
    await send(service, 'POST', `/api/v1/batches/${id}/seal`, 200, { expected_items: items });
    console.log(`\nOne batch of ${items} items that wait; others insert ${OTHERS} contacts a request`);
    print('before', await others(service, id, () => delay(BEFORE * 1000)));
    print('cancel', await others(service, id, () => send(service, 'POST', `/api/v1/batches/${id}/cancel`, 200)));
    print(
      'retry',
      await others(service, id, () =>
        send(service, 'POST', `/api/v1/batches/${id}/retry`, 200, { statuses: ['cancelled'] }),
      ),
    );
    await send(service, 'POST', `/api/v1/batches/${id}/cancel`, 200);
    print('delete', await others(service, id, () => send(service, 'DELETE', `/api/v1/batches/${id}`, 204)));
  } finally {
    await service.stop();
    await redis.stop();
  }
}

const send = async (service: Service, method: string, path: string, status: number, body?: object): Promise<void> =>
  void (await sendLong(service, {
    method,
    path,
    status,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }));

/** Lets the others work while something happens. */
async function others(
  service: Service,
  id: string,
  happens: () => Promise<void>,
): Promise<Met & { readonly seconds: number }> {
  let isOver = false;
  const again = async (one: () => Promise<void>): Promise<readonly number[]> => {
    const taken: number[] = [];
    while (!isOver) {
      const from = performance.now();
      await one();
      taken.push(performance.now() - from);
      await delay(PAUSE_MS);
    }
    return taken;
  };
  const [requestMs, rowMs] = [
    again(() => insert(service)),
    again(async () => void (await service.sql(`SELECT FROM batches WHERE public_id = '${id}' FOR UPDATE`))),
  ];
  const from = performance.now();
  try {
    await happens();
  } finally {
    isOver = true;
  }
  const seconds = (performance.now() - from) / 1000;
  return { requestMs: await requestMs, rowMs: await rowMs, seconds };
}

async function insert(service: Service): Promise<void> {
  const prefix = randomUUID();
  const items = Array.from({ length: OTHERS }, (_, n) => ({ id: `${prefix}-${n}`, data: { name: `Contact ${n}` } }));
  const answer = await fetch(`${service.url}/api/v1/batch-process`, {
    method: 'POST',
    headers: { 'X-API-Key': KEYS.admin, 'Content-Type': 'application/json' },
    body: JSON.stringify({ items }),
  });
  if (answer.status !== 200)
    throw new Error(`An insert answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  await answer.arrayBuffer();
}

function print(name: string, { requestMs, rowMs, seconds }: Met & { readonly seconds: number }): void {
  const of = (taken: readonly number[]): string => {
    const { p50Ms, p99Ms } = quantiles(taken);
    return `p50 ${p50Ms.toFixed(1)}, p99 ${p99Ms.toFixed(1)}, longest ${Math.max(...taken).toFixed(1)} ms of ${taken.length}`;
  };
  console.log(`${name.padEnd(8)}${seconds.toFixed(1).padStart(7)} s   requests ${of(requestMs)};   row ${of(rowMs)}`);
}
