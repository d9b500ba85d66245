import { KEYS } from '../support/accounts.js';
import { Service } from '../support/service.js';

const ORIGIN = 'https://console.example';

describe('Pages of other origins', () => {
  it('may call from the origins of CORS_ORIGINS by every method, and from no other', async () => {
    const service = await Service.start({ on: 'postgres', env: { CORS_ORIGINS: ORIGIN } });
    const ask = (method: string, origin: string, headers: Readonly<Record<string, string>> = {}) =>
      service.request(method, '/api/v1/batches', {
        key: method === 'OPTIONS' ? null : KEYS.ana,
        headers: { Origin: origin, ...headers },
      });
    for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) {
      const wanted = { 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': 'x-api-key' };
      const { status, headers } = await ask('OPTIONS', ORIGIN, wanted);
      expect([status, headers.get('access-control-allow-origin')]).toEqual([204, ORIGIN]);
      expect(headers.get('access-control-allow-methods')).toContain(method);
      expect(headers.get('access-control-allow-headers')).toBe('x-api-key');
    }
    const called = await ask('GET', ORIGIN);
    expect([called.status, called.headers.get('access-control-allow-origin')]).toEqual([200, ORIGIN]);
    for (const header of ['Location', 'Retry-After', 'Idempotency-Replayed', 'Content-Disposition'])
      expect(called.headers.get('access-control-expose-headers')).toContain(header);
    const foreign = await ask('GET', 'https://evil.example');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });
});
