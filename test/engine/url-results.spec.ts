import { DataSource } from 'typeorm';
import { succeeded } from '../../src/batch/model/items/item.js';
import type { UrlAnalysis } from '../../src/url-analysis/engines/url-analysis.js';
import type { UrlResult } from '../../src/url-analysis/engines/url-result.js';
import type { UrlInput } from '../../src/url-analysis/input/check-url.js';
import type { UrlOptions } from '../../src/url-analysis/input/url-options.js';
import { CachedResultStore } from '../../src/url-analysis/store/cached-result-store.js';
import { hashOf } from '../../src/url-analysis/store/url-hash.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

const URL = 'https://a.example/';
const OPTIONS = { engine: 'http', max_age_seconds: 3600 } as UrlOptions;

/** As much of a result as the store reads. */
const resultOf = (strategy: string, analyzedAt: Date, title: string): UrlResult =>
  ({ url: URL, strategy, provider: 'http', analyzed_at: analyzedAt.toISOString(), title }) as unknown as UrlResult;

describe('Results that are used again', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let store: CachedResultStore;
  let batchId: number;

  beforeAll(async () => {
    database = await createDatabase();
    dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    store = new CachedResultStore(dataSource);
    const [batch] = await database.query<{ id: string }>(
      `INSERT INTO batches (public_id, owner_id, kind, options) VALUES ('b', 1, 'url_analysis', '{}') RETURNING id`,
    );
    batchId = Number(batch?.id);
  });
  afterAll(() => dataSource.destroy());

  /** Records an item with these results, as the engine and the feature do in one transaction. */
  async function analysed(index: number, results: readonly UrlResult[]): Promise<void> {
    const output = { results, cached: [], duplicate_of: null } as unknown as UrlAnalysis;
    await database.query(
      `INSERT INTO batch_items (batch_id, index, input, status, output, ended_at) VALUES ($1, $2, '{}', 'succeeded', $3, now())`,
      [batchId, index, JSON.stringify(output)],
    );
    const item = { batchId, ownerId: 1, index, input: {} as UrlInput, outcome: succeeded(output), warnings: [] };
    await dataSource.transaction((tx) => store.store([item], tx));
  }

  it('stand in their items only, each strategy for itself', async () => {
    const at = new Date();
    await analysed(0, [resultOf('mobile', at, 'small'), resultOf('desktop', at, 'large')]);
    expect(await store.find(1, URL, 'mobile', OPTIONS)).toMatchObject({ title: 'small' });
    expect(await store.find(1, URL, 'desktop', OPTIONS)).toMatchObject({ title: 'large' });
    expect(await store.find(2, URL, 'desktop', OPTIONS)).toBeUndefined();
    expect(await database.query('SELECT DISTINCT result FROM url_analysis_cache WHERE owner_id = 1')).toEqual([
      { result: null },
    ]);
  });

  it('are the latest, and not what a retry has made of the item since', async () => {
    await analysed(1, [resultOf('mobile', new Date(), 'newer')]);
    expect(await store.find(1, URL, 'mobile', OPTIONS)).toMatchObject({ title: 'newer' });
    const output = { results: [resultOf('mobile', new Date(0), 'another')] };
    await database.query('UPDATE batch_items SET output = $2 WHERE batch_id = $1 AND index = 1', [
      batchId,
      JSON.stringify(output),
    ]);
    expect(await store.find(1, URL, 'mobile', OPTIONS)).toBeUndefined();
  });

  it('are those of each engine, also when two end together', async () => {
    const [at, url] = [new Date(), 'https://b.example/'];
    const items = (['http', 'psi'] as const).map((provider, n) => {
      const results = [{ ...resultOf('mobile', at, provider), url, provider }];
      const output = { results, cached: [], duplicate_of: null } as unknown as UrlAnalysis;
      return { batchId, ownerId: 4, index: 10 + n, input: {} as UrlInput, outcome: succeeded(output), warnings: [] };
    });
    for (const { index, outcome } of items)
      await database.query(
        `INSERT INTO batch_items (batch_id, index, input, status, output, ended_at) VALUES ($1, $2, '{}', 'succeeded', $3, now())`,
        [batchId, index, JSON.stringify(outcome.status === 'succeeded' ? outcome.output : null)],
      );
    await dataSource.transaction((tx) => store.store(items, tx));
    expect(await store.find(4, url, 'mobile', OPTIONS)).toMatchObject({ title: 'http' });
    expect(await store.find(4, url, 'mobile', { ...OPTIONS, engine: 'psi' })).toMatchObject({ title: 'psi' });
  });

  it('are gone with their batch', async () => {
    await analysed(2, [resultOf('mobile', new Date(), 'last')]);
    await database.query('DELETE FROM batch_items WHERE batch_id = $1', [batchId]);
    expect(await store.find(1, URL, 'mobile', OPTIONS)).toBeUndefined();
  });

  it('of earlier versions stand in the row itself, until a newer one takes its place', async () => {
    await database.query(
      `INSERT INTO url_analysis_cache (owner_id, url_hash, strategy, provider, result, analyzed_at)
       VALUES (3, decode($1, 'hex'), 'mobile', 'http', $2, now() - interval '1 minute')`,
      [hashOf(URL), JSON.stringify({ title: 'old' })],
    );
    expect(await store.find(3, URL, 'mobile', OPTIONS)).toEqual({ title: 'old' });
    expect(await store.find(3, URL, 'mobile', { ...OPTIONS, max_age_seconds: 10 })).toBeUndefined();
  });
});
