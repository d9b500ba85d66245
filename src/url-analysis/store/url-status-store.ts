import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Reopened } from '../../batch/model/handlers/handler.js';
import type { EndedItem, Item } from '../../batch/model/items/item.js';
import { integerColumn } from '../../platform/database/columns.js';
import { run, sendWithoutWaiting, type Statement } from '../../platform/database/statement.js';
import type { ItemError } from '../../platform/errors/app-error.js';
import { parseUrl } from '../../platform/addresses/parse-url.js';
import { findDuplicates, nearKey } from '../input/find-duplicates.js';
import type { UrlAnalysis } from '../engines/url-analysis.js';
import type { UrlInput } from '../input/check-url.js';
import type { Strategy } from '../engines/url-result.js';
import { FIRST_URL_STEP, URL_STEPS } from '../engines/url-steps.js';
import { metricsColumns, statusColumns } from './url-columns.js';

/** Rows per INSERT, so that statements stay small. */
const CHUNK = 5000;

/**
 * Inserts the rows of one part of a submission. They were related with each other by the caller, and are related here
 * with the rows of earlier parts, which come first; only the first row of every URL is used.
 */
const INSERT: Statement = {
  name: 'insert_url_status',
  text: `
    INSERT INTO url_processing_status (batch_id, index, strategy, original_url, cleaned_url, host, near_hash, duplicate_of,
                                       near_duplicate_of)
    SELECT $1, r.index, s.strategy, r.original_url, r.cleaned_url, r.host, decode(r.near_hash, 'hex'),
           coalesce(f.exact, r.duplicate_of),
           CASE WHEN coalesce(f.exact, r.duplicate_of) IS NULL THEN coalesce(f.near, r.near_duplicate_of) END
      FROM json_to_recordset($2) AS r (index integer, original_url text, cleaned_url text, host text, near_hash text,
                                       duplicate_of integer, near_duplicate_of integer)
     CROSS JOIN LATERAL (
             SELECT min(e.index) AS near, min(e.index) FILTER (WHERE e.cleaned_url = r.cleaned_url) AS exact
               FROM url_processing_status e
              WHERE e.batch_id = $1 AND e.near_hash = decode(r.near_hash, 'hex') AND e.duplicate_of IS NULL) f
     CROSS JOIN unnest($3::text[]) AS s (strategy)`,
};

/** Nothing of a former end stays with items that run again. */
const RESET: Statement = {
  name: 'reset_url_status',
  text: `
    UPDATE url_processing_status s
       SET current_step = '${FIRST_URL_STEP}', final_url = NULL, provider = NULL, is_cached = false, performance_score = NULL,
           accessibility_score = NULL, best_practices_score = NULL, seo_score = NULL, http_score = NULL, fcp_ms = NULL,
           lcp_ms = NULL, tbt_ms = NULL, cls = NULL, si_ms = NULL, ttfb_ms = NULL, total_bytes = NULL, duration_ms = NULL,
           analyzed_at = NULL, budget_passed = NULL, reopened_at = clock_timestamp(), updated_at = clock_timestamp()
     WHERE s.batch_id = $1 AND s.index = ANY ($2)`,
};

/** Sets new URLs for some items. Returns the near hashes before and after. */
const CORRECT: Statement = {
  name: 'correct_url_status',
  text: `
    WITH corrected AS (
      UPDATE url_processing_status s
         SET original_url = r.original_url, cleaned_url = r.cleaned_url, host = r.host, near_hash = decode(r.near_hash, 'hex')
        FROM json_to_recordset($2) AS r (index integer, original_url text, cleaned_url text, host text, near_hash text)
        JOIN url_processing_status o ON o.batch_id = $1 AND o.index = r.index
       WHERE s.batch_id = o.batch_id AND s.index = o.index AND s.strategy = o.strategy
      RETURNING ARRAY[o.near_hash, s.near_hash] AS hashes)
    SELECT DISTINCT encode(h.hash, 'hex') AS hash FROM corrected, unnest(hashes) AS h (hash) WHERE h.hash IS NOT NULL`,
};

