import { CANCELLED_ERROR } from '../../src/batch/model/items/item-sql.js';
import { ClockedEngine, SUBMITTER } from '../support/clocked-engine.js';
import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { Probe, probeDatabase } from '../support/probe.js';

/** A batch whose items all stand like this, the way they are stored after they ended. */
async function store(database: TestDatabase, id: string, items: number, status: 'failed' | 'pending'): Promise<number> {
  const [batch] = await database.query<{ id: string }>(
    `INSERT INTO batches (public_id, kind, owner_id, options, max_concurrent, status, started_at)
     VALUES ($1, 'url_analysis', 1, '{}', 20, CASE WHEN $2 = 'failed' THEN 'processing' ELSE 'paused' END, now()) RETURNING id`,
    [id, status],
  );
  await database.query(
    `INSERT INTO batch_items (batch_id, index, input, status, error, attempts, started_at, ended_at)
     SELECT $1, n, '{}', $3, CASE WHEN $3 = 'failed' THEN '{"code":"HTTP_ERROR","message":"-"}'::jsonb END, 1, now(),
            CASE WHEN $3 = 'failed' THEN now() END FROM generate_series(0, $2::integer - 1) n`,
    [batch?.id, items, status],
  );
  return Number(batch?.id);
}

/**
 * Every commit that changes a batch leaves what others see of it from then on, and whether its counters tell the truth.
 */
const NOTES = `
  CREATE TABLE public.commits (n bigserial, batch_id bigint, status text, total integer, open integer, is_true boolean);
  CREATE FUNCTION public.note_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO public.commits (batch_id, status, total, open, is_true)
    SELECT b.id, b.status, b.total_count, b.pending_count + b.running_count,
           (b.total_count, b.pending_count, b.failed_count, b.cancelled_count) =
             (SELECT count(*)::integer, count(*) FILTER (WHERE i.status = 'pending')::integer,
                     count(*) FILTER (WHERE i.status = 'failed')::integer, count(*) FILTER (WHERE i.status = 'cancelled')::integer
                FROM batch_items i WHERE i.batch_id = b.id)
      FROM batches b WHERE b.id = NEW.id;
    RETURN NULL;
  END $$;
  CREATE CONSTRAINT TRIGGER note_commit AFTER UPDATE ON batches DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION public.note_commit()`;

interface Snapshot {
  readonly status: string;
  readonly total: number;
  readonly open: number;
  readonly isTrue: boolean;
}

/** What others could see of the batch, commit by commit, since it was stored. */
const seenOf = (database: TestDatabase, id: number): Promise<readonly Snapshot[]> =>
  database.query<Snapshot & Record<string, unknown>>(
    'SELECT status, total, open, is_true AS "isTrue" FROM public.commits WHERE batch_id = $1 ORDER BY n',
    [id],
  );

describe('A large batch', () => {
  const ITEMS = 10_000;
  let engine: ClockedEngine;
  beforeAll(async () => {
    engine = await ClockedEngine.open();
    await engine.database.query(NOTES);
  });
  afterAll(() => engine.close());

  it('is opened again in pieces that can be seen, each with true counters', async () => {
    const id = await store(engine.database, 'retry', ITEMS, 'failed');
    await engine.database.query('DELETE FROM public.commits');
    expect(await engine.control.retry(id, {}, SUBMITTER)).toBe(ITEMS);
    const seen = await seenOf(engine.database, id);
    expect(seen.filter(({ isTrue }) => !isTrue)).toEqual([]);
    expect(new Set(seen.map(({ open }) => open)).size).toBeGreaterThan(3);
    const rows = await engine.database.query(
      `SELECT status, pending_count, wake_at, pending_control, (SELECT count(*)::int FROM batch_events WHERE batch_id = b.id) AS events
         FROM batches b WHERE id = $1`,
      [id],
    );
    expect(rows).toEqual([
      { status: 'processing', pending_count: ITEMS, wake_at: null, pending_control: null, events: 1 },
    ]);
  });

  it('is cancelled at once, its items in pieces that can be seen, each with true counters', async () => {
    const id = await store(engine.database, 'cancel', ITEMS, 'pending');
    await engine.database.query('DELETE FROM public.commits');
    await engine.control.cancel(id);
    const seen = await seenOf(engine.database, id);
    expect(seen.filter(({ isTrue }) => !isTrue)).toEqual([]);
    expect(seen.some(({ status, open }) => status === 'cancelled' && open > 0)).toBe(true);
    const rows = await engine.database.query(
      'SELECT status, cancelled_count, pending_control, completed_at IS NOT NULL AS ended FROM batches WHERE id = $1',
      [id],
    );
    expect(rows).toEqual([{ status: 'cancelled', cancelled_count: ITEMS, pending_control: null, ended: true }]);
  });

  it('is deleted in pieces that can be seen, each with true counters', async () => {
    const id = await store(engine.database, 'delete', ITEMS, 'failed');
    await engine.database.query('DELETE FROM public.commits');
    expect(await engine.control.delete(id)).toBe(true);
    const seen = await seenOf(engine.database, id);
    expect(seen.filter(({ isTrue }) => !isTrue)).toEqual([]);
    expect(new Set(seen.map(({ total }) => total)).size).toBeGreaterThan(3);
    expect(await engine.database.query('SELECT FROM batches WHERE id = $1', [id])).toEqual([]);
  });
});

