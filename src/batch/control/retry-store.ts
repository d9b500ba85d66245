import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { integerColumn, jsonColumn } from '../../platform/database/columns.js';
import { run, sendWithoutWaiting, type Statement } from '../../platform/database/statement.js';
import type { ErrorCode } from '../../platform/errors/app-error.js';
import { logWithInput, logWithLastTry } from '../model/items/attempt-log.js';
import { AT_ONCE, CANCELLED_ERROR } from '../model/items/item-sql.js';
import type { Correction } from '../model/items/submission.js';
import type { StoredChoice } from './control-store.js';
import { LOOKED_AT, PIECE } from './piece.js';

/** An item that was put back to pending. */
export interface ReopenedItem {
  readonly index: number;
  /** Its corrected input; null when it stays. */
  readonly input: object | null;
  /** Whether it is the first time that it is a valid item. */
  readonly isNew: boolean;
}

/** Ended items that a retry chooses, in order. */
export interface FoundItems {
  readonly indexes: readonly number[];
  /** Those that are rows of a file, valid for the first time. */
  readonly added: readonly number[];
  /** The items up to this index were looked at; null when no more follow. */
  readonly upTo: number | null;
}

/** How failures of a batch are found. */
interface Failures {
  readonly hasCancelled: boolean;
  /** The codes that its failed items have; '' is none. */
  readonly codes: readonly string[];
}

const CANCELLED = 'CANCELLED' satisfies ErrorCode;
const NOTHING: FoundItems = { indexes: [], added: [], upTo: null };

/**
 * Condition on the item `i` of the batch `$1`: a retry chooses it, by states `$2` and codes `$3`. Rows of a file that
 * are no valid items need a correction. What has ended since the retry began has run again by then.
 */
const fits = (isCorrected: string): string => `
  i.status = ANY($2) AND ($3::text[] IS NULL OR i.error ->> 'code' = ANY($3))
  AND (i.error ->> 'code' IS DISTINCT FROM 'INVALID_ROW' OR ${isCorrected})
  AND i.ended_at <= coalesce((SELECT control_since FROM batches WHERE id = $1), 'infinity')`;

/**
 * The first PIECE items behind the index `$4` that a retry chooses, among those where it looks. `upTo`: the last of the
 * others.
 */
const find = (seen: string, where: string, isCorrected: string, upTo: string): string => `
  WITH ${seen}
  found AS MATERIALIZED (
    SELECT i.index, i.error ->> 'code' IS NOT DISTINCT FROM 'INVALID_ROW' AS is_new FROM batch_items i
     WHERE i.batch_id = $1 AND ${where} AND ${fits(isCorrected)}
     ORDER BY i.index LIMIT ${PIECE})
  SELECT coalesce(array_agg(index ORDER BY index), '{}') AS indexes, coalesce(array_agg(index) FILTER (WHERE is_new), '{}') AS added,
         CASE WHEN count(*) = ${PIECE} THEN max(index) ELSE (${upTo}) END AS "upTo" FROM found`;

/** Among the next items of the batch. */
const FIND_IN_ORDER = find(
  '',
  `i.index > $4 AND i.index <= $4::integer + ${LOOKED_AT}`,
  'false',
  `SELECT $4::integer + ${LOOKED_AT} FROM (
     SELECT index FROM batch_items WHERE batch_id = $1 AND index > $4::integer + ${LOOKED_AT} ORDER BY index LIMIT 1) more`,
);

/** Among the items `$5`; those `$6` are corrected. */
const FIND_LISTED = find('', 'i.index > $4 AND i.index = ANY($5::integer[])', 'i.index = ANY($6::integer[])', 'NULL');

/**
 * Among the next failures with the codes `$5`, `$6` of each. The codes are compared as a range, and give the order:
 * equal to one, the primary key would have the same order, and PostgreSQL might walk through the whole batch by it.
 */
