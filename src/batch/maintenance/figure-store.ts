import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FIGURE_COLUMNS, OPEN, SPAN, spanOf, SUMMED_COLUMNS, sumsOf } from '../model/status/figure-sql.js';

/** Advisory lock key: one process sums up, the others leave it to that one. */
const FIGURES_LOCK = 4_202_612;

/** Figures are kept a little longer than any time frame looks back. */
const TOO_OLD = `now() - interval '31 days'`;

/** A transaction that began later notes what it changes: the batches are older than an hour by then. */
const LATEST = `${spanOf(`
  least(now(), (SELECT min(xact_start) FROM pg_stat_activity
                 WHERE datname = current_database() AND backend_type <> 'autovacuum worker')) - interval '2 hours'`)} - ${SPAN}`;

/** Spans that are too old, and those that a clock which was put back makes too young. */
const FORGET_SPANS = `DELETE FROM batch_figure_spans WHERE span < ${spanOf(TOO_OLD)} OR span > ${LATEST}`;

/** The newest spans that are not summed up, or no longer rightly. */
const CHOOSE = `
  SELECT t.span
    FROM generate_series(${spanOf(TOO_OLD)}, ${LATEST}, ${SPAN}) AS t (span)
   WHERE NOT EXISTS (SELECT FROM batch_figure_spans s WHERE s.span = t.span)
         OR EXISTS (SELECT FROM batch_figure_changes c WHERE c.span = t.span)
   ORDER BY t.span DESC LIMIT $1`;

/** Notes of spans that are summed up for the first time later on go as well. */
const FORGET_CHANGES = `
  DELETE FROM batch_figure_changes c
   WHERE c.span = ANY ($1) OR NOT EXISTS (SELECT FROM batch_figure_spans s WHERE s.span = c.span)`;

const FORGET_FIGURES = `DELETE FROM batch_figures WHERE span = ANY ($1) OR span < ${spanOf(TOO_OLD)}`;

/** Each batch counts for its owner and, as 0, for all owners. */
const SUM_UP = `
  WITH ended AS MATERIALIZED (
    SELECT o.owner_id, t.span AS at, ${SUMMED_COLUMNS}
      FROM unnest($1::timestamptz[]) AS t (span)
      JOIN batches b ON b.created_at >= t.span AND b.created_at < t.span + ${SPAN}
     CROSS JOIN unnest(ARRAY[0, b.owner_id]) AS o (owner_id)
     WHERE b.status NOT IN ${OPEN})
  INSERT INTO batch_figures (owner_id, span, ${FIGURE_COLUMNS.join(', ')})
  ${sumsOf('ended')}`;

const KEEP_SPANS = 'INSERT INTO batch_figure_spans (span) SELECT unnest($1::timestamptz[]) ON CONFLICT DO NOTHING';

/** Sums up the figures of ended batches by time of creation. */
@Injectable()
export class FigureStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Sums up so many spans at most. Answers how many; 0 as well when another process is at it. */
  sumUpSome(most: number): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const [lock]: { readonly taken: boolean }[] = await tx.query('SELECT pg_try_advisory_xact_lock($1) AS taken', [
        FIGURES_LOCK,
      ]);
      if (lock?.taken !== true) return 0;
      await tx.query(FORGET_SPANS);
      const rows: { readonly span: Date }[] = await tx.query(CHOOSE, [most]);
      const spans = rows.map(({ span }) => span);
      if (spans.length > 0) await sumUp(spans, tx);
      return spans.length;
    });
  }
}

/**
 * Each statement sees what was committed before it. Notes go first: what they were written with is seen by the sums,
 * and a note that comes later stays.
 */
async function sumUp(spans: readonly Date[], tx: EntityManager): Promise<void> {
  await tx.query(FORGET_CHANGES, [spans]);
  await tx.query(FORGET_FIGURES, [spans]);
  await tx.query(SUM_UP, [spans]);
  await tx.query(KEEP_SPANS, [spans]);
}