describe('A deletion', () => {
  let engine: ClockedEngine;
  beforeAll(async () => {
    engine = await ClockedEngine.open();
  });
  afterAll(() => engine.close());
  const left = async (): Promise<unknown> => [
    await engine.database.query('SELECT FROM batches'),
    await engine.database.query('SELECT FROM batch_items'),
    await engine.database.query('SELECT FROM batch_search'),
  ];

  it.each([
    ['has begun nothing', null],
    ['went as far as a process of this version told', { do: 'delete', after: 4000 }],
    ['was begun by a process of the version before', { do: 'delete' }],
  ])('goes over gaps between items when it %s', async (_, control) => {
    const id = await store(engine.database, 'gaps', 12_000, 'failed');
    await engine.database.query(
      'DELETE FROM batch_items WHERE batch_id = $1 AND index NOT IN (4500, 4501, 9999, 11999)',
      [id],
    );
    await engine.database.query(
      `INSERT INTO batch_search (batch_id, first_index, last_index, bits)
       SELECT $1, n, n + 999, '\\x00' FROM generate_series(0, 11000, 1000) n`,
      [id],
    );
    if (control !== null)
      await engine.database.query(
        'UPDATE batches SET pending_control = $2, control_since = now(), control_at = now() WHERE id = $1',
        [id, JSON.stringify(control)],
      );
    expect(await engine.control.delete(id)).toBe(true);
    expect(await left()).toEqual([[], [], []]);
  });
});