const FIND_FAILED = find(
  `seen AS MATERIALIZED (
    SELECT c.code, f.index FROM unnest($5::text[]) c (code) CROSS JOIN LATERAL (
      SELECT index FROM batch_items
       WHERE batch_id = $1 AND error <> ${CANCELLED_ERROR}
         AND (error ->> 'code', index) > (c.code, $4::integer) AND error ->> 'code' <= c.code
       ORDER BY error ->> 'code', index LIMIT $6) f),
  up AS MATERIALIZED (
    SELECT min(last) AS last FROM (SELECT max(index) AS last FROM seen GROUP BY code HAVING count(*) = $6) cut),`,
  `i.index = ANY (ARRAY(SELECT index FROM seen WHERE index <= coalesce((SELECT last FROM up), index)))`,
  'false',
  'SELECT last FROM up',
);

/** Among the next items that a file corrects. */
const FIND_OF_FILE = find(
  `seen AS MATERIALIZED (
    SELECT index FROM batch_file_rows WHERE batch_id = $1 AND index > $4 AND mended IS NOT NULL ORDER BY index LIMIT ${PIECE}),`,
  'i.index = ANY (ARRAY(SELECT index FROM seen))',
  'true',
  `SELECT max(index) FROM seen HAVING count(*) = ${PIECE}`,
);

const FAILURES_OF = `
  SELECT cancelled_count > 0 AS "hasCancelled",
         ARRAY(SELECT code FROM batch_failures
                WHERE batch_id = $1 AND failures > 0 AND code <> 'INVALID_ROW' AND ($2::text[] IS NULL OR code = ANY($2))) AS codes
    FROM batches WHERE id = $1`;

/**
 * The tries of an item that is opened again. A group commit logs every try that failed, the last one too; other ends of
 * an item are logged now.
 */
const TRIES = `
  (CASE WHEN (i.attempt_log -> -1 ->> 'number')::integer = i.attempts
             AND (i.attempt_log -> -1 ->> 'started_at')::timestamptz = i.started_at THEN i.attempt_log
        ELSE ${logWithLastTry('i.ended_at', 'i.error')} END)`;

const REOPEN = `
  WITH corrected AS MATERIALIZED (
    SELECT index, input, NULL::text AS ref, NULL::jsonb AS metadata
      FROM json_to_recordset($2) AS r (index integer, input jsonb)
    UNION ALL
    SELECT index, mended -> 'input', mended ->> 'ref', mended -> 'metadata' FROM batch_file_rows
     WHERE $4 AND batch_id = $1 AND index = ANY($3) AND mended IS NOT NULL),
  reopened AS (
    UPDATE batch_items i
       SET status = 'pending', output = NULL, error = NULL, ended_at = NULL, started_at = NULL, run_at = ${AT_ONCE}, step = NULL,
           wait_reason = NULL, recoveries = 0, attempts_before = i.attempts, warnings = NULL,
           input = coalesce(r.input, i.input), ref = coalesce(r.ref, i.ref), metadata = coalesce(r.metadata, i.metadata),
           attempt_log = CASE WHEN r.input IS NULL THEN ${TRIES} ELSE ${logWithInput(TRIES, 'i.input')} END
      FROM unnest($3::integer[]) c (index) LEFT JOIN corrected r ON r.index = c.index
     WHERE i.batch_id = $1 AND i.index = ANY($3) AND i.index = c.index AND i.ended_at IS NOT NULL
    RETURNING i.index, r.input),
  taken AS (
    UPDATE batch_file_rows
       SET mended = NULL, line = coalesce((mended ->> 'line')::integer, line), cells = coalesce(mended ->> 'cells', cells)
     WHERE $4 AND batch_id = $1 AND index = ANY($3))
  SELECT index, input FROM reopened ORDER BY index`;

/** A retry that was cancelled has left some. */
const CLEAR: Statement = {
  name: 'clear_corrections',
  text: `
    UPDATE batch_file_rows SET mended = NULL
     WHERE batch_id = $1 AND index = ANY (ARRAY(
       SELECT index FROM batch_file_rows WHERE batch_id = $1 AND mended IS NOT NULL ORDER BY index LIMIT ${PIECE}))`,
};

/**
 * Items that are not failed or cancelled any more are left alone. The row becomes the corrected one together with its
 * item.
 */
const STAGE: Statement = {
  name: 'stage_corrections',
  text: `
    INSERT INTO batch_file_rows (batch_id, index, line, mended)
    SELECT $1, r.index, r.line, r.mended FROM unnest($2::integer[], $3::integer[], $4::jsonb[]) AS r (index, line, mended)
      JOIN batch_items i ON i.batch_id = $1 AND i.index = r.index AND i.status IN ('failed', 'cancelled')
    ON CONFLICT (batch_id, index) DO UPDATE SET mended = excluded.mended`,
};

