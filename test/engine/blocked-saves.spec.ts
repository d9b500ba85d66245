import { eventually } from '../support/eventually.js';
import { probeDatabase, ResultChecker } from '../support/probe.js';
import { RunningEngine } from '../support/running-engine.js';

/** With this lease a worker stops by itself after 12 seconds without a confirmation; a statement waits 5 for a lock. */
const LEASE_SECONDS = '18';
/** Seconds of the table's lock: enough for a worker that did not extend its lease to stop and begin anew. */
const LOCKED_SECONDS = 20;

describe('A save that waits for a table that somebody has locked', () => {
  it('keeps its results and its lease until the lock is gone: nothing runs again', async () => {
    const database = await probeDatabase();
    const engine = await RunningEngine.start(database.url, { LEASE_SECONDS });
    const checker = ResultChecker.watch(database);
    let id = 0;
    await database.session(async (client) => {
      await client.query('BEGIN; LOCK TABLE probe_effects IN ACCESS EXCLUSIVE MODE');
      id = await engine.submit([{}, {}, {}]);
      await eventually(
        'the lock has lasted',
        async () => {
          const { rows } = await client.query(
            `SELECT FROM pg_stat_activity WHERE pid = pg_backend_pid() AND clock_timestamp() > xact_start + interval '${LOCKED_SECONDS} s'`,
          );
          return rows.length > 0;
        },
        60_000,
      );
      await client.query('COMMIT');
    });
    expect(await checker.violations(new Map([[id, 3]]))).toEqual([]);
    expect(await database.query('SELECT lease_token::int AS claims FROM batches')).toEqual([{ claims: 1 }]);
    await engine.stop();
  }, 90_000);
});
