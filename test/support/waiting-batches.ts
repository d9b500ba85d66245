import { randomUUID } from 'node:crypto';
import { type AccountName, KEYS, userId } from './accounts.js';
import type { Answer, RequestOptions } from './client.js';
import { offlineSql, type Sql } from './offline-sql.js';
import { createDatabase } from './postgres.js';
import { copyTemplate, Service } from './service.js';

/**
 * A paused batch of contacts, as somebody left it: tests resume, change or cancel it when they want something to
 * happen.
 */
export interface WaitingBatch {
  readonly id: string;
  readonly owner: AccountName;
}

/** Not to be taken for lines of an event stream. */
const NAME = 'two\nlines\n\nevent: admin';

export const newWaitingBatch = (owner: AccountName): WaitingBatch => ({ id: randomUUID(), owner });

/** The statements that make the batch, with so many contacts. */
export function insertWaitingBatch({ id, owner }: WaitingBatch, items: number): Sql {
  return {
    text: `WITH b AS (
             INSERT INTO batches (public_id, kind, owner_id, name, status, options)
             VALUES ($1, 'contact_analysis', $2, $3, 'paused', '{"strict":false}') RETURNING id)
           INSERT INTO batch_items (batch_id, index, input)
           SELECT b.id, n, json_build_object('id', $1 || '-' || n, 'data', json_build_object('note', 'n'), 'priority', 5)
             FROM b, generate_series(0, $4::integer - 1) n`,
    values: [id, userId(owner), NAME, items],
  };
}

/** Makes the batch by requests: paused before its seal, so that none of its contacts runs. */
export async function makeWaitingBatch(service: Service, owner: AccountName, items: number): Promise<WaitingBatch> {
  const key = KEYS[owner];
  const post = async (path: string, options: RequestOptions): Promise<Answer> => {
    const answer = await service.request('POST', `/api/v1/batches${path}`, { key, ...options });
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    return answer;
  };
  const made = await post('/open', { body: { kind: 'contact_analysis', name: NAME } });
  const id = String(made.at('id'));
  await post(`/${id}/pause`, {});
  const contacts = Array.from({ length: items }, (_, n) =>
    JSON.stringify({ id: `${id}-${n}`, data: { note: 'n' }, priority: 5 }),
  );
  await post(`/${id}/parts/1`, { raw: contacts.join('\n'), headers: { 'Content-Type': 'application/x-ndjson' } });
  const sealed = await post(`/${id}/seal`, { body: { expected_items: items } });
  if (sealed.at('status') !== 'paused') throw new Error(`The batch does not wait: ${sealed.text}`);
  return { id, owner };
}

/**
 * A service that finds the rows of the statements when it starts, for what no request can make: the embedded database
 * is opened once more for them, which costs four seconds of processor time.
 */
export async function startWith(
  on: 'embedded' | 'postgres',
  statements: readonly Sql[],
  env: Readonly<Record<string, string>> = {},
): Promise<Service> {
  if (on === 'embedded') {
    const dataDir = await copyTemplate();
    await offlineSql({ DATA_DIR: dataDir }, statements);
    return Service.start({ dataDir, env });
  }
  const database = await createDatabase();
  for (const { text, values } of statements) await database.query(text, values ?? []);
  return Service.start({
    databaseUrl: database.url,
    env: { SECRET_KEY: 'the-secret-key-of-the-tests-0123456789', ...env },
  });
}
