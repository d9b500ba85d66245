import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { EndedItem } from '../../batch/model/item.js';
import { run, type Statement } from '../../platform/database/statement.js';
import { FIRST_ERROR_STATUS } from '../engines/error-page.js';
import type { UrlAnalysis } from '../engines/url-analysis.js';
import type { UrlInput } from '../input/check-url.js';
import { MAX_AGE_SECONDS, RUNS, type UrlOptions } from '../input/url-options.js';
import type { Strategy, UrlResult } from '../engines/url-result.js';
import { hashOf } from './url-hash.js';

/**
 * Rows older than every possible `max_age_seconds` that each write deletes, so that the table needs no separate
 * cleanup.
 */
const EXPIRED_DELETED_PER_WRITE = 50;

const STORE_RESULTS: Statement = {
  name: 'store_url_results',
  text: `
    WITH expired AS (
      DELETE FROM url_analysis_cache WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM url_analysis_cache WHERE analyzed_at < now() - ${MAX_AGE_SECONDS.max} * interval '1 second'
         ORDER BY analyzed_at LIMIT ${EXPIRED_DELETED_PER_WRITE} FOR UPDATE SKIP LOCKED)))
    INSERT INTO url_analysis_cache AS c (owner_id, url_hash, strategy, provider, result, analyzed_at)
    SELECT r.owner_id, decode(r.url_hash, 'hex'), r.strategy, r.provider, r.result, r.analyzed_at
      FROM json_to_recordset($1) AS r (owner_id bigint, url_hash text, strategy text, provider text, result jsonb, analyzed_at timestamptz)
     ORDER BY r.url_hash, r.strategy
    ON CONFLICT (owner_id, url_hash, strategy, provider)
      DO UPDATE SET result = excluded.result, analyzed_at = excluded.analyzed_at
      WHERE c.analyzed_at < excluded.analyzed_at`,
};

/** Findings of an error page are those of a moment, and only batches that ask for them get any. */
const isErrorPage = ({ http }: UrlResult): boolean => (http?.transfer.status ?? 0) >= FIRST_ERROR_STATUS;

/** Cache of results, separate for each owner: a result is never returned to another owner. */
@Injectable()
export class CachedResultStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Latest result of the engine that is not older than the batch allows. */
  async find(ownerId: number, url: string, strategy: Strategy, options: UrlOptions): Promise<UrlResult | undefined> {
    if (options.max_age_seconds === 0) return undefined;
    const rows: { readonly result: UrlResult }[] = await this.dataSource.query(
      `SELECT result FROM url_analysis_cache
        WHERE owner_id = $1 AND url_hash = decode($2, 'hex') AND strategy = $3 AND provider = $4
          AND analyzed_at >= now() - $5 * interval '1 second'`,
      [ownerId, hashOf(url), strategy, options.engine, options.max_age_seconds],
    );
    const result = rows[0]?.result;
    const isEnough = (result?.runs?.length ?? RUNS.default) >= (options.runs ?? RUNS.default);
    return result !== undefined && isEnough && !isErrorPage(result) ? result : undefined;
  }

  /** Stores the results that engines have just made, in the transaction that records their items. */
  async store(ended: readonly EndedItem<UrlInput, UrlAnalysis>[], tx: EntityManager): Promise<void> {
    const rows = new Map<string, object>();
    for (const { ownerId, outcome } of ended) {
      if (outcome.status === 'failed' || outcome.output.duplicate_of !== null) continue;
      // A result that was too large to be stored has no list.
      for (const result of (outcome.output as Partial<UrlAnalysis>).results ?? []) {
        if (outcome.output.cached.includes(result.strategy) || isErrorPage(result)) continue;
        const { strategy, provider, analyzed_at } = result;
        const url_hash = hashOf(result.url);
        // The verdict is that of a batch's budgets.
        const kept = { ...result, budget: undefined };
        rows.set(`${url_hash} ${strategy}`, {
          owner_id: ownerId,
          url_hash,
          strategy,
          provider,
          result: kept,
          analyzed_at,
        });
      }
    }
    if (rows.size > 0) await run(STORE_RESULTS, [JSON.stringify([...rows.values()])], tx);
  }
}
