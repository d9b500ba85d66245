import type { DataSource, EntityManager } from 'typeorm';
import { ControlStore, OF_FILE, type StoredChoice } from '../../src/batch/control/control-store.js';
import { RetryStore } from '../../src/batch/control/retry-store.js';
import { ExecutionStore } from '../../src/batch/engine/execution-store.js';
import { RUNNABLE } from '../../src/batch/engine/claim-sql.js';
import { LeaseStore } from '../../src/batch/engine/lease-store.js';
import { NEXT_ITEMS } from '../../src/batch/engine/transactional-in-worker.js';
import { succeeded } from '../../src/batch/model/items/item.js';
import { RetentionStore } from '../../src/batch/maintenance/retention-store.js';
import { ItemQueries } from '../../src/batch/read/item-queries.js';
import { QueueQueries } from '../../src/batch/read/queue-queries.js';
import { QueuedItems } from '../../src/batch/submit/queued-items-store.js';
import { INSERT_BATCH } from '../../src/batch/submit/submission-store.js';
import type { Statement } from '../../src/platform/database/statement.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import {
  AT_ONCE,
  COMMON_KIND,
  DUE,
  ENDED,
  fillForEngine,
  fillOtherBatches,
  LEFT,
  OF_KEY,
  OTHERS,
  PARKED_KIND,
  RARE,
  SHARED,
  WAITING_KIND,
  WORKER,
} from '../support/engine-plans-fill.js';
import { nodesOf, type PlanNode, vain } from '../support/plans.js';

/** What the database knows, and the items of the batch. */
const STATES: readonly (readonly [string, number])[] = [
  ['nothing is known of the tables', 20_000],
  ['the tables have statistics', 20_000],
  ['a batch has a million items', 1_000_000],
];

interface Stores {
  readonly engine: ExecutionStore;
  readonly leases: LeaseStore;
  readonly control: ControlStore;
  readonly retries: RetryStore;
  readonly items: ItemQueries;
  readonly queue: QueueQueries;
  readonly queued: QueuedItems;
  readonly retention: RetentionStore;
}
type Ask = (stores: Stores, batchId: number, tx: EntityManager) => Promise<unknown>;

const error = { code: 'WORKER_CRASHED', message: '-' } as const;
const filter = (statuses: ('pending' | 'running' | 'failed')[] | null) => ({ statuses, code: null });
const choice = (more: Partial<StoredChoice>): StoredChoice => {
  return { statuses: ['failed', 'cancelled'], codes: null, indexes: null, inputs: [], ...more };
};