/**
 * Applies the rule of findDuplicates to all stored rows with these near hashes, which are all rows that can be related.
 */
const RELATE: Statement = {
  name: 'relate_url_status',
  text: `
    UPDATE url_processing_status s
       SET duplicate_of = f.exact, near_duplicate_of = CASE WHEN f.exact IS NULL THEN f.near END
      FROM (SELECT index, strategy, nullif(min(index) OVER (PARTITION BY cleaned_url), index) AS exact,
                   nullif(min(index) OVER (PARTITION BY near_hash), index) AS near
              FROM url_processing_status
             WHERE batch_id = $1 AND near_hash IN (SELECT decode(hash, 'hex') FROM unnest($2::text[]) AS h (hash))) f
     WHERE s.batch_id = $1 AND s.index = f.index AND s.strategy = f.strategy`,
};

/**
 * Stores the results of URLs; a row without a strategy is that of an item without a result, for all its strategies. The
 * last step of a failed one is that of its item.
 */
const SAVE: Statement = {
  name: 'save_url_status',
  text: `
    UPDATE url_processing_status s
       SET final_url = r.final_url,
           current_step = CASE WHEN r.is_done THEN 'done' ELSE coalesce(
             (SELECT i.step FROM batch_items i WHERE i.batch_id = s.batch_id AND i.index = s.index AND i.step = ANY ($1::text[])),
             '${FIRST_URL_STEP}') END,
           provider = r.provider, is_cached = coalesce(r.is_cached, false), performance_score = r.performance_score,
           accessibility_score = r.accessibility_score, best_practices_score = r.best_practices_score,
           seo_score = r.seo_score, http_score = r.http_score, fcp_ms = r.fcp_ms, lcp_ms = r.lcp_ms, tbt_ms = r.tbt_ms,
           cls = r.cls, si_ms = r.si_ms, ttfb_ms = r.ttfb_ms, total_bytes = r.total_bytes, duration_ms = r.duration_ms,
           analyzed_at = r.analyzed_at::timestamptz, budget_passed = r.budget_passed, updated_at = clock_timestamp()
      FROM unnest($2::bigint[], $3::integer[], $4::boolean[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::integer[],
                  $10::integer[], $11::integer[], $12::integer[], $13::integer[], $14::float8[], $15::float8[], $16::float8[],
                  $17::float8[], $18::float8[], $19::float8[], $20::float8[], $21::float8[], $22::text[], $23::boolean[])
           AS r (batch_id, index, is_done, strategy, final_url, provider, is_cached, performance_score, accessibility_score,
                 best_practices_score, seo_score, http_score, fcp_ms, lcp_ms, tbt_ms, cls, si_ms, ttfb_ms, total_bytes,
                 duration_ms, analyzed_at, budget_passed)
     WHERE s.batch_id = r.batch_id AND s.index = r.index AND (r.strategy IS NULL OR s.strategy = r.strategy)`,
};

const ADD_METRICS: Statement = {
  name: 'add_url_metrics',
  text: `
    INSERT INTO batch_processing_metrics AS m (batch_id, analyzed_count, cached_count, duplicate_count, failed_count, analysis_ms,
                                               longest_ms, transferred_bytes)
    SELECT * FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::integer[], $5::integer[], $6::float8[], $7::float8[],
                         $8::float8[])
    ON CONFLICT (batch_id) DO UPDATE
       SET analyzed_count = m.analyzed_count + excluded.analyzed_count, cached_count = m.cached_count + excluded.cached_count,
           duplicate_count = m.duplicate_count + excluded.duplicate_count, failed_count = m.failed_count + excluded.failed_count,
           analysis_ms = m.analysis_ms + excluded.analysis_ms, longest_ms = greatest(m.longest_ms, excluded.longest_ms),
           transferred_bytes = m.transferred_bytes + excluded.transferred_bytes, updated_at = clock_timestamp()`,
};

/** Result of the first item with the same URL; neither output nor error while it is open. */
export interface FirstOfSame {
  readonly index: number;
  readonly output: UrlAnalysis | null;
  readonly error: ItemError | null;
  /** Seconds until it may run again; 0 when it is not parked. */
  readonly runsInSeconds: number;
}

