import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TokenUse } from '../../platform/llm/token-use.js';

/** What a batch may spend on one provider. */
export interface SpendingLimits {
  readonly calls?: number;
  readonly tokens?: number;
}

export interface SpendingRow extends TokenUse {
  readonly provider: string;
  readonly calls: number;
}

/** Whose spending it is: a batch's, or that of an owner outside batches on one day (`2026-01-31`). */
export type Payer = { readonly batchId: number } | { readonly ownerId: number; readonly day: string };

/** Days for which the spending of owners is kept; each question deletes an owner's older rows. */
const KEPT_DAYS = 90;

const UNLIMITED = Number.MAX_SAFE_INTEGER;

interface Row {
  readonly table: string;
  /** The columns that name the payer; their values are the last parameters. */
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
}

const rowOf = (payer: Payer): Row =>
  'batchId' in payer
    ? { table: 'batch_spending', columns: ['batch_id'], values: [payer.batchId] }
    : { table: 'owner_spending', columns: ['owner_id', 'day'], values: [payer.ownerId, payer.day] };

const parametersFrom = (first: number, { columns }: Row): readonly string[] =>
  columns.map((column, index) => `$${first + index}::${column === 'day' ? 'date' : 'bigint'}`);
const isPayer = (first: number, row: Row): string =>
  parametersFrom(first, row)
    .map((parameter, index) => `${row.columns[index]} = ${parameter}`)
    .join(' AND ');

/**
 * Paid questions of batches and owners, counted before they are asked, over all processes: what is set aside never
 * passes a limit. What a process that died had set aside stays set aside.
 */
@Injectable()
export class SpendingStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Sets a call and its tokens aside; false, and nothing changes, when a limit would be passed. */
  async reserve(
    payer: Payer,
    provider: string,
    tokens: number,
    { calls: mostCalls = UNLIMITED, tokens: mostTokens = UNLIMITED }: SpendingLimits,
  ): Promise<boolean> {
    const row = rowOf(payer);
    const expired =
      'day' in payer
        ? `WITH expired AS (DELETE FROM owner_spending WHERE owner_id = $5::bigint AND day < $6::date - ${KEPT_DAYS})`
        : '';
    const rows: unknown[] = await this.dataSource.query(
      `${expired} INSERT INTO ${row.table} AS s (provider, calls, reserved, ${row.columns.join(', ')})
       SELECT $1, 1, $2::bigint, ${parametersFrom(5, row).join(', ')} WHERE 1 <= $3::bigint AND $2::bigint <= $4::bigint
       ON CONFLICT (${row.columns.join(', ')}, provider) DO UPDATE SET calls = s.calls + 1, reserved = s.reserved + excluded.reserved
         WHERE s.calls + 1 <= $3::bigint
           AND s.input_tokens + s.output_tokens + s.reserved + excluded.reserved <= $4::bigint
       RETURNING calls`,
      [provider, tokens, mostCalls, mostTokens, ...row.values],
    );
    return rows.length > 0;
  }

  /** Replaces tokens that were set aside by those that were used. */
  async charge(payer: Payer, provider: string, reserved: number, use: TokenUse): Promise<void> {
    const row = rowOf(payer);
    await this.dataSource.query(
      `UPDATE ${row.table} SET reserved = greatest(0, reserved - $2), input_tokens = input_tokens + $3, output_tokens = output_tokens + $4
        WHERE provider = $1 AND ${isPayer(5, row)}`,
      [provider, reserved, use.input_tokens, use.output_tokens, ...row.values],
    );
  }

  /** Gives a call and its tokens back: the question was not asked. */
  async giveBack(payer: Payer, provider: string, reserved: number): Promise<void> {
    const row = rowOf(payer);
    await this.dataSource.query(
      `UPDATE ${row.table} SET reserved = greatest(0, reserved - $2), calls = greatest(0, calls - 1)
        WHERE provider = $1 AND ${isPayer(3, row)}`,
      [provider, reserved, ...row.values],
    );
  }

  of(payer: Payer): Promise<SpendingRow[]> {
    const row = rowOf(payer);
    return this.dataSource.query(
      `SELECT provider, calls, input_tokens::float8 AS input_tokens, output_tokens::float8 AS output_tokens
         FROM ${row.table} WHERE ${isPayer(1, row)} ORDER BY provider`,
      [...row.values],
    );
  }
}
