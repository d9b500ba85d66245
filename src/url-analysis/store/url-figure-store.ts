import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type AnalysisRow, AnalysisSums, STORED } from '../figures/analysis-sums.js';
import { ANALYSIS_ROW, COUNTED, DAY, HOUR, MINUTE, spanOf } from './url-figure-sql.js';

/** Advisory lock key: one process sums up, the others leave it to that one. */
const LOCK = 4_202_613;
/** Analyses that one transaction sums up, unless a single minute has more; and minutes, most of which have none. */
const ANALYSES = 5000;
const MINUTES = 1440;
/** Owners whose sums are added up at once. */
const OWNERS = 50;

/** Sums are kept a little longer than any time frame looks back. */
const TOO_OLD = `now() - interval '31 days'`;

/**
 * What is written later notes itself, and what was written before has been committed: a transaction that has written
 * has an id. It is the end of what may be summed up.
 */
const READY = `
  SELECT least(clock_timestamp(), (SELECT min(xact_start) FROM pg_stat_activity
                                    WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()))
         - interval '1 minute' AS until`;

/** The first hour of which every minute counts. */
const FIRST_HOUR = `${spanOf(HOUR, TOO_OLD)} + interval '1 hour'`;

/** Spans that are too old, and those that a clock which was put back makes too young. */
const FORGET_SPANS = `
  DELETE FROM url_figure_spans WHERE span < ${TOO_OLD} OR span + make_interval(secs => seconds) > clock_timestamp() - interval '1 minute'`;

/**
 * Hours in which nothing was analysed need no minutes: a new database has a month of them. One with minutes is being
 * summed up, and one with figures had analyses. OFFSET has an index read for each hour.
 */
const KEEP_EMPTY = `
  WITH hours AS MATERIALIZED (
    SELECT t.hour, t.hour + interval '1 hour' AS until
      FROM generate_series(${FIRST_HOUR}, $1::timestamptz - interval '1 hour', interval '1 hour') AS t (hour)
     WHERE NOT EXISTS (SELECT FROM url_figure_spans s WHERE s.seconds = ${HOUR} AND s.span = t.hour))
  INSERT INTO url_figure_spans (seconds, span)
  SELECT ${HOUR}, hour FROM hours h
   WHERE NOT EXISTS (SELECT FROM url_figure_spans s WHERE s.seconds = ${MINUTE} AND s.span >= h.hour AND s.span < h.until OFFSET 0)
     AND NOT EXISTS (SELECT FROM url_figures f WHERE f.seconds = ${MINUTE} AND f.span >= h.hour AND f.span < h.until OFFSET 0)
     AND NOT EXISTS (SELECT FROM url_processing_status s WHERE s.analyzed_at >= h.hour AND s.analyzed_at < h.until OFFSET 0)
  RETURNING span`;

/** The newest minutes that are not summed up, or no longer rightly, with the number of their analyses. */
const CHOOSE = `
  WITH hours AS MATERIALIZED (
    SELECT t.hour
      FROM generate_series(${FIRST_HOUR}, $1::timestamptz, interval '1 hour') AS t (hour)
     WHERE NOT EXISTS (SELECT FROM url_figure_spans s WHERE s.seconds = ${HOUR} AND s.span = t.hour)
     ORDER BY 1 DESC LIMIT ${MINUTES / 60 + 1}),
  minutes AS MATERIALIZED (
    SELECT m.span
      FROM hours h, generate_series(h.hour, h.hour + interval '59 minutes', interval '1 minute') AS m (span)
     WHERE m.span + interval '1 minute' <= $1
       AND NOT EXISTS (SELECT FROM url_figure_spans s WHERE s.seconds = ${MINUTE} AND s.span = m.span)
    UNION
    SELECT c.span FROM url_figure_changes c
     WHERE c.span >= ${FIRST_HOUR} AND c.span + interval '1 minute' <= $1
     ORDER BY 1 DESC LIMIT ${MINUTES})
  SELECT m.span, (SELECT count(*) FROM url_processing_status s
                   WHERE s.analyzed_at >= m.span AND s.analyzed_at < m.span + interval '1 minute')::integer AS analyses
    FROM minutes m ORDER BY 1 DESC`;

const FORGET_CHANGES = `DELETE FROM url_figure_changes WHERE span = ANY ($1) OR span < ${TOO_OLD}`;

/** OFFSET has the index read for each minute: the planner does not know how short it is. */
const READ_MINUTES = `
  SELECT b.owner_id AS owner, m.span, ${ANALYSIS_ROW} AS row
    FROM unnest($1::timestamptz[]) AS m (span)
   CROSS JOIN LATERAL (SELECT * FROM url_processing_status t
                        WHERE t.analyzed_at >= m.span AND t.analyzed_at < m.span + interval '1 minute' OFFSET 0) s
    JOIN batches b ON b.id = s.batch_id
   WHERE ${COUNTED}`;

const FORGET_FIGURES = `DELETE FROM url_figures WHERE seconds = $1 AND (span = ANY ($2) OR span < ${TOO_OLD})`;

const INSERT = `
  INSERT INTO url_figures (owner_id, seconds, span, figures)
  SELECT r.owner, $1, r.span, decode(r.figures, 'hex')
    FROM json_to_recordset($2) AS r (owner bigint, span timestamptz, figures text)`;

const KEEP_SPANS =
  'INSERT INTO url_figure_spans (seconds, span) SELECT $1, unnest($2::timestamptz[]) ON CONFLICT DO NOTHING';

