import { KEYS } from '../support/accounts.js';
import { within } from '../support/eventually.js';
import { Service } from '../support/service.js';

const PATH = '/api/v1/batch-process';

describe('A pool of one connection', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ on: 'postgres', env: { DATABASE_POOL_SIZE: '1' } });
  });

  it('never hangs: submissions, replays, dry runs, fall-backs and reads at once all end', async () => {
    const send = (n: number): Promise<unknown> => {
      const items = [
        { id: `one-${n}`, data: {} },
        { id: `one-${n}`, data: {} },
      ];
      const headers = { 'Idempotency-Key': `one-${n % 10}` };
      if (n % 4 === 0) return service.request('POST', PATH, { key: KEYS.ana, body: { items }, headers });
      if (n % 4 === 1) return service.request('POST', `${PATH}?validate_only=true`, { key: KEYS.ana, body: { items } });
      if (n % 4 === 2) return service.request('POST', PATH, { key: KEYS.otto, body: { items, atomic: true } });
      return service.request('GET', '/api/v1/batches?total=true', { key: KEYS.admin });
    };
    const answers = await within('all answers', 100_000, Promise.all(Array.from({ length: 60 }, (_, n) => send(n))));
    const statuses = new Set((answers as { status: number }[]).map(({ status }) => status));
    expect([...statuses].filter((status) => ![200, 409, 422].includes(status))).toEqual([]);
  });
});
