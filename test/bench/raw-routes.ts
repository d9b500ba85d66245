import { createHash } from 'node:crypto';
import { fastify } from 'fastify';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { addBuilderRoute } from './builder-route.js';

/**
 * Routes written by hand for speed only: Fastify and pg, no framework, no abstraction. They check the key and the
 * requested change, and store the same rows as the service. Runs in its own process like the service.
 */
interface Operation {
  readonly resource_id: number;
  readonly data: { readonly notes?: string; readonly status?: string };
}

interface OrderRow {
  readonly id: number;
  status: string;
  notes: string;
  price: string;
  version: number;
}

interface Outcome {
  readonly index: number;
  readonly input: Operation;
  readonly status: 'succeeded' | 'failed';
  readonly output?: object;
  readonly error?: object;
}

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
pg.types.setTypeParser(20, Number);
const server = fastify({ bodyLimit: 5 * 1024 * 1024 });
const keys = new Map<string, { userId: number; hash: Buffer }>();

const LOCK = 'SELECT id, status, notes, price, version FROM orders WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE';
const LOCK_ONE = 'SELECT id, status, notes, price, version FROM orders WHERE id = $1 FOR UPDATE';
const UPDATE = `UPDATE orders o SET status = r.status, notes = r.notes, price = r.price, version = r.version, updated_at = now()
  FROM json_to_recordset($1) AS r (id bigint, status text, notes text, price numeric, version integer) WHERE o.id = r.id`;
const UPDATE_ONE = 'UPDATE orders SET notes = $2, version = version + 1, updated_at = now() WHERE id = $1';
const RECORD = `WITH batch AS (
    INSERT INTO batches (public_id, kind, owner_id, status, options, started_at)
    VALUES (nextval('operation_batch_numbers')::text, 'operations', $1, 'processing', '{"operation_type":"order_update"}', now())
    RETURNING id, public_id, created_at),
  items AS (
    INSERT INTO batch_items (batch_id, index, input, status, output, error, started_at, ended_at)
    SELECT batch.id, r.index, r.input, r.status, r.output, r.error, now(), statement_timestamp()
      FROM batch, json_to_recordset($2) AS r (index integer, input jsonb, status text, output jsonb, error jsonb))
  SELECT public_id, created_at, statement_timestamp() AS completed_at FROM batch`;
const INSERT_BATCH = `INSERT INTO batches (public_id, kind, owner_id, status, options, started_at)
  VALUES (nextval('operation_batch_numbers')::text, 'operations', $1, 'processing', '{"operation_type":"order_update"}', now())
  RETURNING id, public_id, created_at`;
const INSERT_ITEM = `INSERT INTO batch_items (batch_id, index, input, status, output, started_at, ended_at)
  VALUES ($1, $2, $3, 'succeeded', $4, now(), clock_timestamp())`;
const CONTACT_COLUMNS =
  'id, priority, name, email, phone, company, position, source, score, sentiment, tags, notes, extra';
const POPULATE = `INSERT INTO contact_analysis (owner_id, ${CONTACT_COLUMNS})
  SELECT $1, ${CONTACT_COLUMNS} FROM json_populate_recordset(NULL::contact_analysis, $2) ON CONFLICT DO NOTHING RETURNING id`;
const RECORD_CONTACTS = RECORD.replace(
  `nextval('operation_batch_numbers')::text, 'operations'`,
  `gen_random_uuid()::text, 'contact_analysis'`,
);

async function userOf(key: string): Promise<number> {
  const hash = createHash('sha256').update(key).digest();
  const known = keys.get(key);
  if (known !== undefined && known.hash.equals(hash)) return known.userId;
  const { rows } = await pool.query<{ user_id: number }>('SELECT user_id FROM api_keys WHERE key_hash = $1', [hash]);
  const userId = rows[0]?.user_id;
  if (userId === undefined) throw new Error('unknown key');
  keys.set(key, { userId, hash });
  return userId;
}

async function inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const answer = await work(client);
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

const named = (name: string, text: string, values: unknown[]): pg.QueryConfig => ({ name, text, values });

function decide(operations: readonly Operation[], rows: ReadonlyMap<number, OrderRow>): Outcome[] {
  return operations.map((input, index) => {
    const row = rows.get(input.resource_id);
    if (row === undefined)
      return { index, input, status: 'failed', error: { code: 'NOT_FOUND', message: 'no such order' } };
    if (typeof input.data.notes !== 'string')
      return { index, input, status: 'failed', error: { code: 'VALIDATION_ERROR', message: 'notes' } };
    row.notes = input.data.notes;
    row.version += 1;
    return { index, input, status: 'succeeded', output: { ...row } };
  });
}

