import { allows, PRIORITIES } from '../model/status/batch-status.js';
import type { Statement } from '../../platform/database/statement.js';
import { CLOCK_MS, IS_OVER } from './lease.js';

/** Batches of each kind and priority that a claim looks at: those that have waited longest. */
const LONGEST_WAITING = 32;
/** Owners whose longest waiting batches a claim looks at besides, when there are more batches than that. */
const OWNERS = 64;
/** Best candidates of which the first is taken that no other worker is claiming at the moment. */
const BEST = 100;

/** SQL condition: a worker may claim the batch. The indexes of open batches have the same one. */
const CLAIMABLE = allows('claim');
const PRIORITY_NAMES = `'{${PRIORITIES.join(',')}}'::text[]`;

/**
 * SQL conditions of the two indexes of open batches without a lease: those that can run, and those with a time to wait
 * for.
 */
const WAITING = `${CLAIMABLE} AND workers = 0 AND wake_at IS NULL`;
const DUE = `${CLAIMABLE} AND workers = 0 AND wake_at <= now()`;
/**
 * Relations of a few batches of kinds `$1` that can run. Each kind and priority is looked at by itself, as the indexes
 * have them: for all at once the whole table was read for a few rows, or every parked batch, however late it is due.
 */
const fewOfEach = (condition: string, order: string, most: string | number): string => `
  (SELECT few.id FROM unnest($1::text[]) k (kind) CROSS JOIN unnest(${PRIORITY_NAMES}) p (priority)
    CROSS JOIN LATERAL (SELECT id FROM batches WHERE kind = k.kind AND priority = p.priority AND ${condition}
                         ORDER BY ${order} LIMIT ${most}) few)`;
const fewWaiting = (most: string | number): string => fewOfEach(WAITING, 'queued_at', most);
const fewDue = (most: string | number): string => fewOfEach(DUE, 'wake_at', most);
/**
 * A relation of batches of kinds `$1` with such a lease `l`. There are only as many leases as workers can hold, and the
 * planner, which does not know that, would read all batches: it gets them as an array, and the rest as a filter.
 */
const leasedWith = (condition: string): string => `
  (SELECT id, has_room FROM (
     SELECT id, has_room, status, kind FROM batches
      WHERE id = ANY (ARRAY(SELECT l.batch_id FROM batch_leases l WHERE ${condition})) OFFSET 0) held
    WHERE ${CLAIMABLE} AND kind = ANY($1))`;

/**
 * Whether a runnable batch of kinds `$1` has no worker, or an expired lease, so that a long-running one must yield
 * after its time slice.
 */
export const OTHERS_WAIT: Statement = {
  name: 'others_wait',
  text: `
    SELECT EXISTS (SELECT FROM ${fewWaiting(1)} waiting)
        OR EXISTS (SELECT FROM ${fewDue(1)} due)
        OR EXISTS (SELECT FROM ${leasedWith(IS_OVER)} abandoned) AS waiting`,
};

/** Up to `$2` batches of kinds `$1` that a worker could claim: those that invite a further one last. */
export const RUNNABLE = `
  (SELECT id FROM ${fewWaiting('$2')} waiting LIMIT $2)
  UNION ALL (SELECT id FROM ${fewDue('$2')} due LIMIT $2)
  UNION ALL (SELECT id FROM ${leasedWith(IS_OVER)} abandoned)
  UNION ALL (SELECT id FROM ${leasedWith('true')} leased WHERE has_room LIMIT $2)
  LIMIT $2`;

/**
 * The kinds, in a form of which the planner never knows the length: only then it sees that a plan for any kinds is as
 * good as one for these, and plans once for a connection instead of 2 ms for each claim.
 */
const KINDS = '(SELECT $1::text[])::text[]';

const COLUMNS = 'id, owner_id, priority, queued_at, wake_at, created_at';
/** A candidate: it has waited for a worker since `since`, unless it has workers and invites a further one. */
const CANDIDATE = 'id, owner_id, priority, greatest(queued_at, wake_at) AS since, false AS joins, created_at';

/**
 * Claims the best runnable batch: by priority (plus one level per 60 s of waiting for a worker, so that `low` is never
 * starved; time until `wake_at` or with a worker does not count), then those that no worker has, then by the number of
 * workers on the owner's batches (fair share), then by age. Checks the state and raises the token in one statement; the
 * lease follows.
 *
 * `$3`: whether the worker has slots to join a batch that others have; it never joins one that it has already.
 *
 * Reads a bounded number of rows however many batches are open, of kinds that this process runs; of an owner's batches
 * of other kinds it reads as many as have waited longer than the first it runs, in OWNERS owners at most. The best
 * level is always among the candidates, because within a kind and priority it is that of the batch that has waited
 * longest. The best share is, unless more owners than OWNERS have batches waiting: then it is the best of a random
 * OWNERS of them. Batches that were parked and are due are not looked at by owner: only those that are due longest. Age
 * is compared among the candidates.
 */
