import { LOG_LEASES } from '../support/ended-leases.js';
import { eventually, within } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { Gate, ResultChecker, Probe, probeDatabase } from '../support/probe.js';

/** Less than the slots of all workers, and more than those of one. */
const AT_ONCE = 50;
const SLOTS = 20;
const ITEMS = 200;
/** Longer than the slowest machine takes to reach a point. */
const DEADLINE_MS = 60_000;

/** What happens to the batch `id` when the worker is to die. */
interface Scene {
  readonly id: number;
  readonly dying: Probe;
  readonly other: Probe;
  /** Its items wait here. */
  readonly gate: Gate;
}

const death = ({ dying }: Scene): Promise<unknown> => within('the worker dies', DEADLINE_MS, dying.exited);

const nothing = (): Promise<unknown> => Promise.resolve();
/** Items end, of each worker at least one. */
const letsGo = ({ gate }: Scene): Promise<unknown> => Promise.resolve(gate.open());
/** The worker that dies is the only one with slots for another batch. */
const submits = ({ dying }: Scene): Promise<unknown> => dying.submit([{}]);
const cancels = ({ dying, id }: Scene): Promise<unknown> => dying.control('cancel', id);
/** All workers leave the batch, the last item of each first. */
const pauses = async (scene: Scene): Promise<unknown> => {
  await scene.other.control('pause', scene.id);
  scene.gate.open();
  await death(scene);
  return scene.other.control('resume', scene.id);
};

describe('A worker that shares a batch with two others and dies', () => {
  let database: TestDatabase;
  let checker: ResultChecker;
  let living: readonly [Probe, Probe];
  beforeAll(async () => {
    database = await probeDatabase();
    await database.query(LOG_LEASES);
    // A busy machine lets no lease run out but that of the dead.
    const start = (): Promise<Probe> => Probe.start(database, { WORKER_ITEMS: String(SLOTS), LEASE_SECONDS: '6' });
    living = await Promise.all([start(), start()]);
  });
  beforeEach(() => (checker = ResultChecker.watch(database)));

  /** Waits until so many workers have the batch, and run so many of its items. */
  const shared = (id: number, workers: number, items: number): Promise<unknown> =>
    eventually(`${workers} workers run ${items} items`, async () => {
      const isShared = 'SELECT FROM batches WHERE id = $1 AND workers = $2 AND running_count = $3';
      return (await database.query(isShared, [id, workers, items])).length > 0;
    });

  it.each<readonly [string, number, (scene: Scene) => Promise<unknown>, string, boolean]>([
    ['claim.after_commit', AT_ONCE, submits, 'completed', true],
    ['group_commit.before_save', AT_ONCE, letsGo, 'completed', true],
    ['group_commit.before_commit', AT_ONCE, letsGo, 'completed', true],
    ['group_commit.after_commit', AT_ONCE, letsGo, 'completed', true],
    ['release.after_commit', AT_ONCE, pauses, 'completed', false],
    // A sweep finds the batch as long as it has more room than its workers have slots.
    ['reconcile.before_wakeup', 2 * AT_ONCE, nothing, 'completed', true],
    ['cancel.before_commit', AT_ONCE, cancels, 'completed', true],
    ['cancel.after_commit', AT_ONCE, cancels, 'cancelled', false],
  ])(
    'at %s is charged what stood in its lease, and nothing is lost or twice',
    async (...[point, atOnce, act, status, isCharged]) => {
      const gate = new Gate();
      const inputs = Array.from({ length: ITEMS }, () => ({ until: gate.file, sleep: 50 }));
      const id = (await living[0].submit(inputs, atOnce, { timeoutMs: DEADLINE_MS })) ?? 0;
      await shared(id, 2, 2 * SLOTS);
      const dying = await Probe.start(database, { WORKER_ITEMS: String(SLOTS) });
      await shared(id, 3, Math.min(atOnce, 3 * SLOTS));
      await dying.arm(point);
      const scene = { id, dying, other: living[0], gate };
      await act(scene);
      expect(await death(scene)).toBe('SIGKILL');
      gate.open();
      expect(await checker.violations(new Map([[id, ITEMS]]))).toEqual([]);
      expect(await database.query('SELECT status FROM batches WHERE id = $1', [id])).toEqual([{ status }]);
      const charged = await database.query(
        'SELECT index, recoveries, attempts FROM batch_items WHERE batch_id = $1 AND (recoveries > 0 OR attempts > 1) ORDER BY index',
        [id],
      );
      const held = await database.query(
        `SELECT index, count(*)::int AS recoveries, count(*)::int + 1 AS attempts FROM ended_leases, unnest(running) held (index)
        WHERE batch_id = $1 AND was_over GROUP BY index ORDER BY index`,
        [id],
      );
      expect(charged).toEqual(held);
      expect(charged.length > 0).toBe(isCharged);
      // The checker of the next looks at few rows.
      await living[0].control('delete', id);
    },
  );

  afterAll(async () => {
    for (const probe of living) expect(await probe.stop('SIGTERM')).toBe(0);
  });
});
