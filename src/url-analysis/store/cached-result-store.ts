import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { bigintColumn, integerColumn, textColumn } from '../../platform/database/columns.js';
import { sendWithoutWaiting, type Statement } from '../../platform/database/statement.js';
import { FIRST_ERROR_STATUS } from '../engines/error-page.js';
import { SAMPLES } from '../engines/url-engine.js';
import { MAX_AGE_SECONDS, RUNS, type UrlOptions } from '../input/url-options.js';
import type { Strategy, UrlResult } from '../engines/url-result.js';
import { type EndedUrl, freshResults } from './url-columns.js';
import { hashOf } from './url-hash.js';

/**
 * Rows older than every possible `max_age_seconds` that each write deletes, so that the table needs no separate
 * cleanup.
 */
const EXPIRED_DELETED_PER_WRITE = 50;

/** Stores where results stand, not the results: they are the outputs of their items. */
const STORE_RESULTS: Statement = {
  name: 'store_url_results',
  text: `
    WITH expired AS (
      DELETE FROM url_analysis_cache WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM url_analysis_cache WHERE analyzed_at < now() - ${MAX_AGE_SECONDS.max} * interval '1 second'
         ORDER BY analyzed_at LIMIT ${EXPIRED_DELETED_PER_WRITE} FOR UPDATE SKIP LOCKED)))
    INSERT INTO url_analysis_cache AS c (owner_id, url_hash, strategy, provider, batch_id, index, analyzed_at)
    SELECT r.owner_id, decode(r.url_hash, 'hex'), r.strategy, r.provider, r.batch_id, r.index, r.analyzed_at::timestamptz
      FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::integer[], $7::text[])
           AS r (owner_id, url_hash, strategy, provider, batch_id, index, analyzed_at)
     ORDER BY r.owner_id, r.url_hash, r.strategy, r.provider
    ON CONFLICT (owner_id, url_hash, strategy, provider)
      DO UPDATE SET batch_id = excluded.batch_id, index = excluded.index, analyzed_at = excluded.analyzed_at, result = NULL
      WHERE c.analyzed_at < excluded.analyzed_at`,
};

/**
 * A result stands in the output of its item, of which a retry may have made another one since; rows of earlier versions
 * have it themselves.
 */
const FIND_RESULT = `
  SELECT coalesce(c.result, o.result) AS result
    FROM url_analysis_cache c
    LEFT JOIN batch_items i ON i.batch_id = c.batch_id AND i.index = c.index
    LEFT JOIN LATERAL (
           SELECT jsonb_path_query_first(i.output, '$.results[*] ? (@.strategy == $strategy)', jsonb_build_object('strategy', c.strategy))
                  AS result) o ON (o.result ->> 'analyzed_at')::timestamptz = c.analyzed_at
   WHERE c.owner_id = $1 AND c.url_hash = decode($2, 'hex') AND c.strategy = $3 AND c.provider = $4
     AND c.analyzed_at >= now() - $5 * interval '1 second'`;

/** Findings of an error page are those of a moment, and only batches that ask for them get any. */
const isErrorPage = ({ http }: UrlResult): boolean => (http?.transfer.status ?? 0) >= FIRST_ERROR_STATUS;

/** Cache of results, separate for each owner: a result is never returned to another owner. */
@Injectable()
export class CachedResultStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Latest result of the engine that is not older than the batch allows. */
  async find(ownerId: number, url: string, strategy: Strategy, options: UrlOptions): Promise<UrlResult | undefined> {
    if (options.max_age_seconds === 0) return undefined;
    const rows: { readonly result: UrlResult | null }[] = await this.dataSource.query(FIND_RESULT, [
      ...[ownerId, hashOf(url), strategy, options.engine, options.max_age_seconds],
    ]);
    const result = rows[0]?.result ?? undefined;
    const loads = result?.http?.timing.samples.length ?? Number.POSITIVE_INFINITY;
    const isEnough =
      (result?.runs?.length ?? RUNS.default) >= (options.runs ?? RUNS.default) &&
      loads >= (options.timing_samples ?? SAMPLES.default);
    return result !== undefined && isEnough && !isErrorPage(result) ? result : undefined;
  }

  /**
   * Notes where the results of engines stand, in the transaction that records their items; does not wait for the reply.
   */
  async store(ended: readonly EndedUrl[], tx: EntityManager): Promise<void> {
    const found = new Map<string, { readonly item: EndedUrl; readonly result: UrlResult; readonly hash: string }>();
    for (const item of ended)
      for (const result of freshResults(item).filter((one) => !isErrorPage(one))) {
        const hash = hashOf(result.url);
        found.set(`${item.ownerId} ${hash} ${result.strategy} ${result.provider}`, { item, result, hash });
      }
    if (found.size === 0) return;
    const rows = [...found.values()];
    const columns = [
      bigintColumn(rows.map(({ item }) => item.ownerId)),
      textColumn(rows.map(({ hash }) => hash)),
      textColumn(rows.map(({ result }) => result.strategy)),
      textColumn(rows.map(({ result }) => result.provider)),
      bigintColumn(rows.map(({ item }) => item.batchId)),
      integerColumn(rows.map(({ item }) => item.index)),
      textColumn(rows.map(({ result }) => result.analyzed_at)),
    ];
    await sendWithoutWaiting(STORE_RESULTS, columns, tx);
  }
}
