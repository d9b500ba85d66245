import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { Service } from '../support/service.js';
import { analyses, analysing, S2, start, started, UrlSite } from '../support/url-site.js';

describe('The queue limits', () => {
  let site: UrlSite;
  beforeAll(async () => {
    site = await UrlSite.start();
  });
  afterAll(() => site.close());

  const refusal = ({ status, headers, at }: Answer) => ({
    status,
    code: at('error_code'),
    limit: at('details', 'limit'),
    isTimed: Number(headers.get('retry-after')) >= 1,
  });
  const cancel = (service: Service, id: string) => service.request('POST', `${S2}/cancel/${id}`);

  it('refuse a batch of a key with too many open or paused ones, but not of another key or after one has ended', async () => {
    const service = await Service.start({ on: 'postgres', env: { ...analysing(site), MAX_ACTIVE_BATCHES: '2' } });
    const first = await started(service, [site.url('/hold/a')]);
    await started(service, [site.url('/hold/b')]);
    const urls = [site.url('/hold/c')];
    const expected = { status: 429, code: 'TOO_MANY_ACTIVE_BATCHES', limit: 2, isTimed: true };
    expect(refusal(await start(service, urls))).toEqual(expected);
    expect((await service.request('POST', `/api/v1/batches/${first}/pause`)).status).toBe(200);
    expect(refusal(await start(service, urls))).toEqual(expected);
    expect(refusal(await service.request('POST', `${S2}/start?validate_only=true`, { body: { urls } }))).toEqual(
      expected,
    );
    expect((await start(service, urls, {}, { key: KEYS.ana })).status).toBe(201);
    await cancel(service, first);
    expect((await start(service, urls)).status).toBe(201);
  });

  it('count batches of keys that a key has made as its own, also when their key has ended', async () => {
    const service = await Service.start({ on: 'postgres', env: { ...analysing(site), MAX_ACTIVE_BATCHES: '2' } });
    const scopes = ['batch:read', 'batch:write', 'url:read', 'url:write', 'keys:write'];
    const newKey = (by: string): Promise<Answer> =>
      service.request('POST', '/api/v1/keys', { key: by, body: { name: 'child', scopes } });
    const child = await newKey(KEYS.ana);
    const grandchild = await newKey(String(child.at('key')));
    const startWith = (key: string, path: string): Promise<Answer> =>
      start(service, [site.url(path)], { batch_size: 1 }, { key });
    expect((await startWith(KEYS.ana, '/hold/d')).status).toBe(201);
    expect((await startWith(String(grandchild.at('key')), '/hold/e')).status).toBe(201);
    for (const key of [KEYS.ana, child.at('key'), grandchild.at('key')])
      expect(refusal(await startWith(String(key), '/hold/f'))).toMatchObject({ code: 'TOO_MANY_ACTIVE_BATCHES' });
    await service.request('DELETE', `/api/v1/keys/${String(grandchild.at('id'))}`, { key: KEYS.ana });
    const another = String((await newKey(KEYS.ana)).at('key'));
    expect(refusal(await startWith(another, '/hold/g'))).toMatchObject({ code: 'TOO_MANY_ACTIVE_BATCHES' });
    expect((await startWith(KEYS.otto, '/hold/h')).status).toBe(201);
  });

  it('refuse a batch while too many items wait', async () => {
    const service = await Service.start({ on: 'postgres', env: { ...analysing(site), MAX_QUEUED_ITEMS: '3' } });
    const waiting = ['/hold/1', '/2', '/3', '/4'].map((path) => site.url(path));
    const id = await started(service, waiting, { batch_size: 1 });
    await analyses(service, id, '/hold/1');
    expect(refusal(await start(service, [site.url('/5')], {}, { key: KEYS.ana }))).toEqual({
      status: 503,
      code: 'QUEUE_FULL',
      limit: 3,
      isTimed: true,
    });
    await cancel(service, id);
    expect((await start(service, [site.url('/5')])).status).toBe(201);
  });
});
