import type { Claim } from '../../src/batch/engine/leases.js';
import { ClockedEngine, finish, newWorker } from '../support/clocked-engine.js';
import { LEASE_MS } from '../support/engine-model.js';

describe('The cursor of a batch', () => {
  let engine: ClockedEngine;
  beforeAll(async () => {
    engine = await ClockedEngine.open();
  });
  afterAll(() => engine.close());
  beforeEach(() => engine.clear());

  const START = { finished: [], running: 0, exclusive: false, mayPark: true, mayStart: true } as const;
  const query = (text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> =>
    engine.database.query(text, [...values]);
  const next = async (): Promise<unknown> => (await query('SELECT next_index AS next FROM batches'))[0]?.['next'];

  async function claim(): Promise<Claim> {
    const claimed = await engine.claim(newWorker());
    if (claimed === undefined) throw new Error('Nothing was claimed.');
    return claimed;
  }
  /** Items as rows of a file that are no valid items: failed from the beginning. */
  const insert = (batchId: number, from: number, to: number, status: 'failed' | 'pending'): Promise<unknown> =>
    query(
      `INSERT INTO batch_items (batch_id, index, input, status, error, ended_at)
       SELECT $1, n, '{}', $4, CASE WHEN $4 = 'failed' THEN '{"code":"INVALID_ROW"}'::jsonb END,
              CASE WHEN $4 = 'failed' THEN now() END FROM generate_series($2::integer, $3::integer) n`,
      [batchId, from, to, status],
    );
  /** The indexes that a commit starts, or why it started none. */
  async function start(claimed: Claim, slots = 1000): Promise<readonly number[] | 'looks on' | 'released'> {
    const result = await engine.commit(claimed, { ...START, slots });
    if (result?.released !== undefined) return 'released';
    return result?.looksOn === true ? 'looks on' : (result?.started ?? []).map(({ index }) => index);
  }

  it('goes over thousands of items that have ended before, and ends behind the last one', async () => {
    const id = await engine.submit(1, 1, 'normal', 1000);
    await insert(id, 1, 5000, 'failed');
    await insert(id, 5001, 5002, 'pending');
    await insert(id, 5003, 9000, 'failed');
    const claimed = await claim();
    expect(await start(claimed, 1)).toEqual([0]);
    expect(await next()).toBe(1);
    const seen = [];
    for (let commits = 0; commits < 12; commits += 1) seen.push(await start(claimed, 2));
    expect(seen.flat().filter((one) => typeof one === 'number')).toEqual([5001, 5002]);
    expect(seen.slice(0, 5).every((one) => one === 'looks on' || Array.isArray(one))).toBe(true);
    expect((await engine.rows())[0]?.counters).toEqual([9001, 0, 3, 0, 8998, 0]);
  });

  it('comes back for items that are added behind its end', async () => {
    const id = await engine.submit(1, 2, 'normal', 1000);
    const claimed = await claim();
    expect(await start(claimed)).toEqual([0, 1]);
    expect(await next()).toBe(1_000_000_000);
    await insert(id, 2, 4, 'pending');
    expect(await next()).toBe(2);
    expect(await start(claimed)).toEqual([2, 3, 4]);
  });

  it('comes back for an item that somebody has made pending', async () => {
    await engine.submit(1, 4, 'normal', 4);
    const claimed = await claim();
    await engine.commit(claimed, START);
    const ended = [0, 1, 2].map((index) => finish(index, 'succeeded', 1));
    await engine.commit(claimed, { ...START, finished: ended, running: 1 });
    await query(`UPDATE batch_items SET status = 'pending', output = NULL, ended_at = NULL WHERE index = 1`);
    expect(await next()).toBe(1);
    expect(await start(claimed)).toEqual([1]);
  });

  it('lets items that run again go first, in their order, and then begins further ones', async () => {
    await engine.submit(1, 6, 'normal', 6);
    const claimed = await claim();
    expect(await start(claimed, 3)).toEqual([0, 1, 2]);
    const parked = [2, 0].map((index) => finish(index, 'CONNECT_TIMEOUT', 1));
    await engine.commit(claimed, { ...START, mayStart: false, finished: parked, running: 1 });
    expect(await start(claimed, 1)).toEqual([3]);
    await engine.advance(60_000);
    expect(await start(claimed, 3)).toEqual([0, 2, 4]);
    expect(await query('SELECT FROM batch_items WHERE run_at IS NOT NULL')).toEqual([]);
  });

  it('has nothing due beside it for the time that an ended item still holds', async () => {
    await engine.submit(1, 3, 'normal', 4);
    // As a worker of an earlier version, or SQL of one's own, ends an item that ran again.
    await query(
      `UPDATE batch_items SET status = 'succeeded', output = '{}', ended_at = now(), run_at = 'epoch' WHERE index = 0`,
    );
    const claimed = await claim();
    expect(await start(claimed)).toEqual([1, 2]);
    const parked = finish(1, 'CONNECT_TIMEOUT', 1);
    await engine.commit(claimed, { ...START, slots: 0, finished: [parked], running: 1 });
    expect(await query('SELECT has_room FROM batches')).toEqual([{ has_room: false }]);
    const last = finish(2, 'CONNECT_TIMEOUT', 1);
    expect((await engine.commit(claimed, { ...START, finished: [last] }))?.released).toBeDefined();
    expect(await query('SELECT wake_at > now() AS waits FROM batches')).toEqual([{ waits: true }]);
  });

  it('is no place for what a dead worker ran, nor for items whose lease somebody deleted', async () => {
    await engine.submit(1, 5, 'normal', 5);
    expect(await start(await claim(), 3)).toEqual([0, 1, 2]);
    await engine.advance(LEASE_MS + 1);
    const survivor = await claim();
    expect(await next()).toBe(3);
    expect(await start(survivor, 4)).toEqual([0, 1, 2, 3]);
    await query('DELETE FROM batch_leases');
    // The first three have crashed twice: they run alone.
    expect(await start(await claim())).toEqual([3, 4]);
    const recoveries = (await engine.rows()).flatMap(({ items }) => items.map((item) => item.recoveries));
    expect(recoveries).toEqual([2, 2, 2, 1, 0]);
  });
});
