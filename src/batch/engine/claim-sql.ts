import { allows, PRIORITIES } from '../model/batch-status.js';
import type { Statement } from '../../platform/database/statement.js';
import { IS_FREE, MASS_EXPIRIES } from './lease.js';

/** Batches of each kind and priority that a claim looks at: those that have waited longest. */
const LONGEST_WAITING = 32;
/** Owners whose longest waiting batches a claim looks at besides, when there are more batches than that. */
const OWNERS = 64;
/** Best candidates of which the first is taken that no other worker is claiming at the moment. */
const BEST = 100;

/** SQL condition: a worker may claim the batch. The indexes of open batches have the same one. */
const OPEN = allows('claim');
const PRIORITY_NAMES = `'{${PRIORITIES.join(',')}}'::text[]`;

/** SQL conditions of the two indexes of open batches without a lease: those that can run, and those with a time to wait for. */
export const WAITING = `${OPEN} AND lease_owner IS NULL AND wake_at IS NULL`;
export const DUE = `${OPEN} AND lease_owner IS NULL AND wake_at <= now()`;
/** SQL condition: a batch whose worker has lost it. There are only as many leases as workers can hold. */
export const ABANDONED = `${OPEN} AND lease_owner IS NOT NULL AND ${IS_FREE} AND (wake_at IS NULL OR wake_at <= now())`;

/**
 * The kinds, in a form of which the planner never knows the length: only then it sees that a plan for any kinds is as good as one
 * for these, and plans once for a connection instead of 2 ms for each claim.
 */
const KINDS = '(SELECT $1::text[])::text[]';

const COLUMNS = 'id, owner_id, priority, queued_at, wake_at, lease_until, created_at';

/**
 * Claims the best runnable batch: by priority (plus one level per 60 s of waiting for a worker, so that `low` is never
 * starved; time until `wake_at` or with a worker does not count), then by the number of the owner's running batches
 * (fair share), then by age. Checks state and lease and raises the token in one statement.
 *
 * `$4`: milliseconds since the database went away, as this worker saw it, else 0. A lease that has run out since then was
 * caught by the outage, and the running items of its worker do not count as crashed.
 *
 * Reads a bounded number of rows however many batches are open, of kinds that this process runs; of an owner's batches of other
 * kinds it reads as many as have waited longer than the first it runs, in OWNERS owners at most. The best level is always among the candidates, because within
 * a kind and priority it is that of the batch that has waited longest. The best share is, unless more owners than OWNERS have
 * batches waiting: then it is the best of a random OWNERS of them. Batches that
 * were parked and are due are not looked at by owner: only those that are due longest. Age is compared among the candidates.
 */
export const CLAIM: Statement = {
  name: 'claim_batch',
  text: `
    WITH RECURSIVE leases AS MATERIALIZED (
      SELECT ${COLUMNS}, kind, status, lease_owner, lease_until < now() AS is_over FROM batches
       WHERE lease_owner IS NOT NULL),
    owners AS (SELECT owner_id, count(*) AS running FROM leases WHERE NOT is_over GROUP BY owner_id),
    expiry AS (
      SELECT count(*) FILTER (WHERE is_over) * 2 > count(*) AND count(DISTINCT lease_owner) FILTER (WHERE is_over) > 1 AS is_mass
        FROM leases),
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
      SELECT * FROM waiting UNION SELECT * FROM due UNION SELECT * FROM first_of_owners
      UNION SELECT ${COLUMNS} FROM leases WHERE ${ABANDONED} AND kind = ANY (${KINDS})),
    ranked AS MATERIALIZED (
      SELECT c.id, array_position(${PRIORITY_NAMES}, c.priority)
               + floor(greatest(0, extract(epoch FROM now() - greatest(c.queued_at, c.wake_at, c.lease_until))) / 60) AS level,
             coalesce(o.running, 0) AS running, c.created_at
        FROM candidates c LEFT JOIN owners o ON o.owner_id = c.owner_id
       ORDER BY 2 DESC, 3, 4, 1 LIMIT ${BEST}),
    best AS (
      SELECT b.id, b.started_at IS NULL AS is_first,
             b.lease_until < now() AND b.mass_expiries < ${MASS_EXPIRIES} AND (SELECT is_mass FROM expiry) AS is_mass,
             b.lease_until < now() AND b.mass_expiries < ${MASS_EXPIRIES}
               AND b.lease_until > now() - $4::float8 * interval '1 millisecond' AS is_caught
        FROM batches b JOIN ranked r ON r.id = b.id
       WHERE ${OPEN} AND ${IS_FREE} AND (wake_at IS NULL OR wake_at <= now())
       ORDER BY r.level DESC, r.running, r.created_at, r.id
       LIMIT 1 FOR UPDATE OF b SKIP LOCKED)
    UPDATE batches b
       SET status = 'processing', started_at = coalesce(b.started_at, now()),
           processing_since = coalesce(b.processing_since, now()),
           lease_owner = $2, lease_until = now() + $3 * interval '1 millisecond', lease_token = b.lease_token + 1,
           mass_expiries = b.mass_expiries + coalesce(best.is_mass OR best.is_caught, false)::integer,
           wake_at = NULL, revision = b.revision + 1, updated_at = now()
      FROM best WHERE b.id = best.id
    RETURNING b.id, b.kind, b.owner_id AS "ownerId", b.options, b.is_atomic AS "isAtomic", b.lease_token AS token,
              best.is_first AS "isFirst", coalesce(best.is_mass, false) AS "isMassExpiry",
              coalesce(best.is_mass OR best.is_caught, false) AS "isExcused", b.max_concurrent AS "maxConcurrent",
              EXISTS (SELECT FROM webhook_endpoints e WHERE e.owner_id = b.owner_id AND e.disabled_at IS NULL) AS listens`,
};
