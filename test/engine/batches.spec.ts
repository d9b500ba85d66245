import type { TestDatabase } from '../support/postgres.js';
import { ResultChecker, probeDatabase } from '../support/probe.js';
import type { ProbeInput } from '../support/probe-host.js';
import { eventually } from '../support/eventually.js';
import { SUBMITTER } from '../support/clocked-engine.js';
import { RunningEngine } from '../support/running-engine.js';

describe('A batch on a running engine', () => {
  let database: TestDatabase;
  let engine: RunningEngine;
  // Of its own for each test: the checker looks at all batches.
  beforeEach(async () => {
    database = await probeDatabase();
    engine = await RunningEngine.start(database.url);
  });
  afterEach(() => engine.stop());

  const items = (count: number, input: ProbeInput = {}): ProbeInput[] => Array.from({ length: count }, () => input);
  const read = async (id: number) => {
    const [row] = await database.query<{ status: string; counters: number[] }>(
      `SELECT status, ARRAY[pending_count, running_count, succeeded_count, failed_count, cancelled_count] AS counters
         FROM batches WHERE id = $1`,
      [id],
    );
    return row;
  };
  const reaches = (id: number, ...statuses: readonly string[]) =>
    eventually(`the batch is ${statuses.join(' or ')}`, async () => {
      const row = await read(id);
      return row !== undefined && statuses.includes(row.status) ? row : undefined;
    });
  const outcomes = async (id: number) =>
    (
      await database.query<{ outcome: string }>(
        `SELECT concat_ws(' ', status, error ->> 'code') AS outcome FROM batch_items WHERE batch_id = $1 ORDER BY index`,
        [id],
      )
    ).map(({ outcome }) => outcome);

  it('ends as completed, failed or partial, with one stored result per item', async () => {
    const checker = ResultChecker.watch(database);
    const sizes = new Map<number, number>();
    const ends = async (all: readonly ProbeInput[]) => {
      const id = await engine.submit(all);
      sizes.set(id, all.length);
      return (await reaches(id, 'completed', 'failed', 'partial')).status;
    };
    expect(await ends(items(60))).toBe('completed');
    expect(await ends(items(3, { fail: 'NOT_FOUND' }))).toBe('failed');
    expect(await ends([...items(3), ...items(2, { fail: 'NOT_FOUND' })])).toBe('partial');
    expect(await checker.violations(sizes)).toEqual([]);
  });

  it('fails an item that takes too long, and not its neighbours', async () => {
    const id = await engine.submit([{}, { sleep: 60_000 }, {}]);
    expect((await reaches(id, 'partial')).counters).toEqual([0, 0, 2, 1, 0]);
    expect(await outcomes(id)).toEqual(['succeeded', 'failed TIMEOUT', 'succeeded']);
  });

  it('starts nothing while it is paused, and goes on where it stopped', async () => {
    const id = await engine.submit(items(30, { sleep: 50 }), 2);
    await reaches(id, 'processing');
    await engine.control.pause(id);
    const paused = await eventually('the items that run have ended', async () => {
      const row = await read(id);
      return row?.counters[1] === 0 ? row : undefined;
    });
    expect(paused.status).toBe('paused');
    expect(paused.counters[0]).toBeGreaterThan(0);
    await engine.control.resume(id);
    expect((await reaches(id, 'completed')).counters).toEqual([0, 0, 30, 0, 0]);
  });

  it('ends at a cancel: nothing more starts, and what runs is not recorded', async () => {
    const id = await engine.submit(items(100, { sleep: 1000 }), 2);
    await reaches(id, 'processing');
    await engine.control.cancel(id);
    const { counters } = await reaches(id, 'cancelled');
    expect(counters.slice(0, 2)).toEqual([0, 0]);
    expect(counters[4]).toBeGreaterThan(75);
  });

  it('runs the failed items again at a retry, and no others', async () => {
    const id = await engine.submit([{}, { fail: 'NOT_FOUND' }]);
    await reaches(id, 'partial');
    expect(await engine.control.retry(id, {}, SUBMITTER)).toBe(1);
    await eventually('the retried item has ended again', async () => {
      const [row] = await database.query<{ effects: number }>(
        `SELECT count(*)::int AS effects FROM probe_effects WHERE batch_id = $1 AND index = 1`,
        [id],
      );
      return row?.effects === 2;
    });
    expect((await reaches(id, 'partial')).counters).toEqual([0, 0, 1, 1, 0]);
    const effects = await database.query(`SELECT FROM probe_effects WHERE batch_id = $1 AND index = 0`, [id]);
    expect(effects).toHaveLength(1);
    // The checker of another test, which may run later, counts one stored result per item of every batch.
    await database.query('DELETE FROM batches WHERE id = $1', [id]);
  });
});