describe('A retry of few items among many', () => {
  const ITEMS = 25_000;
  let engine: ClockedEngine;
  beforeAll(async () => {
    engine = await ClockedEngine.open();
  });
  afterAll(() => engine.close());

  /** A batch that has ended; `code` is SQL of `n`: the code of a failure, CANCELLED, or NULL for a success. */
  async function ended(name: string, code: string): Promise<number> {
    const [batch] = await engine.database.query<{ id: string }>(
      `INSERT INTO batches (public_id, kind, owner_id, options, status, started_at)
       VALUES ($1, 'url_analysis', 1, '{}', 'processing', now()) RETURNING id`,
      [name],
    );
    await engine.database.query(
      `INSERT INTO batch_items (batch_id, index, input, status, output, error, attempts, started_at, ended_at)
       SELECT $1, n, '{}', CASE WHEN code IS NULL THEN 'succeeded' WHEN code = 'CANCELLED' THEN 'cancelled' ELSE 'failed' END,
              CASE WHEN code IS NULL THEN '{}'::jsonb END,
              CASE WHEN code = 'CANCELLED' THEN ${CANCELLED_ERROR}
                   WHEN code IS NOT NULL THEN jsonb_build_object('code', code, 'message', '-') END, 1, now(), now()
         FROM (SELECT n, ${code} AS code FROM generate_series(0, $2::integer - 1) n) item`,
      [batch?.id, ITEMS],
    );
    return Number(batch?.id);
  }
  const opened = async (id: number): Promise<readonly unknown[]> =>
    (
      await engine.database.query(
        `SELECT index FROM batch_items WHERE batch_id = $1 AND status = 'pending' ORDER BY index`,
        [id],
      )
    ).map(({ index }) => index);
  const from = (first: number, step: number, count: number): number[] =>
    Array.from({ length: count }, (_, n) => first + step * n);

  it('finds them behind pieces in which none is, and changes nothing before', async () => {
    const id = await ended(
      'far',
      `CASE WHEN n = ${ITEMS - 2} THEN 'CANCELLED' WHEN n = ${ITEMS - 1} THEN 'TIMEOUT' END`,
    );
    const notes = async (): Promise<unknown> =>
      (await engine.database.query('SELECT status, revision FROM batches WHERE id = $1', [id]))[0];
    const before = await notes();
    await expect(engine.control.retry(id, { codes: ['DNS_FAILURE'] }, SUBMITTER)).rejects.toThrow(
      'Nothing in the batch',
    );
    expect(await notes()).toEqual(before);
    expect(await engine.control.retry(id, {}, SUBMITTER)).toBe(2);
    expect(await opened(id)).toEqual([ITEMS - 2, ITEMS - 1]);
  });

  it('goes on behind pieces in which none is, until the last', async () => {
    const id = await ended('apart', `CASE WHEN n IN (0, ${ITEMS - 1}) THEN 'CANCELLED' END`);
    expect(await engine.control.retry(id, {}, SUBMITTER)).toBe(2);
    const rows = await engine.database.query(
      `SELECT pending_count, wake_at, pending_control, (SELECT count(*)::int FROM batch_events WHERE batch_id = b.id) AS events
         FROM batches b WHERE id = $1`,
      [id],
    );
    expect(rows).toEqual([{ pending_count: 2, wake_at: null, pending_control: null, events: 1 }]);
  });

  it('finds failures by their codes, in as many pieces as it takes', async () => {
    const codes = `CASE n % 10 WHEN 0 THEN 'TIMEOUT' WHEN 5 THEN 'DNS_FAILURE' WHEN 7 THEN 'INVALID_ROW' END`;
    const id = await ended('coded', `coalesce(CASE WHEN n = 4 THEN 'HTTP_ERROR' END, ${codes})`);
    expect(await engine.control.retry(id, { codes: ['DNS_FAILURE', 'HTTP_ERROR', 'CANCELLED'] }, SUBMITTER)).toBe(
      ITEMS / 10 + 1,
    );
    expect(await opened(id)).toEqual([4, ...from(5, 10, ITEMS / 10)]);
    expect(await engine.control.retry(id, {}, SUBMITTER)).toBe(ITEMS / 10);
    const rest = await engine.database.query(
      `SELECT DISTINCT error ->> 'code' AS code FROM batch_items WHERE batch_id = $1 AND status = 'failed'`,
      [id],
    );
    expect(rest).toEqual([{ code: 'INVALID_ROW' }]);
  });

  it('finds failures that look like items cancelled with their batch', async () => {
    const id = await ended('alike', `CASE WHEN n IN (7, ${ITEMS - 1}) THEN 'TIMEOUT' END`);
    await engine.database.query(`UPDATE batch_items SET error = ${CANCELLED_ERROR} WHERE batch_id = $1 AND index = 7`, [
      id,
    ]);
    expect(await engine.control.retry(id, { statuses: ['failed'] }, SUBMITTER)).toBe(2);
    expect(await opened(id)).toEqual([7, ITEMS - 1]);
  });

  it('takes those that are named, in any order, with what corrects them', async () => {
    const id = await ended('named', `CASE WHEN n % 2 = 0 THEN 'TIMEOUT' END`);
    const indexes = from(ITEMS - 2, -4, 2500);
    const inputs = new Map([[ITEMS - 1, { sleep: 1 }]]);
    expect(await engine.control.retry(id, { indexes, inputs, statuses: ['failed', 'succeeded'] }, SUBMITTER)).toBe(
      2501,
    );
    expect(await opened(id)).toEqual([...indexes.reverse(), ITEMS - 1]);
    const corrected = await engine.database.query(
      `SELECT index FROM batch_items WHERE batch_id = $1 AND input <> '{}'`,
      [id],
    );
    expect(corrected).toEqual([{ index: ITEMS - 1 }]);
  });
});

describe('A process that dies between two pieces', () => {
  const ITEMS = 1500;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await probeDatabase();
  });

  it.each([
    ['retry', 'failed', 'retry.after_piece', 'succeeded'],
    ['cancel', 'pending', 'cancel.after_commit', 'cancelled'],
    ['delete', 'failed', 'delete.after_piece', 'gone'],
  ] as const)('leaves a %s that another one finishes', async (control, before, point, after) => {
    const id = await store(database, `died-${control}`, ITEMS, before);
    const dying = await Probe.start(database, { CRASH_AT: point });
    expect(await dying.control(control, id)).toBe(false);
    expect(await dying.exited).toBe('SIGKILL');
    const [left] = await database.query('SELECT pending_control ->> $2 AS control FROM batches WHERE id = $1', [
      id,
      'do',
    ]);
    expect(left).toEqual({ control });
    await database.query(`UPDATE batches SET control_at = control_at - interval '1 minute' WHERE id = $1`, [id]);
    const other = await Probe.start(database);
    await eventually(
      'all items are as they were asked to be',
      async () =>
        (await database.query('SELECT FROM batch_items WHERE batch_id = $1 AND status <> $2', [id, after])).length ===
        0,
      60_000,
    );
    await other.stop('SIGKILL');
  });
});
