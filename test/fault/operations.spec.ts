import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { change, makeMarketplace, submit, verdicts } from '../support/marketplace.js';
import { Service } from '../support/service.js';

/** S1 under faults, on PostgreSQL: what only a database with several sessions can show. */
describe('S1 under faults', () => {
  let service: Service;
  let ids: readonly number[];
  beforeAll(async () => {
    service = await Service.start({ on: 'postgres' });
    ({ orderIds: ids } = await makeMarketplace(service, 50));
  }, 60_000);

  const all = (data: object, reversed = false): object[] =>
    [...(reversed ? [...ids].reverse() : ids)].map((id) => change(id, data));
  const failures = (answer: Answer): string[] => verdicts(answer).filter((verdict) => verdict !== '200');

  it('S1-19 S1-36 fails the one operation that a constraint no check foresaw refuses, and applies 49', async () => {
    const [before] = await service.sql('SELECT sum(version)::int AS versions FROM orders');
    await service.sql(`ALTER TABLE orders ADD CONSTRAINT surprise CHECK (id <> ${ids[20] ?? 0} OR notes <> 'boom')`);
    const answer = await submit(service, KEYS.ana, 'order_update', all({ notes: 'boom' }));
    await service.sql('ALTER TABLE orders DROP CONSTRAINT surprise');
    expect(answer.at('summary')).toEqual({ completed: 49, failed: 1, success_rate: 98, progress: 100 });
    expect(answer.at('results', 20)).toEqual({
      index: 20,
      status: 500,
      success: false,
      error: {
        code: 'INTERNAL_ERROR',
        message: expect.not.stringContaining('surprise') as unknown,
        type: 'InternalError',
      },
    });
    const [row] = await service.sql(
      `SELECT count(*) FILTER (WHERE notes = 'boom')::int AS changed, sum(version)::int AS versions FROM orders`,
    );
    expect(row).toEqual({ changed: 49, versions: Number(before?.['versions']) + 49 });
    expect(service.log.filter(({ level }) => level === 'error').map(({ code }) => code)).toContain('23514');
  });

  it('S1-36 undoes an atomic batch that meets such a constraint', async () => {
    const [before] = await service.sql('SELECT sum(version)::int AS versions FROM orders');
    await service.sql(`ALTER TABLE orders ADD CONSTRAINT surprise CHECK (id <> ${ids[3] ?? 0} OR notes <> 'bang')`);
    const answer = await submit(service, KEYS.ana, 'order_update', all({ notes: 'bang' }), { atomic: true });
    await service.sql('ALTER TABLE orders DROP CONSTRAINT surprise');
    expect(failures(answer)).toHaveLength(50);
    expect(answer.at('results', 3, 'status')).toBe(500);
    expect(answer.at('results', 4, 'status')).toBe(424);
    const [after] = await service.sql('SELECT sum(version)::int AS versions FROM orders');
    expect(after).toEqual(before);
  });

  it('S1-20 lets sixteen clients change the same fifty orders in opposite orders without a failure', async () => {
    const [before] = await service.sql('SELECT sum(version)::int AS versions FROM orders');
    const rounds = 5;
    const clients = Array.from({ length: 16 }, async (_, n) => {
      const answers: Answer[] = [];
      for (let round = 0; round < rounds; round += 1)
        answers.push(await submit(service, KEYS.ana, 'order_update', all({ notes: `${n} ${round}` }, n % 2 === 1)));
      return answers;
    });
    const answers = (await Promise.all(clients)).flat();
    expect(answers.flatMap(failures)).toEqual([]);
    const [after] = await service.sql(
      'SELECT sum(version)::int AS versions, count(DISTINCT notes)::int AS n FROM orders',
    );
    // Every batch was one whole: all fifty orders carry the last one's note, and no change was lost.
    expect(after).toEqual({ versions: Number(before?.['versions']) + 16 * rounds * 50, n: 1 });
    const [stats] = await service.sql('SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()');
    expect(stats).toEqual({ deadlocks: 0 });
  }, 60_000);

  it('S1-20 lets batches change the same users in opposite orders', async () => {
    const rename = (key: string, id: number, name: string) =>
      submit(service, key, 'user_update', [change(id, { name }), change(id === 2 ? 4 : 2, { phone: null })]);
    const rounds = Array.from({ length: 20 }, (_, n) =>
      Promise.all([rename(KEYS.admin, 2, `a${n}`), rename(KEYS.admin, 4, `b${n}`)]),
    );
    expect((await Promise.all(rounds)).flat().flatMap(failures)).toEqual([]);
  }, 60_000);
});
