import { KEYS } from '../support/accounts.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';
import { Service } from '../support/service.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

describe('Webhooks of an owner whose receivers hang', () => {
  let service: Service;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    // An attempt may take 40 seconds; the test ends before any attempt does.
    service = await Service.start({ on: 'postgres', env: { WEBHOOK_ALLOW: '127.0.0.1', LEASE_SECONDS: '60' } });
    receiver.react = ({ path }) => (path.startsWith('/hang') ? { status: 204, hang: true } : { status: 204 });
    const ids = await Promise.all(Array.from({ length: 10 }, (_, n) => register(`/hang-${n}`, KEYS.ana)));
    for (let round = 0; round < 4; round += 1) await Promise.all(ids.map((id) => test(id, KEYS.ana)));
  }, 120_000);
  afterAll(async () => {
    await receiver.close();
    await expectNoSilence(service);
  });

  const register = async (path: string, key: string): Promise<string> => {
    const answer = await service.request('POST', '/api/v1/webhooks', { key, body: { url: receiver.url(path) } });
    expect(answer.status).toBe(201);
    return String(answer.at('id'));
  };
  const test = async (id: string, key: string): Promise<void> => {
    expect((await service.request('POST', `/api/v1/webhooks/${id}/test`, { key })).status).toBe(202);
  };
  const hanging = () => receiver.received.filter(({ path }) => path.startsWith('/hang'));

  it('do not delay other owners: of 40 attempts eight start, four to one address, and another owner’s message arrives', async () => {
    const id = await register('/bruno', KEYS.bruno);
    await eventually('the first ones hang', () => hanging().length > 0);
    await test(id, KEYS.bruno);
    await receiver.next('the other owner’s message', ({ path }) => path === '/bruno');
    const counts = new Map<string, number>();
    for (const { path } of hanging()) counts.set(path, (counts.get(path) ?? 0) + 1);
    // No attempt has ended, so all that have started run at once.
    expect(hanging().length).toBeLessThanOrEqual(8 * service.workerCount);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(4 * service.workerCount);
  });
});
