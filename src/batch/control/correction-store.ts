import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { integerColumn, jsonColumn } from '../../platform/database/columns.js';
import { sendWithoutWaiting, type Statement } from '../../platform/database/statement.js';
import type { Correction } from '../model/submission.js';

/** A retry that broke off long ago may have left some. */
const CLEAR: Statement = {
  name: 'clear_corrections',
  text: 'UPDATE batch_file_rows SET mended = NULL WHERE batch_id = $1 AND mended IS NOT NULL',
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

/** Keeps the corrections of a file with the batch, from where the pieces of the retry take them. */
@Injectable()
export class CorrectionStore {
  async clear(batchId: number, tx: EntityManager): Promise<void> {
    await sendWithoutWaiting(CLEAR, [batchId], tx);
  }

  /** Stages some corrections, with one statement that is sent without waiting for its result. */
  async stage(batchId: number, corrections: readonly Correction[], tx: EntityManager): Promise<void> {
    const values = [
      batchId,
      integerColumn(corrections.map(({ index }) => index)),
      integerColumn(corrections.map(({ line }) => line)),
      jsonColumn(corrections.map(({ input, ref, metadata, line, cells }) => ({ input, ref, metadata, line, cells }))),
    ];
    await sendWithoutWaiting(STAGE, values, tx);
  }
}
