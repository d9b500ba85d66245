import type { DataSource, EntityManager } from 'typeorm';
import { ControlStore } from '../../src/batch/control/control-store.js';
import { ExecutionStore } from '../../src/batch/engine/execution-store.js';
import { NEXT_ITEMS } from '../../src/batch/engine/transactional-in-worker.js';
import { succeeded } from '../../src/batch/model/item.js';
import { ItemQueries } from '../../src/batch/read/item-queries.js';
import type { Statement } from '../../src/platform/database/statement.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { nodesOf, type PlanNode, vain } from '../support/plans.js';

/** Items of the batch: half of them have ended, some run, are parked or due again. */
const ITEMS = 20_000;
const CURSOR = 10_000;
const AT_ONCE = 200;
const WORKER = '00000000-0000-0000-0000-000000000001';

const FILL = `
  -- As fresh as on the first day, for as long as the test takes.
  ALTER TABLE batch_items SET (autovacuum_enabled = false);
  ALTER TABLE batches SET (autovacuum_enabled = false);
  INSERT INTO batches (public_id, kind, owner_id, status, options, started_at, max_concurrent)
  SELECT 'one', 'url_analysis', min(id), 'processing', '{}', now(), 1000 FROM users;
  INSERT INTO batch_items (batch_id, index, input) SELECT b.id, n, '{}' FROM batches b, generate_series(0, ${ITEMS - 1}) n;
  UPDATE batch_items SET status = 'succeeded', output = '{}', ended_at = now() WHERE index < ${CURSOR - 500};
  UPDATE batch_items SET status = 'running', started_at = now() WHERE index BETWEEN ${CURSOR - 500} AND ${CURSOR - 301};
  UPDATE batch_items SET run_at = now() + interval '1 hour' WHERE index BETWEEN ${CURSOR - 300} AND ${CURSOR - 101};
  UPDATE batch_items SET run_at = 'epoch', recoveries = 1 WHERE index BETWEEN ${CURSOR - 100} AND ${CURSOR - 51};
  UPDATE batch_items SET run_at = 'epoch', recoveries = 2 WHERE index BETWEEN ${CURSOR - 50} AND ${CURSOR - 1};
  UPDATE batches SET next_index = ${CURSOR};
  INSERT INTO batch_leases (batch_id, worker_id, token, lease_until, running)
  SELECT id, '${WORKER}', 1, now() + interval '1 hour', ARRAY(SELECT generate_series(${CURSOR - 500}, ${CURSOR - 301})) FROM batches;
`;

type Ask = (
  stores: { readonly engine: ExecutionStore; readonly control: ControlStore; readonly items: ItemQueries },
  batchId: number,
  tx: EntityManager,
) => Promise<unknown>;

const RUNNING = Array.from({ length: AT_ONCE }, (_, n) => CURSOR - 500 + n);
const finished = RUNNING.map((index) => ({ index, input: {}, end: succeeded({}), warnings: [] }));
const next = { limit: AT_ONCE, starts: 'ordinary', nextIndex: CURSOR, goesOn: [] } as const;
const error = { code: 'WORKER_CRASHED', message: '-' } as const;
const filter = (statuses: ('pending' | 'running' | 'failed')[]) => ({ statuses, code: null });

describe.each(['nothing is known of the tables', 'the tables have statistics'])(
  'Plans of the engine when %s',
  (state) => {
    let database: TestDatabase;
    let batchId: number;
    beforeAll(async () => {
      database = await createDatabase();
      await database.query(FILL);
      if (state.startsWith('the tables')) await database.query('ANALYZE');
      batchId = Number((await database.query('SELECT id FROM batches'))[0]?.['id']);
    }, 60_000);

    /** The plans of statements that ran, without their effects. */
    async function plansOf(ask: Ask): Promise<readonly PlanNode[]> {
      const plans: PlanNode[] = [];
      const query = async (asked: string | (Statement & { readonly values: unknown[] }), values?: unknown[]) => {
        const [text, bound] = typeof asked === 'string' ? [asked, values ?? []] : [asked.text, asked.values];
        await database.session(async (client) => {
          await client.query('BEGIN');
          const { rows } = await client.query<{ readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
            `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
            bound,
          );
          await client.query('ROLLBACK');
          plans.push(rows[0]?.['QUERY PLAN'][0]?.Plan as PlanNode);
        });
        return typeof asked === 'string' ? [] : { rows: [], rowCount: 0 };
      };
      const queryRunner = { isTransactionActive: true, connect: () => Promise.resolve({ pipeline: false, query }) };
      const tx = { queryRunner, query } as unknown as EntityManager;
      const items = new ItemQueries({ query } as unknown as DataSource);
      await ask({ engine: new ExecutionStore(), control: new ControlStore(), items }, batchId, tx);
      expect(plans.length).toBeGreaterThan(0);
      return plans;
    }

    const lease = () => ({ batchId, worker: WORKER, token: 1 });
    /** Rows of items that a plan looks at. */
    const looked = (plan: PlanNode): number =>
      nodesOf(plan)
        .filter((node) => node['Node Type'].includes('Scan') && node['Relation Name'] === 'batch_items')
        .reduce(
          (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
          0,
        );

    it.each<readonly [string, number, Ask]>([
      ['hold', 0, ({ engine }, _, tx) => engine.hold(lease(), tx)],
      ['record and start', 1000, ({ engine }, _, tx) => engine.recordAndStart(lease(), finished, next, tx)],
      [
        'start a suspect',
        200,
        ({ engine }, _, tx) => engine.recordAndStart(lease(), [], { ...next, limit: 1, starts: 'suspects' }, tx),
      ],
      ['find suspects', 60, ({ engine }, id, tx) => engine.hasCrashSuspects(id, tx)],
      ['seek help', 10, ({ engine }, id, tx) => engine.setRoom(id, true, tx)],
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
      ['cancel a piece', 13_000, ({ control }, id, tx) => control.cancelItems(id, -1, tx)],
    ])('look at few items to %s', async (name, most, ask) => {
      for (const plan of await plansOf(ask)) {
        // There is one batch, and a piece of a cancel looks at what has ended, too.
        const inVain = vain(plan).filter((one) => !one.startsWith('Seq Scan batches'));
        expect(name === 'cancel a piece' ? [] : inVain).toEqual([]);
        // Without statistics a page of waiting items takes all that have not begun, and sorts them.
        const isSorted = state.startsWith('nothing') && /^list (?:pending|unended)/.test(name);
        expect(looked(plan)).toBeLessThanOrEqual(isSorted ? ITEMS - CURSOR + most : most);
      }
    });
  },
);