/**
 * The items of a retry, piece by piece: each statement looks at a bounded number of them. The caller has locked the
 * batch.
 */
@Injectable()
export class RetryStore {
  /** The next items behind an index that a retry chooses. */
  async find(batchId: number, choice: StoredChoice, after: number, tx: EntityManager): Promise<FoundItems> {
    const values = [batchId, choice.statuses, choice.codes, after];
    if (choice.ofFile === true) return this.ask(FIND_OF_FILE, [batchId, choice.statuses, null, after], tx);
    if (choice.indexes !== null) return this.findListed(values, choice, after, tx);
    const codes = await this.codes(batchId, choice, tx);
    if (codes === null) return this.ask(FIND_IN_ORDER, values, tx);
    if (codes.length === 0) return NOTHING;
    return this.ask(FIND_FAILED, [...values, codes, Math.min(PIECE, Math.ceil(LOOKED_AT / codes.length))], tx);
  }

  /**
   * Puts found items back to pending, their error and a corrected input into the log of attempts. Answers them in
   * order.
   */
  async reopen(
    batchId: number,
    { indexes, added }: FoundItems,
    choice: StoredChoice,
    tx: EntityManager,
  ): Promise<readonly ReopenedItem[]> {
    const found = new Set(indexes);
    const inputs = choice.inputs.filter(({ index }) => found.has(index));
    const rows: Omit<ReopenedItem, 'isNew'>[] = await tx.query(REOPEN, [
      batchId,
      JSON.stringify(inputs),
      indexes,
      choice.ofFile === true,
    ]);
    const isNew = new Set(added);
    return rows.map((row) => ({ ...row, isNew: isNew.has(row.index) }));
  }

  /** Forgets corrections that no retry will take over, one piece of them. Answers how many. */
  async clearCorrections(batchId: number, tx: EntityManager): Promise<number> {
    return (await run(CLEAR, [batchId], tx)).count;
  }

  /**
   * Keeps some corrections of a file with the batch, from where the pieces of the retry take them; with one statement
   * that is sent without waiting for its result.
   */
  async stageCorrections(batchId: number, corrections: readonly Correction[], tx: EntityManager): Promise<void> {
    const values = [
      batchId,
      integerColumn(corrections.map(({ index }) => index)),
      integerColumn(corrections.map(({ line }) => line)),
      jsonColumn(corrections.map(({ input, ref, metadata, line, cells }) => ({ input, ref, metadata, line, cells }))),
    ];
    await sendWithoutWaiting(STAGE, values, tx);
  }

  private async findListed(
    values: readonly unknown[],
    { indexes, inputs }: StoredChoice,
    after: number,
    tx: EntityManager,
  ): Promise<FoundItems> {
    const left = [...new Set(indexes)].filter((index) => index > after).sort((one, other) => one - other);
    const piece = left.slice(0, PIECE);
    const corrected = inputs.map(({ index }) => index);
    const found = await this.ask(FIND_LISTED, [...values, piece, corrected], tx);
    return { ...found, upTo: left.length > PIECE ? (piece.at(-1) ?? null) : null };
  }

  /** The codes by which an index finds all items of the choice; null when it does not know them all. */
  private async codes(batchId: number, choice: StoredChoice, tx: EntityManager): Promise<readonly string[] | null> {
    if (choice.codes === null && choice.statuses.includes('succeeded')) return null;
    const [failures]: Failures[] = await tx.query(FAILURES_OF, [batchId, choice.codes]);
    // No index holds failures without a code, and those that look like an item cancelled with its batch.
    if (failures === undefined || failures.codes.some((code) => code === '' || code === CANCELLED)) return null;
    if (choice.statuses.includes('cancelled') && failures.hasCancelled) return null;
    return choice.statuses.includes('failed') ? failures.codes : [];
  }

  private async ask(text: string, values: readonly unknown[], tx: EntityManager): Promise<FoundItems> {
    const rows: FoundItems[] = await tx.query(text, [...values]);
    return rows[0] ?? NOTHING;
  }
}