/**
 * A failure applies to a duplicate only if it is newer than the duplicate's last retry: a retry asks for more than the
 * known result. A result that was too large to be stored has no list to show.
 */
const FIRST_OF_SAME = `
  SELECT f.index, f.output, f.error,
         greatest(0, coalesce(extract(epoch FROM f.run_at - clock_timestamp()), 0))::float8 AS "runsInSeconds"
    FROM url_processing_status s
    JOIN batch_items f ON f.batch_id = s.batch_id AND f.index = s.duplicate_of
   WHERE s.batch_id = $1 AND s.index = $2 AND f.input ->> 'cleaned_url' = $3
     AND CASE f.status
           WHEN 'succeeded' THEN f.output ? 'results'
           WHEN 'failed' THEN f.ended_at > coalesce(s.reopened_at, '-infinity')
           ELSE f.status IN ('pending', 'running') END
   LIMIT 1`;

/** Writes the feature's own rows, `url_processing_status` and `batch_processing_metrics`, in sets. */
@Injectable()
export class UrlStatusStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Inserts one row per URL and strategy, related with earlier ones of the batch, in the submission's transaction. */
  async insert(
    batchId: number,
    items: readonly Item<UrlInput>[],
    strategies: readonly Strategy[],
    tx: EntityManager,
  ): Promise<void> {
    const duplicates = findDuplicates(items.map(({ index, input }) => input.cleaned_url ?? `refused ${index}`));
    const indexAt = (position: number | null | undefined): number | null =>
      position == null ? null : (items[position]?.index ?? null);
    const rows = items.map(({ index, input }, position) => ({
      index,
      ...addressOf(input),
      duplicate_of: indexAt(duplicates[position]?.duplicate_of),
      near_duplicate_of: indexAt(duplicates[position]?.near_duplicate_of),
    }));
    for (let from = 0; from < rows.length; from += CHUNK)
      await run(INSERT, [batchId, JSON.stringify(rows.slice(from, from + CHUNK)), strategies], tx);
  }

  /** Rows of items that run again forget how they ended; corrected addresses are related anew, in both directions. */
  async reopen(batchId: number, { indexes, corrected }: Reopened<UrlInput>, tx: EntityManager): Promise<void> {
    await run(RESET, [batchId, integerColumn(indexes)], tx);
    if (corrected.length === 0) return;
    const addresses = corrected.map(({ index, input }) => ({ index, ...addressOf(input) }));
    const { rows } = await run<{ hash: string }>(CORRECT, [batchId, JSON.stringify(addresses)], tx);
    await run(RELATE, [batchId, rows.map(({ hash }) => hash)], tx);
  }

  /**
   * The first item of the batch with the same URL; undefined when this one is the first, or must be analysed itself.
   */
  async firstOfSame(batchId: number, index: number, url: string): Promise<FirstOfSame | undefined> {
    const rows: FirstOfSame[] = await this.dataSource.query(FIRST_OF_SAME, [batchId, index, url]);
    return rows[0];
  }

  /** Stores how items ended, without waiting for the replies. */
  async save(ended: readonly EndedItem<UrlInput, UrlAnalysis>[], tx: EntityManager): Promise<void> {
    await sendWithoutWaiting(SAVE, [URL_STEPS, ...statusColumns(ended)], tx);
    await sendWithoutWaiting(ADD_METRICS, metricsColumns(ended), tx);
  }
}

/** The columns that depend on the URL. */
interface Address {
  readonly original_url: string;
  readonly cleaned_url: string | null;
  readonly host: string | null;
  /** SHA-256 in hex. */
  readonly near_hash: string | null;
}

function addressOf({ url, cleaned_url }: UrlInput): Address {
  if (cleaned_url === null) return { original_url: url, cleaned_url, host: null, near_hash: null };
  return {
    original_url: url,
    cleaned_url,
    host: parseUrl(cleaned_url)?.hostname ?? null,
    near_hash: createHash('sha256').update(nearKey(cleaned_url)).digest('hex'),
  };
}
