import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { describeEverywhere, Service } from '../support/service.js';

describeEverywhere('A batch in parts whose process is killed', (on) => {
  it.each([
    ['append.before_commit', 201],
    ['append.after_commit', 200],
  ])('has the part once, whether it is sent again after %s or not', async (point, status) => {
    const service = await Service.start({ on, env: { CRASH_AT: point } });
    const opened = await service.request('POST', '/api/v1/batches/open', {
      key: KEYS.ana,
      body: { kind: 'contact_analysis' },
    });
    const path = `/api/v1/batches/${String(opened.at('id'))}`;
    const part = { key: KEYS.ana, body: { items: ['a', 'b'].map((id) => ({ id: `${id}-${point}`, data: {} })) } };
    await expect(service.request('POST', `${path}/parts/1`, part)).rejects.toThrow();
    await service.exited;
    const again = await service.again({ CRASH_AT: '' });
    const sent = await again.request('POST', `${path}/parts/1`, part);
    expect([sent.status, sent.at('first_index'), sent.at('total')]).toEqual([status, 0, 2]);
    const sealed = await again.request('POST', `${path}/seal`, { key: KEYS.ana, body: { expected_items: 2 } });
    expect(sealed.status).toBe(200);
    const batch = await eventually('the batch has ended', async () => {
      const answer = await again.request('GET', path, { key: KEYS.ana });
      return answer.at('completed_at') === null ? undefined : answer;
    });
    expect(batch.at('counters', 'succeeded')).toBe(2);
    await again.stop();
  });
});
