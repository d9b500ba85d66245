import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { Service } from '../support/service.js';

const PATH = '/api/v1/batch-process';

describe('An unforeseen constraint', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ on: 'postgres' });
    await service.sql(`ALTER TABLE contact_analysis ADD CONSTRAINT unforeseen CHECK (name IS DISTINCT FROM 'cursed')`);
  });
  const items = (prefix: string, cursed: number) =>
    Array.from({ length: 50 }, (_, n) => ({ id: `${prefix}-${n}`, data: { name: n === cursed ? 'cursed' : 'fine' } }));

  it('fails one contact of 50 and inserts the other 49, without revealing internals [S0-14]', async () => {
    const answer = await service.request('POST', PATH, { key: KEYS.ana, body: { items: items('c', 17) } });
    expect(answer.body).toMatchObject({ total: 50, successful: 49, failed: 1 });
    expect(answer.at('results', 17)).toMatchObject({ id: 'c-17', status: 'error', result: null });
    expect(answer.text).not.toMatch(/unforeseen|constraint|contact_analysis|SQL/i);
    expect(await service.sql(`SELECT count(*)::int AS n FROM contact_analysis WHERE id LIKE 'c-%'`)).toEqual([
      { n: 49 },
    ]);
    const batch = await service.request('GET', `/api/v1/batches/${String(answer.at('batch_id'))}`, { key: KEYS.ana });
    expect(batch.at('status')).toBe('partial');
    await eventually('the error is logged', () =>
      service.log.some(({ level, msg }) => level === 'error' && /unexpected error/.test(msg)),
    );
  });

  it('undoes an atomic batch whole', async () => {
    const answer = await service.request('POST', PATH, { key: KEYS.ana, body: { items: items('a', 3), atomic: true } });
    expect(answer.status).toBe(409);
    expect(await service.sql(`SELECT count(*)::int AS n FROM contact_analysis WHERE id LIKE 'a-%'`)).toEqual([
      { n: 0 },
    ]);
  });

  it('a dry run finds it too and leaves nothing', async () => {
    const answer = await service.request('POST', `${PATH}?validate_only=true`, {
      key: KEYS.ana,
      body: { items: items('d', 3) },
    });
    expect(answer.body).toMatchObject({ successful: 49, failed: 1 });
    expect(await service.sql(`SELECT count(*)::int AS n FROM contact_analysis WHERE id LIKE 'd-%'`)).toEqual([
      { n: 0 },
    ]);
  });
});
