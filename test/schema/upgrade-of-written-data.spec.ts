import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { Service } from '../support/service.js';
import { typeorm } from '../support/typeorm-cli.js';

/** The key of the admin who used version 0.1.0. */
const KEY = 'the-key-of-version-0.1';
const WRITTEN = join(__dirname, 'written-by', 'version-0.1.0.sql');

interface Counters {
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
}

describe('A database that version 0.1.0 has written', () => {
  let database: TestDatabase;
  let service: Service;
  const ended = (statuses: string): Promise<Record<string, unknown>[]> =>
    database.query(
      `SELECT batch_id::int, index, ref, input, output, status, error, attempts, started_at, ended_at
         FROM batch_items WHERE status = ANY($1) ORDER BY batch_id, index`,
      [statuses.split(' ')],
    );
  let before: readonly Record<string, unknown>[];

  beforeAll(async () => {
    database = await createDatabase({ empty: true });
    await database.session(async (client) => {
      await client.query(readFileSync(WRITTEN, 'utf8'));
      // A dump empties the search path of its session.
      await client.query('RESET ALL');
    });
    before = await ended('succeeded failed');
    await typeorm(['migration:run'], database.url);
    service = await Service.start({ databaseUrl: database.url, env: { ADMIN_API_KEY: KEY } });
  });

  const read = (path: string): ReturnType<Service['request']> => service.request('GET', path, { key: KEY });
  const batches = async (): Promise<ReadonlyMap<string, { readonly status: string; readonly counters: Counters }>> => {
    const rows = (await read('/api/v1/batches?limit=100')).at('results') as readonly {
      readonly id: string;
      readonly status: string;
      readonly counters: Counters;
    }[];
    return new Map(rows.map((row) => [row.id, row]));
  };
  const idOf = async (key: number): Promise<string> =>
    String((await database.query('SELECT public_id FROM batches WHERE id = $1', [key]))[0]?.['public_id']);

  it('keeps every batch, item, attempt and outcome', async () => {
    expect(before).toHaveLength(9);
    expect((await ended('succeeded failed')).filter(({ batch_id, index }) => wasEnded(batch_id, index))).toEqual(
      before,
    );
    expect((await batches()).size).toBe(7);
  });

  const wasEnded = (batch: unknown, index: unknown): boolean =>
    before.some((one) => one['batch_id'] === batch && one['index'] === index);

  it('finishes what was running and waiting, and leaves what was paused', async () => {
    const [first, second, paused] = [await idOf(2), await idOf(4), await idOf(6)];
    await eventually('the open batches end', async () => {
      const now = await batches();
      return [first, second].every((id) => ['partial', 'completed', 'failed'].includes(now.get(id)?.status ?? ''));
    });
    const now = await batches();
    // Their site is an address of the machine that wrote them, which is not fetched here.
    expect(now.get(first)).toMatchObject({ status: 'partial', counters: { total: 4, succeeded: 1, failed: 3 } });
    expect(now.get(second)).toMatchObject({ status: 'partial', counters: { total: 2, succeeded: 1, failed: 1 } });
    expect(now.get(paused)).toMatchObject({ status: 'paused', counters: { total: 2, succeeded: 0, failed: 0 } });
    const charged = await database.query('SELECT batch_id, index FROM batch_items WHERE recoveries > 0');
    expect(charged).toEqual([]);
  });

  it('answers with what its five features have stored', async () => {
    const contacts = await database.query('SELECT name, email FROM contact_analysis ORDER BY id');
    expect(contacts).toEqual([
      { name: 'Ana Souza', email: 'ana@example.com' },
      { name: 'Li Wei', email: 'li@example.com' },
    ]);
    for (const key of [1, 2, 3, 5, 7]) {
      const id = await idOf(key);
      const items = await read(`/api/v1/batches/${id}/items`);
      expect([key, items.status, (items.at('results') as readonly unknown[]).length]).toEqual([key, 200, sizes[key]]);
      const csv = await read(`/api/v1/batches/${id}/export?format=csv`);
      expect([key, csv.status, csv.text.trim().split('\r\n').length]).toEqual([key, 200, 1 + (sizes[key] ?? 0)]);
    }
  });

  const sizes: Readonly<Record<number, number>> = { 1: 2, 2: 4, 3: 2, 5: 1, 7: 2 };
});
