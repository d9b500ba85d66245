import { eventually } from '../../support/eventually.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const PATH = '/api/v1/batch-process';
const contact = (n: number) => ({ id: `c-${n}`, data: { name: `Contact ${n}` } });

// On PostgreSQL alone: its statements are looked at while the service runs.
export const contactRows: Part = (own) => {
  const { KEYS } = own;

  describe('rows of the contacts API', () => {
    let service: Service;
    beforeAll(async () => {
      service = await own.begin();
    });
    afterEach(() =>
      service.sql(`
      DROP TRIGGER IF EXISTS see ON contact_analysis;
      DROP TRIGGER IF EXISTS swallow ON contact_analysis;
      DELETE FROM contact_analysis WHERE owner_id = ${own.userId('ana')}`),
    );

    it('inserts a thousand contacts with one INSERT [S0-7]', async () => {
      await service.sql('CREATE TABLE seen (rows integer)');
      await service.sql(`
      CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO seen SELECT count(*) FROM added WHERE owner_id = ${own.userId('ana')} HAVING count(*) > 0;
        RETURN NULL;
      END $$`);
      await service.sql(`
      CREATE TRIGGER see AFTER INSERT ON contact_analysis REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION see()`);
      const items = Array.from({ length: 1000 }, (_, n) => contact(n));
      const answer = await service.request('POST', PATH, { key: KEYS.ana, body: { items } });
      expect(answer.at('successful')).toBe(1000);
      expect(await service.sql('SELECT rows FROM seen')).toEqual([{ rows: 1000 }]);
    });

    it('reports no success and returns results as a list when the database returns no row [S0-10, S0-12]', async () => {
      await service.sql('CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$');
      await service.sql(
        `CREATE TRIGGER swallow BEFORE INSERT ON contact_analysis FOR EACH ROW
           WHEN (NEW.owner_id = ${own.userId('ana')}) EXECUTE FUNCTION swallow()`,
      );
      const answer = await service.request('POST', PATH, { key: KEYS.ana, body: { items: [contact(1), contact(2)] } });
      expect(answer.body).toMatchObject({ total: 2, successful: 0, failed: 2 });
      expect(Array.isArray(answer.at('results'))).toBe(true);
      expect((answer.at('results') as { result: unknown }[]).map(({ result }) => result)).toEqual([null, null]);
    });

    it('logs an error and returns it in the common error format, without a stack [S0-14]', async () => {
      await service.sql('ALTER TABLE batch_items RENAME TO batch_items_away');
      const answer = await service.request('POST', PATH, { key: KEYS.ana, body: { items: [contact(1)] } });
      await service.sql('ALTER TABLE batch_items_away RENAME TO batch_items');
      expect([answer.status, answer.at('error_code')]).toEqual([500, 'INTERNAL_ERROR']);
      expect(answer.text).not.toMatch(/batch_items|SQL|relation|at .*\.js/);
      await eventually('the error is logged', () =>
        service.log.some(({ level, error }) => level === 'error' && /batch_items/.test(String(error))),
      );
      expect(
        await service.sql(`SELECT count(*)::int AS n FROM contact_analysis WHERE owner_id = ${own.userId('ana')}`),
      ).toEqual([{ n: 0 }]);
    });

    it('stores the row in contact_analysis with its columns, extra and priority [S0-5, S0-6, S0-18]', async () => {
      const data = { name: 'Ana', score: 0.87, tags: ['a', 'b'], shoe_size: 44, id: 'not this', priority: 1 };
      const answer = await service.request('POST', PATH, {
        key: KEYS.ana,
        body: { items: [{ id: 'x-1', data, priority: 'high' }] },
      });
      expect(
        await service.sql(
          `SELECT owner_id::int, batch_id, id, priority, name, score, tags, extra FROM contact_analysis WHERE owner_id = ${own.userId('ana')}`,
        ),
      ).toEqual([
        {
          owner_id: own.userId('ana'),
          batch_id: answer.at('batch_id'),
          id: 'x-1',
          priority: 8,
          name: 'Ana',
          score: 0.87,
          tags: ['a', 'b'],
          extra: { shoe_size: 44 },
        },
      ]);
    });
  });
};