/** The spans around the given ones all of whose parts are summed up. */
const WHOLE = `
  SELECT w.span
    FROM (SELECT DISTINCT date_bin(make_interval(secs => $1), p.span, '2000-01-01T00:00:00Z') AS span
            FROM unnest($3::timestamptz[]) AS p (span)) w
   WHERE EXISTS (SELECT FROM url_figure_spans s WHERE s.seconds = $1 AND s.span = w.span)
         OR (SELECT count(*) FROM url_figure_spans s
              WHERE s.seconds = $2 AND s.span >= w.span AND s.span < w.span + make_interval(secs => $1)) = $1 / $2`;

const OWNERS_OF = `
  SELECT DISTINCT f.owner_id AS owner FROM url_figures f
   WHERE f.seconds = $2 AND f.span >= $3 AND f.span < $3::timestamptz + make_interval(secs => $1) ORDER BY 1`;

const READ_PARTS = `
  SELECT f.owner_id AS owner, f.figures FROM url_figures f
   WHERE f.seconds = $2 AND f.span >= $3 AND f.span < $3::timestamptz + make_interval(secs => $1) AND f.owner_id = ANY ($4)`;

/** An hour stands for its minutes; their figures stay, for the ends of time frames. */
const FORGET_MINUTES = `
  DELETE FROM url_figure_spans s
   WHERE s.seconds = ${MINUTE} AND ${spanOf(HOUR, 's.span')} = ANY ($1)`;

interface OwnedSums {
  readonly owner: number;
  readonly span: Date;
  readonly sums: AnalysisSums;
}

/** Sums up the figures of analyses by minutes, and these by hours and days. */
@Injectable()
export class UrlFigureStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Sums up some minutes. Answers how many; 0 as well when another process is at it. */
  sumUpSome(): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const [lock]: { readonly taken: boolean }[] = await tx.query('SELECT pg_try_advisory_xact_lock($1) AS taken', [
        LOCK,
      ]);
      if (lock?.taken !== true) return 0;
      const [ready]: { readonly until: Date }[] = await tx.query(READY);
      await tx.query(FORGET_SPANS);
      await keepEmpty(ready?.until, tx);
      const minutes = first(await tx.query(CHOOSE, [ready?.until]));
      if (minutes.length > 0) await sumUp(minutes, tx);
      return minutes.length;
    });
  }
}

/** As many of the chosen minutes as have about ANALYSES. */
function first(chosen: readonly { readonly span: Date; readonly analyses: number }[]): readonly Date[] {
  let analyses = 0;
  const more = chosen.findIndex((minute, at) => (analyses += minute.analyses) > ANALYSES && at > 0);
  return chosen.slice(0, more === -1 ? undefined : more).map(({ span }) => span);
}

/** Takes the hours without analyses as summed up, and the days that they complete. */
async function keepEmpty(until: Date | undefined, tx: EntityManager): Promise<void> {
  const hours: { readonly span: Date }[] = await tx.query(KEEP_EMPTY, [until]);
  if (hours.length > 0)
    await addUp(
      DAY,
      HOUR,
      hours.map(({ span }) => span),
      tx,
    );
}

/**
 * Each statement sees what was committed before it. Notes go first: what they were written with is seen by the sums,
 * and a note that comes later stays.
 */
async function sumUp(minutes: readonly Date[], tx: EntityManager): Promise<void> {
  await tx.query(FORGET_CHANGES, [minutes]);
  const rows: { readonly owner: number; readonly span: Date; readonly row: AnalysisRow }[] = await tx.query(
    READ_MINUTES,
    [minutes],
  );
  const found = new Map<string, OwnedSums>();
  for (const { owner: its, span, row } of rows) for (const owner of [0, its]) sumsOf(found, owner, span).add(row);
  await tx.query(FORGET_FIGURES, [MINUTE, minutes]);
  await insert(MINUTE, [...found.values()], tx);
  await tx.query(KEEP_SPANS, [MINUTE, minutes]);
  const hours = await addUp(HOUR, MINUTE, minutes, tx);
  await tx.query(FORGET_MINUTES, [hours]);
  await addUp(DAY, HOUR, hours, tx);
}

/** Adds up the spans around the changed parts. Answers them. */
async function addUp(
  seconds: number,
  ofSeconds: number,
  parts: readonly Date[],
  tx: EntityManager,
): Promise<readonly Date[]> {
  const spans: { readonly span: Date }[] = await tx.query(WHOLE, [seconds, ofSeconds, parts]);
  const whole = spans.map(({ span }) => span);
  await tx.query(FORGET_FIGURES, [seconds, whole]);
  for (const span of whole) {
    const owners: { readonly owner: number }[] = await tx.query(OWNERS_OF, [seconds, ofSeconds, span]);
    for (let from = 0; from < owners.length; from += OWNERS) {
      const some = owners.slice(from, from + OWNERS).map(({ owner }) => owner);
      const rows: { readonly owner: number; readonly figures: Buffer }[] = await tx.query(READ_PARTS, [
        seconds,
        ofSeconds,
        span,
        some,
      ]);
      const found = new Map<string, OwnedSums>();
      for (const { owner, figures } of rows) sumsOf(found, owner, span).addPacked(figures);
      await insert(seconds, [...found.values()], tx);
    }
  }
  await tx.query(KEEP_SPANS, [seconds, whole]);
  return whole;
}

function sumsOf(found: Map<string, OwnedSums>, owner: number, span: Date): AnalysisSums {
  const key = `${owner} ${span.getTime()}`;
  const { sums } = found.get(key) ?? { sums: new AnalysisSums(STORED) };
  found.set(key, { owner, span, sums });
  return sums;
}

async function insert(seconds: number, all: readonly OwnedSums[], tx: EntityManager): Promise<void> {
  const rows = all.map(({ owner, span, sums }) => ({ owner, span, figures: sums.pack().toString('hex') }));
  if (rows.length > 0) await tx.query(INSERT, [seconds, JSON.stringify(rows)]);
}