export const CLAIM: Statement = {
  name: 'claim_batch',
  text: `
    WITH RECURSIVE leased AS MATERIALIZED (
      SELECT ${COLUMNS}, kind, status, has_room FROM batches
       WHERE id = ANY (ARRAY(SELECT l.batch_id FROM batch_leases l))),
    owners AS (
      SELECT b.owner_id, count(*) AS running FROM batch_leases l JOIN leased b ON b.id = l.batch_id
       WHERE l.lease_until >= now() GROUP BY b.owner_id),
    left_behind AS (SELECT l.batch_id, max(l.lease_until) AS lease_until FROM batch_leases l WHERE ${IS_OVER} GROUP BY l.batch_id),
    groups AS (SELECT kind, priority FROM unnest(${KINDS}) k (kind), unnest(${PRIORITY_NAMES}) p (priority)),
    waiting AS MATERIALIZED (
      SELECT c.* FROM groups g CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM batches WHERE kind = g.kind AND priority = g.priority AND ${WAITING}
         ORDER BY queued_at, created_at, id LIMIT ${LONGEST_WAITING}) c),
    due AS (
      SELECT c.* FROM groups g CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM batches WHERE kind = g.kind AND priority = g.priority AND ${DUE}
         ORDER BY wake_at, created_at, id LIMIT ${LONGEST_WAITING}) c),
    owner_ids (owner_id, n) AS (
      SELECT floor(random() * (SELECT max(id) FROM users))::bigint, 0
       WHERE (SELECT count(*) FROM waiting) >= ${LONGEST_WAITING}
      UNION ALL
      SELECT coalesce(
               (SELECT b.owner_id FROM batches b WHERE ${WAITING} AND b.owner_id > o.owner_id ORDER BY b.owner_id LIMIT 1),
               (SELECT b.owner_id FROM batches b WHERE ${WAITING} ORDER BY b.owner_id LIMIT 1)), n + 1
        FROM owner_ids o WHERE n < ${OWNERS} AND o.owner_id IS NOT NULL),
    first_of_owners AS (
      SELECT c.* FROM (SELECT DISTINCT owner_id FROM owner_ids WHERE n > 0) o
       CROSS JOIN unnest(${PRIORITY_NAMES}) p (priority)
       CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM batches
         WHERE owner_id = o.owner_id AND priority = p.priority AND ${WAITING} AND kind = ANY (${KINDS})
         ORDER BY queued_at, created_at, id LIMIT 1) c),
    candidates AS (
      SELECT ${CANDIDATE} FROM waiting UNION SELECT ${CANDIDATE} FROM due UNION SELECT ${CANDIDATE} FROM first_of_owners
      UNION
      SELECT id, owner_id, priority, greatest(queued_at, wake_at, l.lease_until), false, created_at
        FROM leased b JOIN left_behind l ON l.batch_id = b.id WHERE ${CLAIMABLE} AND kind = ANY (${KINDS})
      UNION
      SELECT id, owner_id, priority, now(), true, created_at
        FROM leased WHERE $3::boolean AND has_room AND ${CLAIMABLE} AND kind = ANY (${KINDS})),
    ranked AS MATERIALIZED (
      SELECT c.id, array_position(${PRIORITY_NAMES}, c.priority)
               + floor(greatest(0, extract(epoch FROM now() - c.since)) / 60) AS level,
             c.joins, coalesce(o.running, 0) AS running, c.created_at
        FROM candidates c LEFT JOIN owners o ON o.owner_id = c.owner_id
       WHERE NOT EXISTS (SELECT FROM batch_leases l WHERE l.batch_id = c.id AND l.worker_id = $2 AND NOT ${IS_OVER})
       ORDER BY 2 DESC, 3, 4, 5, 1 LIMIT ${BEST}),
    best AS (
      SELECT b.id, b.started_at IS NULL AS is_first, b.workers
        FROM batches b JOIN ranked r ON r.id = b.id
       WHERE ${CLAIMABLE} AND (wake_at IS NULL OR wake_at <= now())
         AND CASE WHEN b.workers = 0 THEN true WHEN r.joins THEN b.has_room
                  ELSE b.id = ANY (ARRAY(SELECT batch_id FROM left_behind)) END
       ORDER BY r.level DESC, r.joins, r.running, r.created_at, r.id
       LIMIT 1 FOR UPDATE OF b SKIP LOCKED)
    UPDATE batches b
       SET status = 'processing', started_at = coalesce(b.started_at, now()),
           processing_since = coalesce(b.processing_since, now()), lease_token = b.lease_token + 1, has_room = false,
           wake_at = NULL, revision = b.revision + 1, updated_at = now()
      FROM best WHERE b.id = best.id
    RETURNING b.id, b.kind, b.owner_id AS "ownerId", b.options, b.is_atomic AS "isAtomic", b.lease_token AS token,
              best.is_first AS "isFirst", best.workers, b.max_concurrent AS "maxConcurrent", ${CLOCK_MS} AS clock,
              EXISTS (SELECT FROM webhook_endpoints e WHERE e.owner_id = b.owner_id AND e.disabled_at IS NULL) AS listens`,
};
