import fc from '../support/seeded-check.js';
import { ITEM_STATUSES, terminalStatus, type ItemStatus } from '../../src/batch/model/status/batch-status.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

/** A statement over the items of two batches, as somebody with psql might send it. */
type Step =
  | { readonly do: 'insert'; readonly batch: number; readonly from: number; readonly statuses: readonly ItemStatus[] }
  | { readonly do: 'update'; readonly from: number; readonly to: number; readonly status: ItemStatus }
  | { readonly do: 'move'; readonly from: number; readonly to: number }
  | { readonly do: 'delete'; readonly from: number; readonly to: number };

const index = fc.integer({ min: 0, max: 30 });
const status = fc.constantFrom(...ITEM_STATUSES);
const range = fc.tuple(index, index).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('insert' as const),
    batch: fc.constantFrom(0, 1),
    from: index,
    statuses: fc.array(status, { minLength: 1, maxLength: 12 }),
  }),
  fc.tuple(range, status).map(([r, s]) => ({ do: 'update' as const, ...r, status: s })),
  range.map((r) => ({ do: 'delete' as const, ...r })),
);

/** What the check constraint demands of a status; failures have one of two codes, by an integer in SQL. */
const outcome = (number: string): string => `
  CASE WHEN s = 'succeeded' THEN '{}'::jsonb END,
  CASE WHEN s IN ('failed', 'cancelled') THEN jsonb_build_object('code', 'CODE_' || (${number}) % 2) END,
  CASE WHEN s IN ('succeeded', 'failed', 'cancelled') THEN clock_timestamp() END`;

const FAILURES = ['CODE_0', 'CODE_1'].map((code) => ({
  stored: `coalesce((SELECT failures FROM batch_failures f WHERE f.batch_id = b.id AND f.code = '${code}'), 0)`,
  counted: `count(*) FILTER (WHERE i.status = 'failed' AND i.error ->> 'code' = '${code}')`,
}));

const COMPARED = `
  SELECT b.id::int, b.status, b.completed_at IS NOT NULL AS "hasEnded", b.revision::int,
         ARRAY[b.total_count, b.pending_count, b.running_count, b.succeeded_count, b.failed_count, b.cancelled_count,
               ${FAILURES.map(({ stored }) => stored).join(', ')}]::int[] AS stored,
         ARRAY[count(i.index), count(*) FILTER (WHERE i.status = 'pending'), count(*) FILTER (WHERE i.status = 'running'),
               count(*) FILTER (WHERE i.status = 'succeeded'), count(*) FILTER (WHERE i.status = 'failed'),
               count(*) FILTER (WHERE i.status = 'cancelled'), ${FAILURES.map(({ counted }) => counted).join(', ')}]::int[] AS counted
    FROM batches b LEFT JOIN batch_items i ON i.batch_id = b.id
   WHERE b.id = ANY($1) GROUP BY b.id ORDER BY b.id`;

interface Compared extends Record<string, unknown> {
  readonly id: number;
  readonly status: string;
  readonly hasEnded: boolean;
  readonly revision: number;
  readonly stored: readonly number[];
  readonly counted: readonly number[];
}