describe.each(STATES)('Plans of the engine when %s', (state, ITEMS) => {
  const CURSOR = ITEMS / 2;
  const RUNNING = Array.from({ length: AT_ONCE }, (_, n) => CURSOR - 500 + n);
  const finished = RUNNING.map((index) => ({ index, input: {}, end: succeeded({}), warnings: [] }));
  const next = { limit: AT_ONCE, starts: 'ordinary', nextIndex: CURSOR, goesOn: [] } as const;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await fillForEngine(database, ITEMS);
    await fillOtherBatches(database);
    if (!state.startsWith('nothing')) await database.query('ANALYZE');
  });

  /** The plans of statements that ran, without their effects; each gets the rows that the former ones have answered. */
  async function plansOf(ask: Ask, batchId: number): Promise<readonly PlanNode[]> {
    const plans: PlanNode[] = [];
    const query = (asked: string | (Statement & { readonly values: unknown[] }), values?: unknown[]) =>
      database.session(async (client) => {
        const [text, bound] = typeof asked === 'string' ? [asked, values ?? []] : [asked.text, asked.values];
        await client.query('BEGIN');
        const { rows: told } = await client.query<{ readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
          `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
          bound,
        );
        await client.query('ROLLBACK; BEGIN');
        const { rows, rowCount, command } = await client.query(text, bound);
        await client.query('ROLLBACK');
        plans.push(told[0]?.['QUERY PLAN'][0]?.Plan as PlanNode);
        if (typeof asked !== 'string') return { rows, rowCount };
        return command === 'SELECT' ? rows : [rows, rowCount];
      });
    const queryRunner = { isTransactionActive: true, connect: () => Promise.resolve({ pipeline: false, query }) };
    const tx = { queryRunner, query } as unknown as EntityManager;
    const dataSource = { query } as unknown as DataSource;
    const stores: Stores = {
      engine: new ExecutionStore(),
      leases: new LeaseStore(),
      control: new ControlStore(),
      retries: new RetryStore(),
      items: new ItemQueries(dataSource),
      queue: new QueueQueries(dataSource),
      queued: new QueuedItems(),
      retention: new RetentionStore(dataSource),
    };
    await ask(stores, batchId, tx);
    expect(plans.length).toBeGreaterThan(0);
    return plans;
  }

  /** What a retry finds, opened again. */
  const openAgain =
    (chosen: StoredChoice, of = SHARED): Ask =>
    async ({ retries }, _, tx) => {
      const found = await retries.find(of, chosen, -1, tx);
      expect(found.indexes.length).toBeGreaterThan(0);
      await retries.reopen(of, found, chosen, tx);
    };

  const lease = () => ({ batchId: SHARED, worker: WORKER, token: 1 });
  /** Rows of a table that a plan looks at. */
  const looked = (plan: PlanNode, table = 'batch_items'): number =>
    nodesOf(plan)
      .filter((node) => node['Node Type'].includes('Scan') && node['Relation Name'] === table)
      .reduce(
        (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
        0,
      );

  it.each<readonly [string, number, Ask]>([
    ['hold', 0, ({ engine }, _, tx) => engine.hold(lease(), tx)],
    ['hold unless locked', 0, ({ engine }, _, tx) => engine.holdUnlessLocked(lease(), tx)],
    ['record and start', 1000, ({ engine }, _, tx) => engine.recordAndStart(lease(), finished, next, tx)],
    [
      'start a suspect',
      200,
      ({ engine }, _, tx) => engine.recordAndStart(lease(), [], { ...next, limit: 1, starts: 'suspects' }, tx),
    ],
    ['find suspects', 60, ({ engine }, id, tx) => engine.hasCrashSuspects(id, tx)],
    ['invite a worker', 10, ({ engine }, id, tx) => engine.setRoom(id, true, tx)],
    ['release', 10, ({ engine }, _, tx) => engine.release(lease(), false, tx)],
    [
      'write steps',
      250,
      ({ engine }, id, tx) =>
        engine.writeSteps(
          id,
          RUNNING.map((index) => ({ index, step: 'load' })),
          tx,
        ),
    ],
    ['take back', 250, ({ engine }, _, tx) => engine.takeBack(lease(), RUNNING, tx)],
    ['recover', 250, ({ engine }, id, tx) => engine.recover(id, error, RUNNING, tx)],
    [
      'choose items of a transactional kind',
      700,
      (_, id, tx) => tx.query(NEXT_ITEMS.text, [id, AT_ONCE, CURSOR, 1000]),
    ],
    ['list running items', 1000, ({ items }, id) => items.page(id, filter(['running']), -1, 100)],
    ['list running items on pages', 1000, ({ items }, id) => items.answerPage(id, filter(['running']), -1, 100)],
    ['list pending items', 1000, ({ items }, id) => items.page(id, filter(['pending']), -1, 100)],
    ['list unended items', 1000, ({ items }, id) => items.page(id, filter(['pending', 'running']), -1, 100)],
    ['list failed items', 10, ({ items }, id) => items.page(id, filter(['failed']), -1, 100)],
    ['export a page of all items', 2100, ({ items }, id) => items.pageWithin(id, filter(null), CURSOR, 1000, 1e9)],
    ['cancel a piece', 13_000, ({ control }, id, tx) => control.cancelItems(id, -1, tx)],
    ['delete a piece', 1100, ({ control }, id, tx) => control.deleteItems(id, -1, tx)],
    [
      'take over what a dead worker ran',
      250,
      ({ leases }, _, tx) => leases.removeDead({ ...lease(), batchId: LEFT, token: 2 }, 0, tx),
    ],
    ['give back what ran out', 250, ({ leases }, _, tx) => leases.removeExpired(tx)],
    ['extend leases', 0, ({ leases }, id, tx) => leases.heartbeat([id], WORKER, 30_000, tx)],
    [
      'start items of very many that run again',
      1000,
      ({ engine }, _, tx) => engine.recordAndStart({ ...lease(), batchId: DUE }, [], { ...next, nextIndex: 1e9 }, tx),
    ],
    ['see that very many are due', 10, ({ engine }, _, tx) => engine.setRoom(DUE, true, tx)],
    ['open failures again', 10 * RARE, openAgain(choice({}))],
    ['open failures with a code again', 10 * RARE, openAgain(choice({ codes: ['TIMEOUT', 'DNS_FAILURE'] }))],
    ['open named items again', 4000, openAgain(choice({ statuses: ['succeeded'], indexes: [...Array(2000).keys()] }))],
    ['open items of a file again', 100, openAgain(OF_FILE, ENDED)],
    ['forget corrections of a file', 10, ({ retries }, _, tx) => retries.clearCorrections(ENDED, tx)],
    ['look for successes to open', 4000, openAgain(choice({ statuses: ['succeeded'] }))],
    [
      'find few among many',
      11_000,
      ({ retries }, _, tx) => retries.find(SHARED, choice({ statuses: ['succeeded', 'failed'] }), CURSOR - 1000, tx),
    ],
  ])('look at few items to %s', async (name, most, ask) => {
    // Without statistics PostgreSQL takes a bitmap of many items of the batch for some, and sorts them.
    const readsAll = state.startsWith('nothing') && /^(?:list|export|give back)|very many/.test(name);
    for (const plan of await plansOf(ask, SHARED)) {
      // There are few batches, with few failures and words, and a piece that looks for items looks at others, too.
      const inVain = vain(plan).filter((one) => !/^Seq Scan batch(?:es|_search|_failures):/.test(one));
      if (!readsAll && !/^(?:cancel a piece|find few)/.test(name)) expect(inVain).toEqual([]);
      if (!readsAll) expect(looked(plan)).toBeLessThanOrEqual(most);
    }
  });

  /** Pages of tables and indexes, in which an index is looked through in vain, too. */
  const pages = (plan: PlanNode): number => plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  const UNENDED = OTHERS.waiting + OTHERS.parked + OTHERS.paused + 3;
  const submission = [null, COMMON_KIND, 1, 'key-1', null, 'normal', false, '{}', null, null, 1, 1000, 3];

  /** What waits of kinds is answered thus. */
  const waits =
    (kinds: string[], answer: boolean): Ask =>
    async ({ leases }, _, tx) =>
      expect(await leases.othersWait(kinds, tx)).toBe(answer);
  const runnable =
    (kinds: string[], count: number): Ask =>
    async (_, __, tx) =>
      expect(await tx.query(RUNNABLE, [kinds, 100])).toHaveLength(count);

  const cases: readonly (readonly [string, number, number, Ask])[] = [
    ['see that no other waits', 10, 30, waits([PARKED_KIND], false)],
    ['see that others wait', 10, 10, waits([WAITING_KIND, COMMON_KIND], true)],
    ['find what no worker has', 200, 200, runnable([WAITING_KIND, COMMON_KIND], 100)],
    ['find that nothing is without a worker', 10, 50, runnable([PARKED_KIND], 0)],
    ['count unended batches', UNENDED, UNENDED, ({ queue }) => queue.unendedBatches()],
    ['tell how long batches wait', 50, 200, ({ queue }) => queue.longestWaits()],
    ['sum up what waits', UNENDED, UNENDED, ({ queued }, _, tx) => queued.reach(1000, tx)],
    [
      'store a batch of a key',
      2 * OF_KEY,
      400,
      (_, __, tx) => tx.query(INSERT_BATCH.text, [...submission, 100, false, null, null, 'key-1']),
    ],
  ];
  // Without statistics PostgreSQL looks for what is too old in the whole table.
  const OLD: typeof cases = [
    ['delete batches that are too old', 300, 4000, ({ retention }) => retention.deleteBatches(30)],
    ['find large ones among a thousand that are too old', 1001, 4000, ({ retention }) => retention.findLarge(30)],
  ];

  it.each(state.startsWith('nothing') ? cases : [...cases, ...OLD])(
    'look at few batches to %s',
    async (_, most, mostPages, ask) => {
      for (const plan of await plansOf(ask, SHARED)) {
        expect(vain(plan)).toEqual([]);
        expect(looked(plan, 'batches')).toBeLessThanOrEqual(most);
        expect(pages(plan)).toBeLessThanOrEqual(mostPages);
      }
    },
  );
});
