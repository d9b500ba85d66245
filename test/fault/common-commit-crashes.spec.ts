import { LOG_LEASES } from '../support/ended-leases.js';
import { within } from '../support/eventually.js';
import { Gate, Probe, probeDatabase, ResultChecker } from '../support/probe.js';

const BATCHES = 8;
const ITEMS = 60;
/** Longer than the slowest machine takes to share a transaction. */
const DEADLINE_MS = 60_000;

describe('A worker whose batches share a transaction and that dies', () => {
  it.each(['common_commit.before_commit', 'common_commit.after_commit'])(
    'at %s is charged what stood in its leases, and nothing is lost or twice',
    async (point) => {
      const database = await probeDatabase();
      await database.query(LOG_LEASES);
      const checker = ResultChecker.watch(database);
      const gate = new Gate();
      const dying = await Probe.start(database);
      const inputs = Array.from({ length: ITEMS }, (_, n) => ({ until: gate.file, sleep: (n * 7) % 30 }));
      const ids = await Promise.all(
        Array.from({ length: BATCHES }, () => dying.submit(inputs, 20, { timeoutMs: DEADLINE_MS })),
      );
      await dying.arm(point);
      gate.open();
      expect(await within('the worker dies', DEADLINE_MS, dying.exited)).toBe('SIGKILL');
      const next = await Probe.start(database);
      expect(await checker.violations(new Map(ids.map((id) => [id ?? 0, ITEMS])))).toEqual([]);
      const charged = `SELECT batch_id::int AS batch, index, recoveries FROM batch_items WHERE recoveries > 0 ORDER BY 1, 2`;
      const held = `SELECT batch_id::int AS batch, index, 1 AS recoveries FROM ended_leases, unnest(running) r (index)
                     WHERE was_over ORDER BY 1, 2`;
      expect((await database.query(charged)).length).toBeGreaterThan(0);
      expect(await database.query(charged)).toEqual(await database.query(held));
      expect(await next.stop('SIGTERM')).toBe(0);
    },
  );
});
