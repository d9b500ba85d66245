import type { Client } from 'pg';
import { fillSearch, SEARCH_INPUT } from './search-fill.js';

/**
 * Items of the table. The statements were looked at with a million too, which takes two minutes to make: the plans are
 * the same.
 */
export const ITEMS = Number(process.env['PLANS_ITEMS'] ?? 100_000);
export const ENDED_BATCHES = ITEMS / 100;
export const OPEN_BATCHES = 10_000;
/** Open batches that a key may have. */
export const MOST_OF_KEY = 100;
const CONTACTS = 50_000;
const DELIVERIES = 20_000;
/** Leases of the open batches, as many as the places of eight workers. */
const LEASES = 64;

const FILL = `
  INSERT INTO batches (public_id, kind, owner_id, name, status, options, total_count, succeeded_count, failed_count, created_at,
                       started_at, completed_at)
  SELECT 'ended-' || n, 'url_analysis', 1 + n % 5, 'Job ' || n, 'partial', '{}', 100, 99, 1, at, at, at + interval '1 minute'
    FROM (SELECT n, now() - n * interval '1 minute' AS at FROM generate_series(1, ${ENDED_BATCHES}) n) b;
  INSERT INTO batch_items (batch_id, index, ref, input, status, output, error, started_at, ended_at, attempts)
  SELECT b.id, n, 'ref-' || b.id || '-' || n, ${SEARCH_INPUT}, CASE n WHEN 0 THEN 'failed' ELSE 'succeeded' END, CASE WHEN n > 0 THEN '{}'::jsonb END,
         CASE n WHEN 0 THEN '{"code":"TIMEOUT","message":"It took too long."}'::jsonb END, b.started_at, b.completed_at, 1
    FROM batches b, generate_series(0, 99) n;
  INSERT INTO batch_failures SELECT batch_id, 'TIMEOUT', 1 FROM batch_items WHERE index = 0;
  INSERT INTO batches (public_id, kind, owner_id, key_id, limit_key_id, status, options, total_count, pending_count, created_at,
                       queued_at, workers, has_room)
  SELECT 'open-' || n, 'url_analysis', 1 + n % 5, 'key-' || n % ${OPEN_BATCHES / MOST_OF_KEY}, 'key-' || n % ${OPEN_BATCHES / MOST_OF_KEY}, 'pending', '{}', 1, 1, at, at, (n > ${OPEN_BATCHES - LEASES})::integer,
         n > ${OPEN_BATCHES - LEASES}
    FROM (SELECT n, now() - n * interval '1 ms' AS at FROM generate_series(1, ${OPEN_BATCHES}) n) b;
  INSERT INTO batch_leases (batch_id, worker_id, token, lease_until)
  SELECT id, gen_random_uuid(), 1, now() + interval '10 minutes' FROM batches WHERE workers > 0;
  INSERT INTO contact_analysis (owner_id, id, name, email)
  SELECT 1, 'c' || n, 'Contact', 'c' || n || '@example.com' FROM generate_series(1, ${CONTACTS}) n;
  INSERT INTO webhook_endpoints (id, owner_id, url, secret, events)
  SELECT gen_random_uuid(), 1, 'https://example.com/' || n, '', '{}' FROM generate_series(1, 2) n;
  INSERT INTO webhook_deliveries (message_id, endpoint_id, owner_id, event, payload, next_attempt_at)
  SELECT gen_random_uuid(), (SELECT min(id::text)::uuid FROM webhook_endpoints), 1, 'batch.completed', '{}', now() - n * interval '1 s'
    FROM generate_series(1, ${DELIVERIES}) n;
`;

/** A batch of 100,000 items that all have one ref, of which a third failed. */
export const SAME_REF = 80_000_000;
const FILL_SAME_REF = `
  INSERT INTO batches (id, public_id, kind, owner_id, status, options, total_count, succeeded_count, failed_count, created_at, started_at, completed_at)
  OVERRIDING SYSTEM VALUE
  VALUES (${SAME_REF}, 'same-ref', 'url_analysis', 9, 'partial', '{}', 100000, 66666, 33334, now() - interval '8 years', now(), now());
  INSERT INTO batch_items (batch_id, index, ref, input, status, output, error, started_at, ended_at, attempts)
  SELECT ${SAME_REF}, n, 'same', '{"url": "https://same.example.com/"}', CASE n % 3 WHEN 0 THEN 'failed' ELSE 'succeeded' END,
         CASE WHEN n % 3 > 0 THEN '{}'::jsonb END, CASE n % 3 WHEN 0 THEN '{"code":"TIMEOUT","message":"It took too long."}'::jsonb END,
         now(), now(), 1
    FROM generate_series(0, 99999) n;
`;

/** The blocks of a batch of a million items with many words each; it is somebody else's, and older than all. */
export const LARGE_BATCH = 90_000_000;
const FILL_LARGE_BATCH = `
  INSERT INTO batches (id, public_id, kind, owner_id, status, options, total_count, succeeded_count, created_at, started_at, completed_at)
  OVERRIDING SYSTEM VALUE
  VALUES (${LARGE_BATCH}, 'large-words', 'url_analysis', 9, 'completed', '{}', 1000000, 1000000, now() - interval '9 years', now(), now())`;
const FILL_LARGE = `
  INSERT INTO batch_search (batch_id, first_index, last_index, bits)
  SELECT ${LARGE_BATCH}, n, n + 6, decode(repeat('00', 8), 'hex') FROM generate_series(0, 999999, 7) n;
`;

/** Fills the tables of an empty database with a history, as statements meet it after months. */
export async function fillForPlans(client: Client): Promise<void> {
  // Counters as given, without the triggers.
  await client.query('SET session_replication_role = replica');
  for (const fill of [FILL, FILL_LARGE_BATCH, FILL_SAME_REF]) await client.query(fill);
  await client.query('SET session_replication_role = origin');
  await fillSearch(client, 1, ENDED_BATCHES, 100);
  await client.query(FILL_LARGE);
  await client.query('ANALYZE');
}