function render(outcomes: readonly Outcome[], batch: object): object {
  const completed = outcomes.filter(({ status }) => status === 'succeeded').length;
  return {
    ...batch,
    total_operations: outcomes.length,
    results: outcomes.map(({ index, status, output, error }) =>
      status === 'succeeded'
        ? { index, status: 200, success: true, data: output }
        : { index, status: 400, success: false, error },
    ),
    summary: {
      completed,
      failed: outcomes.length - completed,
      success_rate: (completed * 100) / outcomes.length,
      progress: 100,
    },
    status: 'Concluído',
  };
}

server.post<{ Body: { operations: Operation[] } }>('/set-based', async (request) => {
  const userId = await userOf(String(request.headers['x-api-key']));
  const { operations } = request.body;
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > 50) throw new Error('operations');
  return inTransaction(async (client) => {
    const ids = [...new Set(operations.map(({ resource_id: id }) => id))].sort((a, b) => a - b);
    const { rows } = await client.query<OrderRow>(named('lock', LOCK, [ids]));
    const byId = new Map(rows.map((row) => [row.id, row]));
    const outcomes = decide(operations, byId);
    await client.query(named('update', UPDATE, [JSON.stringify(rows)]));
    const recorded = await client.query<Record<string, unknown>>(
      named('record', RECORD, [userId, JSON.stringify(outcomes)]),
    );
    return render(outcomes, recorded.rows[0] ?? {});
  });
});

server.post<{ Body: { operations: Operation[] } }>('/one-by-one', async (request) => {
  const userId = await userOf(String(request.headers['x-api-key']));
  const { rows: batches } = await pool.query<{ id: number }>(named('batch', INSERT_BATCH, [userId]));
  const outcomes: Outcome[] = [];
  for (const [index, input] of request.body.operations.entries()) {
    await inTransaction(async (client) => {
      const { rows } = await client.query<OrderRow>(named('lock_one', LOCK_ONE, [input.resource_id]));
      outcomes.push(...decide([input], new Map(rows.map((row) => [row.id, row]))));
      await client.query(named('update_one', UPDATE_ONE, [input.resource_id, input.data.notes]));
      await client.query(
        named('item', INSERT_ITEM, [batches[0]?.id, index, JSON.stringify(input), JSON.stringify(rows[0])]),
      );
    });
  }
  return render(outcomes, batches[0] ?? {});
});

interface ContactBody {
  readonly items: { readonly id: string; readonly data: Record<string, unknown>; readonly priority: number }[];
}

const contactRows = (body: ContactBody): object[] =>
  body.items.map(({ id, data, priority }) => ({ ...data, id, priority, extra: {} }));

server.post<{ Body: ContactBody }>('/populate', async (request) => {
  const userId = await userOf(String(request.headers['x-api-key']));
  return inTransaction(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      named('populate', POPULATE, [userId, JSON.stringify(contactRows(request.body))]),
    );
    const items = request.body.items.map((input, index) => ({
      index,
      input,
      status: 'succeeded',
      output: { id: input.id },
    }));
    await client.query(named('record_contacts', RECORD_CONTACTS, [userId, JSON.stringify(items)]));
    return {
      total: items.length,
      results: rows.map(({ id }) => ({ id, status: 'success', result: { message: 'Inserted successfully' } })),
    };
  });
});

server.post<{ Body: ContactBody }>('/populate-only', async (request) => {
  const userId = await userOf(String(request.headers['x-api-key']));
  const { rows } = await pool.query<{ id: string }>(
    named('populate', POPULATE, [userId, JSON.stringify(contactRows(request.body))]),
  );
  return { results: rows };
});

server.post<{ Body: ContactBody }>('/copy', async (request) => {
  const userId = await userOf(String(request.headers['x-api-key']));
  const escape = (value: unknown): string =>
    value === undefined || value === null
      ? '\\N'
      : String(value).replace(
          /[\\\t\n\r]/g,
          (character) => `\\${character === '\t' ? 't' : character === '\n' ? 'n' : character === '\r' ? 'r' : '\\'}`,
        );
  const lines = request.body.items.map(
    ({ id, data, priority }) =>
      `${[userId, id, priority, data['name'], data['email'], data['company']].map(escape).join('\t')}\n`,
  );
  await inTransaction(async (client) => {
    const stream = client.query(
      copyFrom('COPY contact_analysis (owner_id, id, priority, name, email, company) FROM STDIN'),
    );
    await pipeline(Readable.from(lines), stream);
  });
  return { total: lines.length };
});

void addBuilderRoute(server, userOf, String(process.env['DATABASE_URL']))
  .then(() => server.listen({ port: 0, host: '127.0.0.1' }))
  .then((address) => process.stdout.write(`${address}\n`));
