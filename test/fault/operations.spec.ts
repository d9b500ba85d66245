import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { change, makeMarketplace, submit, verdicts } from '../support/marketplace.js';
import { Service } from '../support/service.js';

/** The operations API under faults, on PostgreSQL: behaviour that only a database with several sessions can show. */
describe('The operations API under faults', () => {
  let service: Service;
  let ids: readonly number[];
  beforeAll(async () => {
    service = await Service.start({ on: 'postgres' });
    ({ orderIds: ids } = await makeMarketplace(service, 50));
  });

  const all = (data: object, reversed = false): object[] =>
    [...(reversed ? [...ids].reverse() : ids)].map((id) => change(id, data));
  const failures = (answer: Answer): string[] => verdicts(answer).filter((verdict) => verdict !== '200');

  it('fails the one operation that a constraint no check foresaw refuses, and applies 49 [S1-19, S1-36, S1-38]', async () => {
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
    await eventually('the error is logged', () =>
      service.log.some(({ level, code }) => level === 'error' && code === '23514'),
    );
  });

  it('undoes an atomic batch that meets such a constraint [S1-36]', async () => {
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

  // A sequence keeps what it gave out through a rollback, so it counts how often the update was tried.
  it.each(['40001', '40P01', '55P03'])(
    'tries a batch again that the database broke off with %s [S1-67]',
    async (code) => {
      const [, second = 0] = ids;
      await service.sql('CREATE SEQUENCE tries');
      await service.sql(`
      CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('tries') < 3 THEN RAISE EXCEPTION 'broken off' USING ERRCODE = '${code}'; END IF;
        RETURN NULL;
      END $$`);
      await service.sql(
        'CREATE TRIGGER break_off AFTER UPDATE ON orders FOR EACH STATEMENT EXECUTE FUNCTION break_off()',
      );
      const answer = await submit(service, KEYS.ana, 'order_update', [change(second, { notes: `after ${code}` })]);
      const [row] = await service.sql('SELECT notes, last_value::int AS tries FROM orders, tries WHERE id = $1', [
        second,
      ]);
      await service.sql('DROP TRIGGER break_off ON orders');
      await service.sql('DROP FUNCTION break_off');
      await service.sql('DROP SEQUENCE tries');
      expect(verdicts(answer)).toEqual(['200']);
      expect(row).toEqual({ notes: `after ${code}`, tries: 3 });
    },
  );

  it('a 500 leaves neither a batch nor a change behind, and is logged as an error [S1-17]', async () => {
    const count = () => service.sql('SELECT (SELECT count(*) FROM batches)::int, sum(version)::int FROM orders');
    const before = await count();
    await service.sql(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no more items'; END $$`);
    await service.sql(
      'CREATE TRIGGER refuse BEFORE INSERT ON batch_items FOR EACH STATEMENT EXECUTE FUNCTION refuse()',
    );
    const answer = await service.request('POST', '/api/v1/batch/', {
      key: KEYS.ana,
      body: { operation_type: 'order_update', operations: all({ notes: 'never' }) },
    });
    await service.sql('DROP TRIGGER refuse ON batch_items');
    await service.sql('DROP FUNCTION refuse');
    expect([answer.status, answer.at('error_code')]).toEqual([500, 'INTERNAL_ERROR']);
    expect(answer.text).not.toMatch(/no more items|batch_items|at .*\.js/);
    expect(await count()).toEqual(before);
    await eventually('the error is logged', () =>
      service.log.some(({ level, error }) => level === 'error' && /no more items/.test(String(error))),
    );
  });

  it('lets sixteen clients change the same fifty orders in opposite orders without a failure [S1-20]', async () => {
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
  });

  it('lets batches change the same users in opposite orders [S1-20]', async () => {
    const rename = (key: string, id: number, name: string) =>
      submit(service, key, 'user_update', [change(id, { name }), change(id === 2 ? 4 : 2, { phone: null })]);
    const rounds = Array.from({ length: 20 }, (_, n) =>
      Promise.all([rename(KEYS.admin, 2, `a${n}`), rename(KEYS.admin, 4, `b${n}`)]),
    );
    expect((await Promise.all(rounds)).flat().flatMap(failures)).toEqual([]);
  });
});
