import { KEYS } from '../support/accounts.js';
import { describeOnDatabases, Service } from '../support/service.js';

describeOnDatabases('smoke', (on) => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ on });
  });

  it('inserts', async () => {
    const answer = await service.request('POST', '/api/v1/batch-process', {
      key: KEYS.ana,
      body: { items: [{ id: 'a', data: {} }] },
    });
    expect(answer.status).toBe(200);
  });
});
