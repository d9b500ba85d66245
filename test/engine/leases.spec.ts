import type { Claim } from '../../src/batch/engine/leases.js';
import { ClockedEngine, finish, newWorker } from '../support/clocked-engine.js';
import { LEASE_MS } from '../support/engine-model.js';
import { within } from '../support/eventually.js';

describe('Leases', () => {
  let engine: ClockedEngine;
  beforeAll(async () => {
    engine = await ClockedEngine.open();
  });
  afterAll(() => engine.close());
  beforeEach(() => engine.clear());

  const START = { finished: [], running: 0, exclusive: false, mayPark: true, mayStart: true } as const;
  const lease = (until: string): Promise<unknown> =>
    engine.database.query(`UPDATE batch_leases SET lease_until = ${until}`);
  /** A batch of two items that a worker has begun. */
  async function begun(worker = newWorker()): Promise<Claim> {
    await engine.submit(2, 2, 'normal', 2);
    const claim = await engine.claim(worker);
    if (claim === undefined) throw new Error('Nothing was claimed.');
    await engine.commit(claim, START);
    return claim;
  }
  const recoveries = async () => (await engine.rows()).map(({ items }) => items.map(({ recoveries: count }) => count));
  const tries = async () => (await engine.rows()).map(({ items }) => items.map(({ attempts }) => attempts));
  /** Somebody new takes all that can be taken. */
  async function takeOver(): Promise<void> {
    const survivor = newWorker();
    while ((await engine.claim(survivor)) !== undefined);
  }

  it('charge no attempt when more than half of them run out at once, of several workers', async () => {
    await begun();
    await begun();
    await begun();
    const living = await begun();
    await engine.advance(LEASE_MS - 1);
    await engine.heartbeat(living.lease.worker, [living.batch.id]);
    await engine.advance(2);
    await takeOver();
    expect(await recoveries()).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(await tries()).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
  });

  it('charge the items of one worker that dies', async () => {
    const [dead, one, other] = [await begun(), await begun(), await begun()];
    await engine.advance(LEASE_MS - 1);
    for (const { lease, batch } of [one, other]) await engine.heartbeat(lease.worker, [batch.id]);
    await engine.advance(2);
    await takeOver();
    expect(dead.batch.id).toBe((await engine.rows())[0]?.id);
    expect(await recoveries()).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
    ]);
  });

  it('charge a single worker that dies with all of them', async () => {
    const worker = newWorker();
    await begun(worker);
    await begun(worker);
    await engine.advance(LEASE_MS + 1);
    await takeOver();
    expect(await recoveries()).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('charge after the third time that all workers die together', async () => {
    await begun();
    await begun();
    for (let time = 0; time < 4; time += 1) {
      await engine.advance(LEASE_MS + 1);
      for (const worker of [newWorker(), newWorker()]) {
        const claim = await engine.claim(worker);
        if (claim !== undefined) await engine.commit(claim, START);
      }
    }
    expect(await recoveries()).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('are extended by a heartbeat that waits for no locked row', async () => {
    const worker = newWorker();
    const [busy, idle] = [await begun(worker), await begun(worker)];
    const extended = await engine.database.session(async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT FROM batch_leases WHERE batch_id = $1 FOR NO KEY UPDATE', [busy.batch.id]);
      const beat = engine.heartbeat(worker, [busy.batch.id, idle.batch.id]);
      const answer = await within('the heartbeat', 30_000, beat).catch((error: unknown) => error);
      await client.query('ROLLBACK');
      await beat;
      return answer;
    });
    expect(extended).toEqual(new Map([[idle.batch.id, idle.lease.token]]));
  });

  it('are extended by the commit of their batch', async () => {
    const claim = await begun();
    await engine.advance(LEASE_MS - 1);
    await engine.commit(claim, { ...START, running: 2, extendMs: LEASE_MS });
    await engine.advance(LEASE_MS - 1);
    expect(await engine.claim(newWorker())).toBeUndefined();
  });

  it('that ran out count as waiting: a long batch makes room for them', async () => {
    await begun();
    expect(await engine.othersWait()).toBe(false);
    await engine.advance(LEASE_MS + 1);
    expect(await engine.othersWait()).toBe(true);
  });

  it('of a process with a longer LEASE_SECONDS are its own, unless the clock of the database was set back', async () => {
    const { batch } = await begun();
    await lease(`now() + interval '600 seconds'`);
    expect(await engine.claim(newWorker())).toBeUndefined();
    await lease(`now() + interval '1 hour'`);
    expect((await engine.claim(newWorker()))?.batch.id).toBe(batch.id);
  });

  it('do not make a batch older: one that slept until its parked item does not go before an urgent one', async () => {
    await begun();
    await engine.database.query('DELETE FROM batch_leases');
    await engine.database.query(`UPDATE batches SET wake_at = now() + interval '1 hour'`);
    await engine.advance(3_600_001);
    const urgent = await engine.submit(2, 1, 'urgent', 1);
    expect((await engine.claim(newWorker()))?.batch.id).toBe(urgent);
  });

  it('do not make a batch older: one whose worker died after an hour does not go before an urgent one', async () => {
    await begun();
    await lease(`now() + interval '1 hour'`);
    await engine.advance(3_600_001);
    const urgent = await engine.submit(2, 1, 'urgent', 1);
    expect((await engine.claim(newWorker()))?.batch.id).toBe(urgent);
  });

  it('go by level, share and age among more batches than a claim looks at', async () => {
    const insert = (name: string, priority: string, count: number, wait: string): Promise<{ readonly id: number }[]> =>
      engine.database.query(
        `INSERT INTO batches (public_id, kind, owner_id, priority, options, created_at, queued_at)
         SELECT $1 || n, 'url_analysis', 2, $2, '{}', at, at
           FROM (SELECT n, now() - $4::interval + n * interval '10 ms' AS at FROM generate_series(1, $3::integer) n) b
         RETURNING id::integer`,
        [name, priority, count, wait],
      );
    const [oldest, second] = await insert('many', 'normal', 500, '30 s');
    const [aged] = await insert('aged', 'low', 1, '5 minutes');
    const other = await engine.submit(3, 1, 'normal', 1);
    const urgent = await engine.submit(2, 1, 'urgent', 1);
    const claimed: unknown[] = [];
    for (let n = 0; n < 5; n += 1) claimed.push((await engine.claim(newWorker()))?.batch.id);
    expect(claimed).toEqual([aged?.id, urgent, other, oldest?.id, second?.id]);
  });

  /** A batch that allows `atOnce`, on which a worker with as many slots has begun; it invites further workers. */
  async function large(items: number, atOnce: number, slots: number): Promise<Claim> {
    await engine.submit(2, items, 'normal', atOnce);
    const claim = await engine.claim(newWorker());
    if (claim === undefined) throw new Error('Nothing was claimed.');
    await engine.commit(claim, { ...START, slots });
    return claim;
  }
  const joined = async (slots: number): Promise<Claim> => {
    const claim = await engine.claim(newWorker());
    if (claim?.joins !== true) throw new Error('Nothing was joined.');
    await engine.commit(claim, { ...START, slots });
    return claim;
  };
  const indexesOf = async (claim: Claim) =>
    (await engine.rows())[0]?.leases.find(({ token }) => token === claim.lease.token)?.running;
  const counters = async () => (await engine.rows())[0]?.counters;

  it('of one batch go to several workers, each with the items that its slots allow, and to no more than may run', async () => {
    const first = await large(20, 5, 2);
    const second = await joined(2);
    const third = await joined(2);
    expect([await indexesOf(first), await indexesOf(second), await indexesOf(third)]).toEqual([[0, 1], [2, 3], [4]]);
    expect(await engine.claim(newWorker())).toBeUndefined();
    const done = [finish(0, 'succeeded', 1), finish(1, 'succeeded', 1)];
    await engine.commit(first, { ...START, finished: done, slots: 9 });
    expect(await indexesOf(first)).toEqual([5, 6]);
    expect(await counters()).toEqual([20, 13, 5, 2, 0, 0]);
  });

  it('are joined by a worker with free slots only, and by none twice', async () => {
    const first = await large(20, 10, 2);
    expect(await engine.claim(newWorker(), false)).toBeUndefined();
    expect(await engine.claim(first.lease.worker)).toBeUndefined();
    expect((await engine.claim(newWorker()))?.batch.id).toBe(first.batch.id);
  });

  it('are joined after batches of their level that nobody has, and before lower ones', async () => {
    const first = await large(20, 10, 2);
    const [low, normal] = [await engine.submit(3, 1, 'low', 1), await engine.submit(3, 1, 'normal', 1)];
    const claimed: unknown[] = [];
    for (let n = 0; n < 3; n += 1) claimed.push((await engine.claim(newWorker()))?.batch.id);
    expect(claimed).toEqual([normal, first.batch.id, low]);
  });

  it('give back what a dead worker ran, and nothing of the others, and charge its items alone', async () => {
    const first = await large(6, 6, 2);
    const dead = await joined(2);
    const third = await joined(2);
    await engine.advance(LEASE_MS - 1);
    for (const { lease: own, batch } of [first, third]) await engine.heartbeat(own.worker, [batch.id]);
    await engine.advance(2);
    await engine.takeOver(first);
    expect(await recoveries()).toEqual([[0, 0, 1, 1, 0, 0]]);
    expect(await counters()).toEqual([6, 2, 4, 0, 0, 0]);
    expect(await engine.commit(dead, { ...START, finished: [finish(2, 'succeeded', 1)] })).toBeUndefined();
    expect(await indexesOf(third)).toEqual([4, 5]);
  });

  it('record no result of an item that they do not run', async () => {
    const first = await large(4, 4, 2);
    await joined(2);
    const done = [finish(2, 'succeeded', 1), finish(0, 'succeeded', 1)];
    await engine.commit(first, { ...START, finished: done, running: 1, slots: 0 });
    expect((await engine.rows())[0]?.items.map(({ status }) => status)).toEqual([
      'succeeded',
      'running',
      'running',
      'running',
    ]);
  });

  it('end without a time to wake up at when nothing has one, and with that of an item that is parked', async () => {
    const paused = await begun();
    await engine.control.pause(paused.batch.id);
    const returned = [finish(0, 'CONNECT_TIMEOUT', 1), finish(1, 'succeeded', 1)];
    expect((await engine.commit(paused, { ...START, finished: returned }))?.released?.wakeMs).toBeGreaterThan(0);
    await engine.submit(2, 2, 'normal', 1);
    const other = await engine.claim(newWorker());
    if (other === undefined) throw new Error('Nothing was claimed.');
    await engine.commit(other, START);
    await engine.control.pause(other.batch.id);
    const done = [finish(0, 'succeeded', 1)];
    expect((await engine.commit(other, { ...START, finished: done }))?.released).toEqual({ wakeMs: null });
  });

  it('all go with a cancel, and no result counts after it', async () => {
    const first = await large(4, 4, 2);
    const second = await joined(2);
    await engine.control.cancel(first.batch.id);
    for (const claim of [first, second])
      expect(await engine.commit(claim, { ...START, finished: [finish(0, 'succeeded', 1)] })).toBeUndefined();
    expect((await engine.rows())[0]).toMatchObject({ workers: 0, counters: [4, 0, 0, 0, 0, 4] });
  });

  it('are counted in the batch, whoever removes one', async () => {
    const first = await large(4, 4, 2);
    const second = await joined(1);
    await engine.database.query('DELETE FROM batch_leases WHERE token = $1', [first.lease.token]);
    expect((await engine.rows())[0]).toMatchObject({ workers: 1, counters: [4, 1, 3, 0, 0, 0] });
    await engine.database.query('DELETE FROM batch_leases WHERE token = $1', [second.lease.token]);
    const next = await engine.claim(newWorker());
    expect(next?.batch.id).toBe(first.batch.id);
    expect(await counters()).toEqual([4, 4, 0, 0, 0, 0]);
  });
});
