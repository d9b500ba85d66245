import { BATCH_STATUSES, isTerminal } from './batch-status.js';

/** The states of batches that are in no sum. */
export const OPEN = `(${BATCH_STATUSES.filter((status) => !isTerminal(status))
  .map((status) => `'${status}'`)
  .join(', ')})`;

/** How much time of creation is summed up in one row, in seconds. */
export const SPAN_SECONDS = 6 * 3600;
export const SPAN = `interval '${SPAN_SECONDS} seconds'`;

/** Beginning of the span that an instant is in. */
export const spanOf = (at: string): string => `date_bin(${SPAN}, ${at}, '2000-01-01T00:00:00Z')`;

/** What is summed up of a batch `b`, besides when, whose and how often. Durations are whole milliseconds. */
export const SUMMED_COLUMNS = `
  b.id, b.kind, b.status, b.total_count, b.succeeded_count, b.failed_count, b.cancelled_count,
  round(extract(epoch FROM b.completed_at - b.started_at) * 1000)::bigint AS ms`;

/** The columns of `batch_figures` after owner and span. */
export const FIGURE_COLUMNS = [
  ...['kind', 'status', 'batches', 'items', 'succeeded', 'failed', 'cancelled'],
  ...['total_ms', 'durations', 'up_to', 'codes', 'failures'],
] as const;

/**
 * The figures of the batches in `source` by instant, owner, kind and state. What is stored and what is read from the
 * batches themselves come from this one statement. OFFSET keeps the planner, which knows not how few batches there are,
 * from reading the failures of all.
 */
export const sumsOf = (source: string): string => `
  SELECT g.owner_id, g.at, g.kind, g.status, g.batches, g.items, g.succeeded, g.failed, g.cancelled, g.total_ms,
         coalesce(g.durations, '{}') AS durations, coalesce(g.up_to, '{}') AS up_to,
         coalesce(e.codes, '{}') AS codes, coalesce(e.failures, '{}') AS failures
    FROM (SELECT m.owner_id, m.at, m.kind, m.status, sum(m.n)::bigint AS batches, sum(m.items)::bigint AS items,
                 sum(m.succeeded)::bigint AS succeeded, sum(m.failed)::bigint AS failed, sum(m.cancelled)::bigint AS cancelled,
                 coalesce(sum(m.ms * m.n), 0)::bigint AS total_ms,
                 array_agg(m.ms ORDER BY m.ms) FILTER (WHERE m.ms IS NOT NULL) AS durations,
                 array_agg(m.up_to ORDER BY m.ms) FILTER (WHERE m.ms IS NOT NULL) AS up_to
            FROM (SELECT s.owner_id, s.at, s.kind, s.status, s.ms, count(*) AS n, sum(s.total_count) AS items,
                         sum(s.succeeded_count) AS succeeded, sum(s.failed_count) AS failed, sum(s.cancelled_count) AS cancelled,
                         (sum(count(*)) OVER (PARTITION BY s.owner_id, s.at, s.kind, s.status ORDER BY s.ms))::bigint AS up_to
                    FROM ${source} s GROUP BY 1, 2, 3, 4, 5) m
           GROUP BY 1, 2, 3, 4) g
    LEFT JOIN (SELECT c.owner_id, c.at, c.kind, c.status, array_agg(c.code) AS codes, array_agg(c.failures) AS failures
                 FROM (SELECT s.owner_id, s.at, s.kind, s.status, f.code, sum(f.failures)::bigint AS failures
                         FROM ${source} s
                        CROSS JOIN LATERAL (SELECT b.code, b.failures FROM batch_failures b
                                             WHERE b.batch_id = s.id AND b.failures > 0 OFFSET 0) f
                        WHERE s.failed_count > 0 GROUP BY 1, 2, 3, 4, 5) c
                GROUP BY 1, 2, 3, 4) e USING (owner_id, at, kind, status)`;
