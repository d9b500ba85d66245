import type { Claim } from '../../src/batch/engine/leases.js';
import { ClockedEngine, finish, newWorker } from '../support/clocked-engine.js';

const START = { finished: [], running: 0, exclusive: false, mayPark: true, mayStart: true } as const;
const FROM_ITEM_0 = { ...START, finished: [finish(0, 'succeeded', 1)] };

describe('What somebody removes from the tables of a running batch', () => {
  let engine: ClockedEngine;
  beforeAll(async () => {
    engine = await ClockedEngine.open();
  });
  afterAll(() => engine.close());
  beforeEach(() => engine.clear());

  /** A batch of four items, of which a worker runs two. */
  async function begun(): Promise<Claim> {
    await engine.submit(2, 4, 'normal', 2);
    const claim = await engine.claim(newWorker());
    if (claim === undefined) throw new Error('Nothing was claimed.');
    await engine.commit(claim, START);
    return claim;
  }
  const reasons = () =>
    engine.database.query('SELECT end_reason, completed_at IS NOT NULL AS ended, seal_by FROM batches ORDER BY id');

  it.each(['TRUNCATE batch_items CASCADE', 'DELETE FROM batch_items', 'TRUNCATE batch_items, batch_leases CASCADE'])(
    'cancels it when all its items are gone, and no worker comes back to it: %s',
    async (statement) => {
      const running = await begun();
      await engine.submit(2, 4, 'normal', 2);
      await engine.submit(2, 1, 'normal', 1);
      await engine.database.query(`UPDATE batches SET seal_by = now() + interval '1 hour' WHERE total_count = 1`);
      await engine.database.query(statement);
      expect(await engine.commit(running, FROM_ITEM_0)).toBeUndefined();
      expect(await engine.claim(newWorker())).toBeUndefined();
      const rows = await engine.rows();
      expect(rows).toHaveLength(3);
      for (const row of rows)
        expect(row).toMatchObject({ status: 'cancelled', workers: 0, leases: [], counters: [0, 0, 0, 0, 0, 0] });
      const ended = { end_reason: 'Its items were removed from the database.', ended: true, seal_by: null };
      expect(await reasons()).toEqual([ended, ended, ended]);
    },
  );

  it('leaves one that has ended as it ended, without its failures by code', async () => {
    const claim = await begun();
    await engine.commit(claim, { ...START, finished: [finish(0, 'NOT_FOUND', 1), finish(1, 'NOT_FOUND', 1)] });
    await engine.commit(claim, { ...START, finished: [finish(2, 'succeeded', 1), finish(3, 'succeeded', 1)] });
    await engine.database.query('TRUNCATE batch_items CASCADE');
    expect(await engine.rows()).toMatchObject([{ status: 'partial', workers: 0, counters: [0, 0, 0, 0, 0, 0] }]);
    expect(await reasons()).toMatchObject([{ end_reason: null, ended: true }]);
    expect(await engine.database.query('SELECT FROM batch_failures')).toEqual([]);
  });

  it('gives it back uncharged when all leases are gone', async () => {
    const lost = await begun();
    await engine.database.query('TRUNCATE batch_leases');
    expect(await engine.rows()).toMatchObject([{ status: 'processing', workers: 0, counters: [4, 4, 0, 0, 0, 0] }]);
    expect(await engine.commit(lost, FROM_ITEM_0)).toBeUndefined();
    const next = await engine.claim(newWorker());
    expect(next?.batch.id).toBe(lost.batch.id);
    if (next !== undefined) await engine.commit(next, START);
    const [row] = await engine.rows();
    expect(row).toMatchObject({ workers: 1, counters: [4, 2, 2, 0, 0, 0] });
    expect(row?.items.map(({ attempts, recoveries }) => [attempts, recoveries])).toEqual([
      [1, 0],
      [1, 0],
      [0, 0],
      [0, 0],
    ]);
  });
});
