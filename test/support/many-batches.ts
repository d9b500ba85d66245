import { type AccountName, userId } from './accounts.js';
import type { Answer } from './client.js';
import { eventually } from './eventually.js';
import type { Sql } from './offline-sql.js';
import type { Service } from './service.js';

/**
 * The statements that make so many batches `<prefix>-1`, `<prefix>-2` … by name, each with one item: paused ones that
 * wait, or such as have failed. Their items are contacts without a name and an address that anything knows.
 */
export function insertBatches(owner: AccountName, prefix: string, count: number, status: 'paused' | 'failed'): Sql {
  return {
    text: `WITH b AS (
             INSERT INTO batches (public_id, kind, owner_id, name, status, options, started_at)
             SELECT gen_random_uuid()::text, 'contact_analysis', $1, $2 || '-' || n, CASE WHEN $4 = 'failed' THEN 'processing' ELSE $4 END,
                    '{"strict":false}', now()
               FROM generate_series(1, $3::integer) n RETURNING id, name)
           INSERT INTO batch_items (batch_id, index, input, status, error, attempts, ended_at)
           SELECT b.id, 0, json_build_object('id', b.name, 'data', json_build_object('note', 'n'), 'priority', 5),
                  CASE WHEN $4 = 'failed' THEN 'failed' ELSE 'pending' END,
                  CASE WHEN $4 = 'failed' THEN '{"code":"TIMEOUT","message":"It took too long."}'::jsonb END, 1,
                  CASE WHEN $4 = 'failed' THEN now() END FROM b`,
    values: [userId(owner), prefix, count, status],
  };
}

/** The statement that makes one batch that has ended, with so many items; answers its id. */
export function insertLongBatch(owner: AccountName, name: string, count: number): Sql {
  return {
    text: `WITH b AS (
             INSERT INTO batches (public_id, kind, owner_id, name, status, options, started_at)
             VALUES (gen_random_uuid()::text, 'contact_analysis', $1, $2, 'processing', '{"strict":false}', now())
             RETURNING id, public_id),
           items AS (
             INSERT INTO batch_items (batch_id, index, ref, input, status, output, attempts, started_at, ended_at)
             SELECT b.id, n, 'row ' || n, json_build_object('id', 'i-' || n, 'data', json_build_object('note', 'n')),
                    'succeeded', '{"id":1}', 1, now(), now()
               FROM b, generate_series(0, $3::integer - 1) n)
           SELECT public_id AS id FROM b`,
    values: [userId(owner), name, count],
  };
}

/** Waits until an action on batches has ended, and answers it. */
export function endedAction(service: Service, id: unknown, key: string): Promise<Answer> {
  return eventually('the action has ended', async () => {
    const answer = await service.request('GET', `/api/v1/batches/actions/${String(id)}`, { key });
    return answer.at('ended_at') === null ? undefined : answer;
  });
}
