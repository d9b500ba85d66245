import { SUBMITTER } from '../support/clocked-engine.js';
import type { TestDatabase } from '../support/postgres.js';
import { probeDatabase } from '../support/probe.js';
import type { ProbeInput } from '../support/probe-host.js';
import { RunningEngine } from '../support/running-engine.js';

/** More than one piece of a control has. */
const MANY = 1200;

describe('A control whose process stops', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await probeDatabase();
  });

  /** A batch that nobody works on, cancelled. */
  async function cancelled(engine: RunningEngine): Promise<number> {
    const id = await engine.submit(Array.from({ length: MANY }, (): ProbeInput => ({})));
    await engine.control.cancel(id);
    return id;
  }
  /** Another process, to which what is left is old enough. */
  async function goOn(id: number): Promise<void> {
    await database.query(`UPDATE batches SET control_at = now() - interval '1 hour' WHERE id = $1`, [id]);
    const other = await RunningEngine.open(database.url);
    await other.control.finishStale(() => false);
    await other.stop();
  }

  it('leaves what it has not done to another one, each row of a file as its item', async () => {
    const engine = await RunningEngine.open(database.url);
    const id = await cancelled(engine);
    await database.query(
      `INSERT INTO batch_file_rows (batch_id, index, line, cells) SELECT $1, n, n + 2, '["before"]' FROM generate_series(0, ${MANY - 1}) n`,
      [id],
    );
    const corrections = async function* () {
      await Promise.resolve();
      yield Array.from({ length: MANY }, (_, index) => ({
        index,
        input: { sleep: 1 },
        line: index + 2,
        cells: '["after"]',
      }));
    };
    engine.control.onModuleDestroy();
    expect(await engine.control.retryOfFile(id, corrections, SUBMITTER)).toBe(1000);
    const states = () =>
      database.query(
        `SELECT i.status, r.cells, r.mended IS NOT NULL AS waits, i.input <> '{}' AS corrected, count(*)::integer AS n
           FROM batch_items i JOIN batch_file_rows r ON r.batch_id = i.batch_id AND r.index = i.index
          WHERE i.batch_id = $1 GROUP BY 1, 2, 3, 4 ORDER BY n`,
        [id],
      );
    expect(await states()).toEqual([
      { status: 'cancelled', cells: '["before"]', waits: true, corrected: false, n: 200 },
      { status: 'pending', cells: '["after"]', waits: false, corrected: true, n: 1000 },
    ]);
    await goOn(id);
    expect(await states()).toEqual([{ status: 'pending', cells: '["after"]', waits: false, corrected: true, n: MANY }]);
  });

  it('deletes what stands beside the items with them', async () => {
    const engine = await RunningEngine.open(database.url);
    const id = await cancelled(engine);
    await database.query('DELETE FROM batch_search WHERE batch_id = $1', [id]);
    await database.query(
      `INSERT INTO batch_search (batch_id, first_index, last_index, bits)
       SELECT $1, n, n + 9, decode(repeat('00', 8), 'hex') FROM generate_series(0, ${MANY - 1}, 10) n`,
      [id],
    );
    engine.control.onModuleDestroy();
    await engine.control.delete(id);
    const left = () =>
      database.query(
        `SELECT (SELECT count(*)::integer FROM batch_items WHERE batch_id = $1) AS items,
                (SELECT count(*)::integer FROM batch_search WHERE batch_id = $1) AS blocks,
                (SELECT count(*)::integer FROM batches WHERE id = $1) AS batches`,
        [id],
      );
    expect(await left()).toEqual([{ items: 200, blocks: 20, batches: 1 }]);
    await goOn(id);
    expect(await left()).toEqual([{ items: 0, blocks: 0, batches: 0 }]);
  });
});
