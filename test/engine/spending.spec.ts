import { DataSource } from 'typeorm';
import { type Payer, SpendingStore } from '../../src/batch/spending/spending-store.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

const NOTHING = { input_tokens: 0, output_tokens: 0 };

describe('Limits of paid questions', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let store: SpendingStore;
  beforeAll(async () => {
    database = await createDatabase();
    dataSource = await new DataSource({ type: 'postgres', url: database.url, poolSize: 8 }).initialize();
    store = new SpendingStore(dataSource);
    await database.query(
      `INSERT INTO users (id, name, email, role) OVERRIDING SYSTEM VALUE VALUES (1, 'Ana', 'ana@x.test', 'client') ON CONFLICT DO NOTHING`,
    );
  });
  afterAll(() => dataSource.destroy());

  let batches = 0;
  /** A batch without items. */
  const batch = async (): Promise<Payer> => {
    const [row] = await database.query<{ id: string }>(
      `INSERT INTO batches (public_id, owner_id, kind, options) VALUES ($1, 1, 'company_extraction', '{}') RETURNING id`,
      [`b-${++batches}`],
    );
    return { batchId: Number(row?.id) };
  };
  const owner = (day: string): Promise<Payer> => Promise.resolve({ ownerId: 1, day });
  let days = 0;
  /** A day of the owner on which nothing was spent. */
  const nextDay = (): Promise<Payer> => owner(`2025-01-0${++days}`);

  /** How many of twenty workers get a place at once. */
  const granted = async (payer: Payer, tokens: number, limits: { calls?: number; tokens?: number }) => {
    const all = await Promise.all(Array.from({ length: 20 }, () => store.reserve(payer, 'model', tokens, limits)));
    return all.filter(Boolean).length;
  };

  it.each([
    ['a batch', batch],
    ['the day of an owner', nextDay],
  ])('of %s hold over all workers, for calls and for tokens', async (_, payerOf) => {
    const [byCalls, byTokens, other] = [await payerOf(), await payerOf(), await payerOf()];
    expect(await granted(byCalls, 0, { calls: 7 })).toBe(7);
    expect(await store.of(byCalls)).toEqual([{ provider: 'model', calls: 7, ...NOTHING }]);
    expect(await granted(byTokens, 100, { tokens: 750 })).toBe(7);
    expect(await store.reserve(other, 'model', 100, { tokens: 99 })).toBe(false);
    expect(await store.reserve(other, 'brave', 0, { calls: 0 })).toBe(false);
  });

  it('count what was used in place of what was set aside, and nothing for a question that was given back', async () => {
    const payer = await batch();
    const limits = { calls: 2, tokens: 100 };
    expect(await store.reserve(payer, 'model', 100, limits)).toBe(true);
    expect(await store.reserve(payer, 'model', 1, limits)).toBe(false);
    await store.charge(payer, 'model', 100, { input_tokens: 30, output_tokens: 10 });
    expect(await store.reserve(payer, 'model', 61, limits)).toBe(false);
    expect(await store.reserve(payer, 'model', 60, limits)).toBe(true);
    await store.giveBack(payer, 'model', 60);
    expect(await store.of(payer)).toEqual([{ provider: 'model', calls: 1, input_tokens: 30, output_tokens: 10 }]);
    expect(await store.reserve(payer, 'model', 60, limits)).toBe(true);
    expect(await store.reserve(payer, 'model', 0, limits)).toBe(false);
  });

  it('begin anew each day for an owner, of whom the days of three months are kept', async () => {
    for (const day of ['2026-02-01', '2026-02-02', '2026-06-01'])
      expect(await store.reserve(await owner(day), 'model', 10, { tokens: 10 })).toBe(true);
    expect(await store.reserve(await owner('2026-06-01'), 'model', 10, { tokens: 10 })).toBe(false);
    expect(await database.query('SELECT day::text FROM owner_spending ORDER BY day')).toEqual([{ day: '2026-06-01' }]);
  });
});
