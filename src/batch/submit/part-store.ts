import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import type { BatchStatus } from '../model/status/batch-status.js';
import { FieldSearch, type FieldSummary } from '../model/fields/item-fields.js';
import type { KindName } from '../model/kinds/kind.js';

/** A batch under its row lock, as far as parts and the seal look at it. */
export interface OpenBatch {
  readonly id: number;
  readonly ownerId: number;
  readonly keyId: string | null;
  readonly kind: KindName;
  readonly status: BatchStatus;
  readonly options: object;
  readonly isOpen: boolean;
  readonly startsAtOnce: boolean;
  readonly total: number;
  readonly unended: number;
  readonly succeeded: number;
}

/** A part that is stored. */
export interface PartRow {
  readonly part: number;
  readonly firstIndex: number;
  readonly items: number;
  readonly createdAt: Date;
}

const COLUMNS = 'number AS part, first_index AS "firstIndex", items, created_at AS "createdAt"';

const WRITE_FIELDS = `
  INSERT INTO batch_fields (batch_id, inputs) VALUES ($1, $2)
  ON CONFLICT (batch_id) DO UPDATE SET inputs = excluded.inputs`;

/** The statements of batches that get their items in parts. */
@Injectable()
export class PartStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Locks the row. Throws NOT_FOUND when it is gone. */
  async lock(batchId: number, tx: EntityManager): Promise<OpenBatch> {
    const rows: OpenBatch[] = await tx.query(
      `SELECT id, owner_id AS "ownerId", key_id AS "keyId", kind, status, options, seal_by IS NOT NULL AS "isOpen",
              starts_at_once AS "startsAtOnce", total_count AS total, pending_count + running_count AS unended,
              succeeded_count AS succeeded
         FROM batches WHERE id = $1 FOR NO KEY UPDATE`,
      [batchId],
    );
    const [row] = rows;
    if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such batch.');
    return row;
  }

  /** A part that is stored, and whether it had this body. */
  async find(
    batchId: number,
    part: number,
    bodyHash: Buffer,
    tx: EntityManager,
  ): Promise<(PartRow & { readonly isSame: boolean }) | undefined> {
    const rows: (PartRow & { readonly isSame: boolean })[] = await tx.query(
      `SELECT ${COLUMNS}, body_hash = $3 AS "isSame" FROM batch_parts WHERE batch_id = $1 AND number = $2`,
      [batchId, part, bodyHash],
    );
    return rows[0];
  }

  async insert(
    batchId: number,
    { part, firstIndex, items, bodyHash }: Omit<PartRow, 'createdAt'> & { readonly bodyHash: Buffer },
    tx: EntityManager,
  ): Promise<void> {
    await tx.query(
      'INSERT INTO batch_parts (batch_id, number, body_hash, first_index, items) VALUES ($1, $2, $3, $4, $5)',
      [batchId, part, bodyHash, firstIndex, items],
    );
  }

  /**
   * Adds the fields of a part's inputs to those of the batch. They are only kept from the first part on: a batch that
   * has none any more was corrected, and an export reads its inputs.
   */
  async mergeFields(batchId: number, isFirst: boolean, fields: FieldSummary, tx: EntityManager): Promise<void> {
    if (isFirst) return void (await tx.query(WRITE_FIELDS, [batchId, JSON.stringify(fields)]));
    const rows: { readonly inputs: FieldSummary }[] = await tx.query(
      'SELECT inputs FROM batch_fields WHERE batch_id = $1',
      [batchId],
    );
    const [stored] = rows;
    if (stored === undefined) return;
    await tx.query(WRITE_FIELDS, [batchId, JSON.stringify(FieldSearch.merge(stored.inputs, fields))]);
  }

  /** Parts after a number, in their order. */
  page(batchId: number, after: number, limit: number): Promise<PartRow[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM batch_parts WHERE batch_id = $1 AND number > $2 ORDER BY number LIMIT $3`,
      [batchId, after, limit],
    );
  }

  /** The batch has all its items: it waits for a worker, or ends when all of them have ended. */
  async seal(batchId: number, end: BatchStatus | undefined, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE batches
          SET seal_by = NULL, wake_at = NULL, queued_at = now(), status = coalesce($2, status),
              completed_at = CASE WHEN $2::text IS NULL THEN NULL ELSE clock_timestamp() END,
              revision = revision + 1, updated_at = clock_timestamp()
        WHERE id = $1`,
      [batchId, end ?? null],
    );
  }
}
