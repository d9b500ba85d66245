import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AppConfig } from '../../platform/config/config.js';
import { bigintColumn, booleanColumn, integerColumn, jsonColumn, textColumn } from '../../platform/database/columns.js';
import { sendWithoutWaiting, type Statement } from '../../platform/database/statement.js';
import { measuredFigures } from '../engines/budgets.js';
import type { ProviderName, Strategy, UrlResult } from '../engines/url-result.js';
import { URL_ANALYSIS_SETTINGS } from '../url-analysis.settings.js';
import { type EndedUrl, freshResults } from './url-columns.js';
import { hashOf } from './url-hash.js';

/** Rows older than the retention that each write deletes, so that the table needs no separate cleanup. */
const EXPIRED_DELETED_PER_WRITE = 50;

/** A failed URL is stored once for each of its strategies, with the engine of its batch. */
const STORE_HISTORY: Statement = {
  name: 'store_url_history',
  text: `
    WITH expired AS (
      DELETE FROM url_history WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM url_history WHERE analyzed_at < now() - make_interval(days => $1)
         ORDER BY analyzed_at LIMIT ${EXPIRED_DELETED_PER_WRITE} FOR UPDATE SKIP LOCKED)))
    INSERT INTO url_history (owner_id, url_hash, analyzed_at, strategy, provider, batch_id, index, final_url, figures,
                             budget_passed, error_code)
    SELECT b.owner_id, decode(r.url_hash, 'hex'), coalesce(r.analyzed_at::timestamptz, clock_timestamp()), s.strategy,
           coalesce(r.provider, b.options ->> 'engine'), b.public_id, s.index, r.final_url, r.figures, r.budget_passed, r.error_code
      FROM unnest($2::bigint[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[], $10::boolean[],
                  $11::text[])
           AS r (batch_id, index, url_hash, strategy, provider, analyzed_at, final_url, figures, budget_passed, error_code)
      JOIN batches b ON b.id = r.batch_id
      JOIN url_processing_status s ON s.batch_id = r.batch_id AND s.index = r.index
           AND (r.strategy IS NULL OR s.strategy = r.strategy)
    ON CONFLICT DO NOTHING`,
};

/** One analysis of a URL. */
export interface HistoryRow {
  readonly analyzedAt: string;
  readonly strategy: Strategy;
  readonly provider: ProviderName;
  readonly batchId: string;
  readonly index: number;
  readonly finalUrl: string | null;
  readonly figures: Readonly<Record<string, number>>;
  readonly budgetPassed: boolean | null;
  readonly errorCode: string | null;
}

/** Which analyses of a URL are read; null disables a filter. */
interface HistoryFilter {
  readonly ownerId: number;
  readonly url: string;
  readonly strategy: Strategy | null;
  readonly provider: ProviderName | null;
  /** Exclusive. */
  readonly before: string | null;
  /** Only what follows this analysis. */
  readonly after: HistoryPlace | null;
}

/** What orders the analyses of a URL: several may have one instant. */
export interface HistoryPlace {
  readonly analyzedAt: string;
  readonly strategy: string;
  readonly provider: string;
}

/** What analyses of a URL have measured over time, separate for each owner. */
@Injectable()
export class UrlHistoryStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
  ) {}

  /** Stores what new analyses measured, in the transaction that records their items; does not wait for the reply. */
  async store(ended: readonly EndedUrl[], tx: EntityManager): Promise<void> {
    const days = URL_ANALYSIS_SETTINGS.of(this.config).URL_HISTORY_DAYS;
    const rows = days === 0 ? [] : ended.flatMap(toRows);
    // Without a history to keep, what was kept before is deleted bit by bit.
    if (rows.length > 0 || days === 0) await sendWithoutWaiting(STORE_HISTORY, [days, ...columnsOf(rows)], tx);
  }

  /** Analyses of a URL within the days that are kept, newest first. */
  page({ ownerId, url, strategy, provider, before, after }: HistoryFilter, limit: number): Promise<HistoryRow[]> {
    return this.dataSource.query(
      `SELECT to_char(analyzed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "analyzedAt", strategy, provider, batch_id AS "batchId", index,
              final_url AS "finalUrl", figures, budget_passed AS "budgetPassed", error_code AS "errorCode"
         FROM url_history
        WHERE owner_id = $1 AND url_hash = decode($2, 'hex') AND ($3::text IS NULL OR strategy = $3)
          AND ($4::text IS NULL OR provider = $4) AND ($5::timestamptz IS NULL OR analyzed_at < $5)
          AND ($6::timestamptz IS NULL OR (analyzed_at, strategy, provider) < ($6, $7::text, $8::text))
          AND analyzed_at > now() - make_interval(days => $9)
        ORDER BY analyzed_at DESC, strategy DESC, provider DESC LIMIT $10`,
      [
        ...[ownerId, hashOf(url), strategy, provider, before],
        ...[after?.analyzedAt ?? null, after?.strategy ?? null, after?.provider ?? null],
        ...[URL_ANALYSIS_SETTINGS.of(this.config).URL_HISTORY_DAYS, limit],
      ],
    );
  }

  /** Deletes the history of a URL. Returns the number of analyses. */
  async forget(ownerId: number, url: string): Promise<number> {
    const [rows]: [unknown[], number] = await this.dataSource.query(
      `DELETE FROM url_history WHERE owner_id = $1 AND url_hash = decode($2, 'hex') RETURNING index`,
      [ownerId, hashOf(url)],
    );
    return rows.length;
  }
}

/** An analysis, or what it failed with. */
interface NewRow {
  readonly item: EndedUrl;
  readonly hash: string;
  readonly result?: UrlResult;
  readonly errorCode?: string;
}

/** Results of duplicates and those from the cache are stored already. */
function toRows(item: EndedUrl): readonly NewRow[] {
  // A row of a file that is no valid item may lack it.
  const cleaned: string | null | undefined = item.input.cleaned_url;
  if (cleaned == null) return [];
  const hash = hashOf(cleaned);
  const { outcome } = item;
  if (outcome.status === 'failed') return [{ item, hash, errorCode: outcome.error.code }];
  return freshResults(item).map((result) => ({ item, hash, result }));
}

const columnsOf = (rows: readonly NewRow[]): readonly Buffer[] => [
  bigintColumn(rows.map(({ item }) => item.batchId)),
  integerColumn(rows.map(({ item }) => item.index)),
  textColumn(rows.map(({ hash }) => hash)),
  textColumn(rows.map(({ result }) => result?.strategy)),
  textColumn(rows.map(({ result }) => result?.provider)),
  textColumn(rows.map(({ result }) => result?.analyzed_at)),
  textColumn(rows.map(({ result }) => result?.final_url)),
  jsonColumn(rows.map(({ result }) => (result === undefined ? {} : measuredFigures(result)))),
  booleanColumn(rows.map(({ result }) => result?.budget?.passed)),
  textColumn(rows.map(({ errorCode }) => errorCode)),
];