describe('The counters of a batch', () => {
  let database: TestDatabase;
  let next = 0;
  beforeAll(async () => {
    database = await createDatabase();
  });

  const newBatches = async (): Promise<number[]> => {
    next += 1;
    const rows = await database.query<{ id: number }>(
      `INSERT INTO batches (public_id, kind, owner_id, status, options)
       SELECT $1 || n, 'operations', 1, 'processing', '{}' FROM generate_series(1, 2) n RETURNING id::int`,
      [`counters-${next}-`],
    );
    return rows.map(({ id }) => id);
  };

  const perform = async (one: Step, ids: readonly number[]): Promise<void> => {
    if (one.do === 'insert')
      await database.query(
        `INSERT INTO batch_items (batch_id, index, input, status, output, error, ended_at)
         SELECT $1, $2 + n - 1, '{}', s, ${outcome('n')} FROM unnest($3::text[]) WITH ORDINALITY AS t (s, n) ON CONFLICT DO NOTHING`,
        [ids[one.batch], one.from, one.statuses],
      );
    else if (one.do === 'update')
      await database.query(
        `UPDATE batch_items SET (status, output, error, ended_at) = (SELECT s, ${outcome('index + $2')} FROM (VALUES ($4)) AS t (s))
          WHERE batch_id = ANY($1) AND index BETWEEN $2 AND $3 AND (ended_at IS NULL OR $4 IN ('pending', 'running'))`,
        [ids, one.from, one.to, one.status],
      );
    else
      await database.query('DELETE FROM batch_items WHERE batch_id = ANY($1) AND index BETWEEN $2 AND $3', [
        ids,
        one.from,
        one.to,
      ]);
  };

  it('equal GROUP BY after any statements, and so do its terminal status and completed_at [S2-40]', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const ids = await newBatches();
        let before = await database.query<Compared>(COMPARED, [ids]);
        for (const one of steps) {
          await perform(one, ids);
          const after = await database.query<Compared>(COMPARED, [ids]);
          for (const [n, batch] of after.entries()) expectTrue(batch, before[n]);
          before = after;
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('follow items that are deleted, and the status stays as the batch ended, also when others are written', async () => {
    const ids = await newBatches();
    await perform({ do: 'insert', batch: 0, from: 0, statuses: ['failed', 'failed', 'succeeded'] }, ids);
    const states: unknown[] = [];
    for (const index of [0, 1, 2]) {
      await perform({ do: 'delete', from: index, to: index }, ids);
      await database.query(`UPDATE batch_items SET metadata = '{}' WHERE batch_id = $1`, [ids[0]]);
      const [batch] = await database.query<Compared>(COMPARED, [ids]);
      states.push([batch?.status, batch?.hasEnded, batch?.stored.slice(0, 5)]);
    }
    expect(states).toEqual([
      ['partial', true, [2, 0, 0, 1, 1]],
      ['partial', true, [1, 0, 0, 1, 0]],
      ['partial', true, [0, 0, 0, 0, 0]],
    ]);
  });

  it('end a batch with the items that are left when those that had not ended are deleted', async () => {
    const ids = await newBatches();
    await perform({ do: 'insert', batch: 0, from: 0, statuses: ['failed', 'succeeded', 'pending'] }, ids);
    await perform({ do: 'delete', from: 2, to: 2 }, ids);
    const [batch] = await database.query<Compared>(COMPARED, [ids]);
    expect(batch).toMatchObject({ status: 'partial', hasEnded: true });
  });

  it('follow an item that is moved to another batch', async () => {
    const ids = await newBatches();
    await perform({ do: 'insert', batch: 0, from: 0, statuses: ['succeeded', 'pending', 'failed'] }, ids);
    await database.query('UPDATE batch_items SET batch_id = $2 WHERE batch_id = $1 AND index > 0', [ids[0], ids[1]]);
    for (const batch of await database.query<Compared>(COMPARED, [ids])) expectTrue(batch);
  });

  it('are right after parallel statements on one batch [S1-57, S2-40]', async () => {
    const ids = await newBatches();
    await perform({ do: 'insert', batch: 0, from: 0, statuses: Array<ItemStatus>(40).fill('pending') }, ids);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        perform({ do: 'update', from: 2 * n, to: 2 * n + 1, status: n % 2 === 0 ? 'succeeded' : 'failed' }, ids),
      ),
    );
    const [batch] = await database.query<Compared>(COMPARED, [ids]);
    expect(batch).toMatchObject({ status: 'partial', hasEnded: true, stored: [40, 0, 0, 20, 20, 0, 10, 10] });
  });
});

/** `before`: as it was before the statement. */
function expectTrue({ status, hasEnded, revision, stored, counted }: Compared, before?: Compared): void {
  expect(stored).toEqual(counted);
  expect(revision).toBeGreaterThanOrEqual(before?.revision ?? 0);
  const [total = 0, pending = 0, running = 0, succeeded = 0] = stored;
  const hadItems = (before?.stored[0] ?? 0) > 0;
  if (total === 0 && hadItems && before?.hasEnded === false) expect(status).toBe('cancelled');
  if (total === 0) return;
  const isOpen = pending + running > 0;
  expect(hasEnded).toBe(!isOpen);
  if (isOpen) return;
  // A batch that has ended stays as it ended when it loses items, or when nothing happens to it.
  const hasStayed = before?.hasEnded === true && (revision === before.revision || total < (before.stored[0] ?? 0));
  const stays = hasStayed || before?.status === 'cancelled';
  expect(status).toBe(stays ? before.status : terminalStatus(total, succeeded));
}
