import type { DataSource } from 'typeorm';
import { CLAIM } from '../../src/batch/engine/claim-sql.js';
import { NEXT_ITEMS, RECORD_OUTCOMES } from '../../src/batch/engine/transactional-in-worker.js';
import { type BatchFilter, BatchQueries } from '../../src/batch/read/batch-queries.js';
import type { Actor } from '../../src/accounts/rights/actor.js';
import type { ScopeName } from '../../src/accounts/rights/scopes.js';
import { Search } from '../../src/batch/search/search.js';
import { rememberKinds } from '../../src/batch/model/kinds/declared-kinds.js';
import { EVERY_ITEM } from '../../src/batch/read/item-queries.js';
import { ItemSearchQueries, type SoughtItems } from '../../src/batch/search/item-search-queries.js';
import { WINDOW as SEARCH_WINDOW } from '../../src/batch/search/search-window.js';
import { SearchItemQueries } from '../../src/batch/search/search-item-queries.js';
import { type SearchScope, SearchQueries } from '../../src/batch/search/search-queries.js';
import { FigureStore } from '../../src/batch/maintenance/figure-store.js';
import { MOST_DELIVERIES, QueueQueries } from '../../src/batch/read/queue-queries.js';
import { CauseQueries } from '../../src/batch/read/cause-queries.js';
import { StatsQueries } from '../../src/batch/read/stats-queries.js';
import { INSERT_BATCH } from '../../src/batch/submit/submission-store.js';
import { DeliveryStore } from '../../src/batch/webhooks/delivery-store.js';
import { type ContactFilter, ContactQueries } from '../../src/contact-analysis/store/contact-queries.js';
import type { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import {
  ENDED_BATCHES,
  fillForPlans,
  ITEMS,
  LARGE_BATCH,
  MOST_OF_KEY,
  OPEN_BATCHES,
  SAME_REF,
} from '../support/plans-fill.js';
import { LARGE, nodesOf, type PlanNode, vain } from '../support/plans.js';
import { fillSearch } from '../support/search-fill.js';

const KINDS = ['operations', 'contact_analysis', 'url_analysis', 'company_extraction', 'profile_ingestion'];

describe(`Plans of frequent statements with ${ITEMS} items`, () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await database.session(fillForPlans);
  }, 120_000);

  /** The plan of a statement that ran, without its effects. */
  const planOf = (text: string, values: readonly unknown[], settings = ''): Promise<PlanNode> =>
    database.session(async (client) => {
      await client.query(`BEGIN; ${settings}`);
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
    const query = async (text: string, values: readonly unknown[] = []): Promise<unknown[]> => {
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
  ])('find %s in the list of batches', async (_, filter) => {
    const plans = await plansOf((dataSource) => new BatchQueries(dataSource).page({ ...ALL, ...filter }, null, 21));
    for (const plan of plans) {
      expect(vain(plan)).toEqual([]);
      // A search looks at 2,000 refs at most, each with its page when nothing has vacuumed the table.
      expect(blocksOf(plan)).toBeLessThan(2500);
    }
  });

  const EVERYWHERE: SearchScope = { ownerId: null, kinds: null };
  const NARROW: SearchScope = { ownerId: 2, kinds: ['url_analysis'] };
  /** The plans of everything that a search asks the database. */
  const TWENTY_BATCHES = Array.from({ length: 20 }, (_, n) => n + 1);
  const WINDOW = Array.from({ length: Math.min(300, ENDED_BATCHES) }, (_, n) => ({ id: n + 1, first: 0, last: 99 }));
  const sought = (text: string): SoughtItems => {
    return { ref: text, code: text.toUpperCase(), words: text.split(' '), filter: EVERY_ITEM };
  };
  const MIDDLE = { id: SAME_REF, first: 40_000, last: 40_000 + SEARCH_WINDOW - 1 };
  const BY_BOTH = { ref: true, error: true };
  type AskSearch = (queries: SearchQueries, items: SearchItemQueries, inOne: ItemSearchQueries) => Promise<unknown>;
  async function plansOfSearch(search: AskSearch): Promise<readonly PlanNode[]> {
    const plans: PlanNode[] = [];
    let settings = '';
    const query = async (text: string, values: readonly unknown[] = []): Promise<unknown[]> => {
      if (text.includes('set_config')) settings = text;
      else plans.push(await planOf(text, values, settings));
      return database.query(text, values);
    };
    const unitOfWork = { run: (work: (tx: object) => Promise<unknown>) => work({ query }) } as unknown as UnitOfWork;
    await search(new SearchQueries(unitOfWork), new SearchItemQueries(unitOfWork), new ItemSearchQueries(unitOfWork));
    expect(plans.length).toBeGreaterThan(0);
    return plans;
  }

  it.each<readonly [string, AskSearch]>([
    ['an id', (queries) => queries.byPublicId(NARROW, 'ended-7')],
    ['a name', (queries) => queries.byName(NARROW, `Job ${ENDED_BATCHES - 7}`, null, 20)],
    ['a ref', (queries) => queries.withRef(NARROW, `ref-${ENDED_BATCHES - 7}-5`, null, 20)],
    ['a ref of one batch', (_, items) => items.byRef([7], 'ref-7-5', 21)],
    [
      'a ref of one batch, from a place',
      (_, items) => items.byRefAfter({ id: 7, ref: 'ref-7-5', index: 5 }, 'ref-7', 21),
    ],
    ['a ref that all items of a batch have', (_, items) => items.byRef([SAME_REF], 'same', 21)],
    [
      'a ref that all items of a batch have, from a place',
      (_, items) => items.byRefAfter({ id: SAME_REF, ref: 'same', index: 14_999 }, 'sa', 21),
    ],
    ['a code that there is none of', (queries) => queries.byCode(EVERYWHERE, 'DNS_FAILURE', null, 20)],
    ['words of one batch', (_, items) => items.blocks([{ id: 7, first: 0, last: 99 }], ['b7n5'])],
    ['the items of a block', (_, items) => items.inputs({ id: 7, first: 0, last: 99 })],
    ['what is shown', (_, items) => items.shown([{ id: 7, index: 5 }])],
    ['a ref within a batch', (_, __, inOne) => inOne.byRef(7, sought('ref-7-5'))],
    ['an error within a batch', (_, __, inOne) => inOne.byError(7, sought('too long'))],
    ['a ref that all items of a large batch have', (_, __, inOne) => inOne.among(MIDDLE, sought('same'), BY_BOTH, 100)],
    [
      'an error that many items of a large batch have',
      (_, __, inOne) => inOne.among(MIDDLE, sought('long'), BY_BOTH, 30),
    ],
  ])('search for %s', async (_, search) => {
    for (const plan of await plansOfSearch(search)) {
      expect(vain(plan)).toEqual([]);
      expect(blocksOf(plan)).toBeLessThan(200);
    }
  });

  it.each<readonly [string, AskSearch]>([
    ['a name that many have', (queries) => queries.byName(NARROW, 'Job', null, 20)],
    ['a ref that many have', (queries) => queries.withRef(NARROW, 'ref-1', null, 20)],
    ['a ref in many batches', (_, items) => items.byRef(TWENTY_BATCHES, 'ref-', 21)],
    ['a code that many have', (queries) => queries.byCode(NARROW, 'TIMEOUT', null, 20)],
    ['batches of the list', (queries) => queries.listed(NARROW, null)],
    ['a ref that too many of one batch have', (_, __, inOne) => inOne.byRef(SAME_REF, sought('sa'))],
    [
      'an error that no item of a large batch has',
      (_, __, inOne) => inOne.among(MIDDLE, sought('nowhere'), BY_BOTH, 100),
    ],
    ['errors of a large batch', (_, __, inOne) => inOne.byError(SAME_REF, sought('nowhere'))],
    ['a message', (queries) => queries.byMessage(TWENTY_BATCHES, ['nowhere'])],
    ['words of inputs', (_, items) => items.blocks(WINDOW, ['nowhere'])],
    ['words that all inputs have', (_, items) => items.blocks(WINDOW, ['example', 'com'])],
    [
      'words far inside a large batch',
      (_, items) => items.blocks([{ id: LARGE_BATCH, first: 900_000, last: 932_767 }], ['nowhere']),
    ],
  ])('look at a bounded number of rows in search of %s', async (_, search) => {
    // 5,000 batches or blocks at most, each with its page when nothing has ordered the table, and their indexes.
    for (const plan of await plansOfSearch(search)) expect(blocksOf(plan)).toBeLessThan(25_000);
  });

  it('reach the inputs of batches that are older than a large one', async () => {
    const older = LARGE_BATCH + 1;
    await database.session(async (client) => {
      await client.query(`SET session_replication_role = replica;
        INSERT INTO batches (id, public_id, kind, owner_id, status, options, total_count, succeeded_count, created_at, started_at, completed_at)
        OVERRIDING SYSTEM VALUE VALUES (${older}, 'older', 'url_analysis', 9, 'completed', '{}', 1, 1, now() - interval '10 years', now(), now());
        INSERT INTO batch_items (batch_id, index, input, status, output, started_at, ended_at, attempts)
        VALUES (${older}, 0, '{"url": "https://b${older}n0.example.com/page"}', 'succeeded', '{}', now(), now(), 1);
        SET session_replication_role = origin`);
      await fillSearch(client, older, older, 1);
    });
    // The service's own pool reads bigint as a number.
    const numbered = (row: object): object =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          /^(?:id|key|ownerId)$/.test(name) ? Number(value) : (value as unknown),
        ]),
      );
    const run = {
      query: async (text: string, values: readonly unknown[] = []) =>
        (await database.query(text, values)).map(numbered),
    };
    const unitOfWork = { run: (work: (tx: object) => Promise<unknown>) => work(run) } as unknown as UnitOfWork;
    const batches = new BatchQueries(run as unknown as DataSource);
    const search = new Search(new SearchQueries(unitOfWork), new SearchItemQueries(unitOfWork), batches);
    rememberKinds([{ name: 'url_analysis', title: '', scopes: { submit: 'url:write', read: 'url:read' } }]);
    const scopes = new Set<ScopeName>(['batch:read', 'url:read']);
    const actor: Actor = { userId: 9, role: 'client', keyId: '', limitKeyId: '', scopes };
    const query = { q: `b${older}n0`, limit: 20 };
    let page = await search.find(actor, query);
    while (page.hits.length === 0 && page.nextCursor !== null)
      page = await search.find(actor, { ...query, cursor: page.nextCursor });
    expect(page.hits.map(({ batch: { publicId }, item }) => [publicId, item?.index])).toEqual([['older', 0]]);
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

  it('read statistics of 30 days from sums, a few recent batches and the open ones', async () => {
    const unitOfWork = { run: (work: (tx: object) => Promise<unknown>) => work(database) } as unknown as UnitOfWork;
    await new FigureStore(unitOfWork).sumUpSome(200);
    await database.query('ANALYZE batch_figures, batch_figure_spans, batch_figure_changes');
    const scope = { ownerId: null, kind: null, seconds: 30 * 86_400 };
    const plans = await plansOf((dataSource) => new StatsQueries(dataSource).read(scope, 86_400));
    for (const plan of plans) {
      const read = nodesOf(plan).filter((node) => LARGE.includes(node['Relation Name'] ?? ''));
      expect(read.filter((node) => node['Relation Name'] === 'batch_items')).toEqual([]);
      const ended = read.filter(
        (node) => node['Relation Name'] === 'batches' && node['Index Name'] === 'batches_created',
      );
      // All open batches have been created within the hour; of the others there is one a minute.
      const rows = ended.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0);
      expect(rows).toBeGreaterThan(0);
      expect(rows - OPEN_BATCHES).toBeLessThan(14 * 60);
    }
  });

  it('read a bounded number of items for the causes of failures', async () => {
    const scope = { ownerId: null, kind: null, seconds: 30 * 86_400 };
    const [newest] = await plansOf((dataSource) => new CauseQueries(dataSource).newest(scope, null, 2001));
    expect(nodesOf(newest as PlanNode).filter((node) => node['Relation Name'] === 'batch_items')).toEqual([]);
    const large = { id: SAME_REF, publicId: '', kind: 'url_analysis', code: 'TIMEOUT', failures: 33_334 };
    const [messages] = await plansOf((dataSource) => new CauseQueries(dataSource).messages([large], 200));
    expect(vain(messages as PlanNode)).toEqual([]);
    expect(blocksOf(messages as PlanNode)).toBeLessThan(250);
  });

  it(`claim one of ${OPEN_BATCHES} open batches`, async () => {
    const plan = await planOf(CLAIM.text, [KINDS, '00000000-0000-0000-0000-000000000001', true]);
    expect(vain(plan)).toEqual([]);
    expect(blocksOf(plan)).toBeLessThan(1500);
  });

  it(`count the open batches of a key among ${OPEN_BATCHES}`, async () => {
    const batch = ['more', 'url_analysis', 2, 'key-1', null, 'normal', false, '{}', null, null, 1, 1000, 1];
    const plan = await planOf(INSERT_BATCH.text, [...batch, MOST_OF_KEY, false, null, null, 'key-1']);
    expect(vain(plan)).toEqual([]);
    expect(blocksOf(plan)).toBeLessThan(4 * MOST_OF_KEY);
  });

  it('read what waits for the metrics, of each kind what has waited longest', async () => {
    const waits = await plansOf((dataSource) => new QueueQueries(dataSource).longestWaits());
    const deliveries = await plansOf((dataSource) => new QueueQueries(dataSource).waitingDeliveries());
    for (const plan of [...waits, ...deliveries]) expect(vain(plan)).toEqual([]);
    for (const plan of waits) expect(blocksOf(plan)).toBeLessThan(200);
    for (const plan of deliveries) {
      const read = nodesOf(plan).find((node) => node['Relation Name'] === 'webhook_deliveries');
      expect(read?.['Actual Rows']).toBe(MOST_DELIVERIES);
    }
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
    const chosen = await planOf(NEXT_ITEMS.text, [id, 50, 10_000, 1000]);
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
