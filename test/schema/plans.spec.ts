import type { DataSource } from 'typeorm';
import { CLAIM } from '../../src/batch/engine/claim-sql.js';
import { NEXT_ITEMS, RECORD_OUTCOMES } from '../../src/batch/engine/transactional-in-worker.js';
import { type BatchFilter, BatchQueries } from '../../src/batch/read/batch-queries.js';
import { StatsQueries } from '../../src/batch/read/stats-queries.js';
import { DeliveryStore } from '../../src/batch/webhooks/delivery-store.js';
import { type ContactFilter, ContactQueries } from '../../src/contact-analysis/store/contact-queries.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

/**
 * Items of the table. The statements were looked at with a million too, which takes two minutes to make: the plans are the same.
 */
const ITEMS = Number(process.env['PLANS_ITEMS'] ?? 100_000);
const ENDED_BATCHES = ITEMS / 100;
const OPEN_BATCHES = 10_000;
const CONTACTS = 50_000;
const DELIVERIES = 20_000;
const KINDS = ['operations', 'contact_analysis', 'url_analysis', 'company_extraction', 'profile_ingestion'];
/** Rows that any plan may throw away. */
const FEW = 100;

/** A node of a plan, as EXPLAIN tells it. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

const LARGE: readonly string[] = ['batches', 'batch_items', 'contact_analysis', 'webhook_deliveries'];

const nodesOf = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** What a plan reads in vain: whole tables, and rows that a filter removes. */
function vain(plan: PlanNode): readonly string[] {
  return nodesOf(plan).flatMap((node) => {
    const name = `${node['Node Type']} ${node['Relation Name'] ?? ''}`;
    const removed = (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops'];
    const returned = node['Actual Rows'] * node['Actual Loops'];
    const isWhole = node['Node Type'] === 'Seq Scan' && LARGE.includes(node['Relation Name'] ?? '');
    return [
      ...(isWhole ? [`${name}: the whole table`] : []),
      ...(removed > 2 * returned + FEW ? [`${name}: ${removed} rows for ${returned}`] : []),
    ];
  });
}

const FILL = `
  INSERT INTO batches (public_id, kind, owner_id, name, status, options, total_count, succeeded_count, failed_count, created_at,
                       started_at, completed_at)
  SELECT 'ended-' || n, 'url_analysis', 1 + n % 5, 'Job ' || n, 'partial', '{}', 100, 99, 1, at, at, at + interval '1 minute'
    FROM (SELECT n, now() - n * interval '1 minute' AS at FROM generate_series(1, ${ENDED_BATCHES}) n) b;
  INSERT INTO batch_items (batch_id, index, ref, input, status, output, error, started_at, ended_at, attempts)
  SELECT b.id, n, 'ref-' || b.id || '-' || n, '{}', CASE n WHEN 0 THEN 'failed' ELSE 'succeeded' END, CASE WHEN n > 0 THEN '{}'::jsonb END,
         CASE n WHEN 0 THEN '{"code":"TIMEOUT"}'::jsonb END, b.started_at, b.completed_at, 1
    FROM batches b, generate_series(0, 99) n;
  INSERT INTO batch_failures SELECT batch_id, 'TIMEOUT', 1 FROM batch_items WHERE index = 0;
  INSERT INTO batches (public_id, kind, owner_id, key_id, status, options, total_count, pending_count, created_at, queued_at)
  SELECT 'open-' || n, 'url_analysis', 1 + n % 5, 'key', 'pending', '{}', 1, 1, at, at
    FROM (SELECT n, now() - n * interval '1 ms' AS at FROM generate_series(1, ${OPEN_BATCHES}) n) b;
  INSERT INTO contact_analysis (owner_id, id, name, email)
  SELECT 1, 'c' || n, 'Contact', 'c' || n || '@example.com' FROM generate_series(1, ${CONTACTS}) n;
  INSERT INTO webhook_endpoints (id, owner_id, url, secret, events)
  SELECT gen_random_uuid(), 1, 'https://example.com/' || n, '', '{}' FROM generate_series(1, 2) n;
  INSERT INTO webhook_deliveries (message_id, endpoint_id, owner_id, event, payload, next_attempt_at)
  SELECT gen_random_uuid(), (SELECT min(id::text)::uuid FROM webhook_endpoints), 1, 'batch.completed', '{}', now() - n * interval '1 s'
    FROM generate_series(1, ${DELIVERIES}) n;
`;

describe(`Plans of frequent statements with ${ITEMS} items`, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await database.session(async (client) => {
      // Counters as given, without the triggers.
      await client.query(`SET session_replication_role = replica; ${FILL}; SET session_replication_role = origin`);
      await client.query('ANALYZE');
    });
  }, 120_000);

  /** The plan of a statement that ran, without its effects. */
  const planOf = (text: string, values: readonly unknown[]): Promise<PlanNode> =>
    database.session(async (client) => {
      await client.query('BEGIN');
      const explained = await client.query<{ readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
        [...values],
      );
      await client.query('ROLLBACK');
      const plan = explained.rows[0]?.['QUERY PLAN'][0]?.Plan;
      if (plan === undefined) throw new Error('There is no plan.');
      return plan;
    });

  /** The plans of everything that a query class asks the database. */
  async function plansOf(work: (dataSource: DataSource) => Promise<unknown>): Promise<readonly PlanNode[]> {
    const plans: PlanNode[] = [];
    const query = async (text: string, values: readonly unknown[]): Promise<unknown[]> => {
      plans.push(await planOf(text, values));
      return database.query(text, values);
    };
    await work({ query } as unknown as DataSource);
    return plans;
  }

  const blocksOf = (plan: PlanNode): number => plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];

  const ALL: BatchFilter = {
    ownerId: null,
    kind: null,
    status: null,
    priority: null,
    createdFrom: null,
    createdTo: null,
    words: null,
    refKinds: KINDS,
  };
  it.each<readonly [string, Partial<BatchFilter>]>([
    ['the newest', {}],
    ['the newest of an owner', { ownerId: 2 }],
    ['words that nothing has', { words: 'nowhere' }],
    ['words that nothing of an owner has', { ownerId: 2, words: 'nowhere' }],
    ['a name', { words: `job ${ENDED_BATCHES - 7}` }],
    ['a ref', { words: `ref-${ENDED_BATCHES - 7}-5` }],
    ['words that many have', { words: 'ref-' }],
    ['a kind that there is none of', { kind: 'company_extraction' }],
    ['a kind that an owner has none of', { ownerId: 2, kind: 'company_extraction' }],
    ['a state that there is none of', { status: 'paused' }],
    ['a state that an owner has none of', { ownerId: 3, status: 'failed' }],
    ['a state that few are in', { ownerId: 3, status: 'processing' }],
  ])('list batches: %s', async (_, filter) => {
    const plans = await plansOf((dataSource) => new BatchQueries(dataSource).page({ ...ALL, ...filter }, null, 21));
    for (const plan of plans) {
      expect(vain(plan)).toEqual([]);
      // A search looks at 2,000 refs at most, each with its page when nothing has vacuumed the table.
      expect(blocksOf(plan)).toBeLessThan(2500);
    }
  });

  it('find contacts by their address', async () => {
    const none = { id: null, company: null, source: null, batchId: null, priorityMin: null, createdFrom: null };
    const filter: ContactFilter = { ...none, ownerId: 1, email: 'C500@example.com', createdTo: null, like: null };
    const plans = await plansOf((dataSource) => new ContactQueries(dataSource).page(filter, null, 21));
    for (const plan of plans) {
      expect(vain(plan)).toEqual([]);
      expect(blocksOf(plan)).toBeLessThan(50);
    }
  });

  it('count failures by code without reading items', async () => {
    const scope = { ownerId: null, kind: null, seconds: 30 * 86_400 };
    const plans = await plansOf((dataSource) => new StatsQueries(dataSource).errors(scope));
    for (const plan of plans)
      expect(nodesOf(plan).filter((node) => node['Relation Name'] === 'batch_items')).toEqual([]);
  });

  it(`claim one of ${OPEN_BATCHES} open batches`, async () => {
    const plan = await planOf(CLAIM.text, [KINDS, '00000000-0000-0000-0000-000000000001', 30_000, 0]);
    expect(vain(plan)).toEqual([]);
    expect(blocksOf(plan)).toBeLessThan(1500);
  });

  it('find due deliveries of webhooks behind a backlog', async () => {
    for (const plan of await plansOf((dataSource) => new DeliveryStore(dataSource).due(4))) {
      expect(vain(plan)).toEqual([]);
      expect(blocksOf(plan)).toBeLessThan(2000);
    }
  });

  it('choose and record the items of a large transactional batch, in the middle of it', async () => {
    const [batch] = await database.query<{ readonly id: number }>(
      `INSERT INTO batches (public_id, kind, owner_id, status, options)
       VALUES ('large', 'contact_analysis', 1, 'processing', '{}') RETURNING id::integer`,
    );
    const id = batch?.id;
    await database.query(
      `INSERT INTO batch_items (batch_id, index, input) SELECT $1, n, '{}' FROM generate_series(0, 19999) n`,
      [id],
    );
    await database.query(
      `UPDATE batch_items SET status = 'succeeded', output = '{}', ended_at = now() WHERE batch_id = $1 AND index < 10000`,
      [id],
    );
    const chosen = await planOf(NEXT_ITEMS.text, [id, 50, 9999]);
    expect(vain(chosen)).toEqual([]);
    expect(blocksOf(chosen)).toBeLessThan(20);
    const indexes = Array.from({ length: 50 }, (_, n) => 10_000 + n);
    const column = <T>(value: T): T[] => indexes.map(() => value);
    const recorded = await planOf(RECORD_OUTCOMES.text, [id, indexes, column('succeeded'), column('{}'), column(null)]);
    expect(vain(recorded)).toEqual([]);
    const reads = nodesOf(recorded).filter(
      (node) => node['Relation Name'] === 'batch_items' && node.Plans === undefined,
    );
    for (const read of reads) expect(blocksOf(read)).toBeLessThan(250);
  });
});
