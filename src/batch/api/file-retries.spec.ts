import type { FastifyRequest } from 'fastify';
import { AuthHook } from '../../accounts/access/auth-hook.js';
import { SharedPlaces } from '../../platform/http/shared-places.js';
import { ItemSpool } from '../files/item-spool.js';
import { FileRetries } from './file-retries.js';
import type { SlowBodies } from './slow-bodies.js';

/** A request with a valid key. */
async function admitted(): Promise<FastifyRequest> {
  let admit: (request: FastifyRequest) => Promise<void> = () => Promise.reject(new Error('There is no hook.'));
  const http = { addHook: (name: string, hook: typeof admit) => (admit = name === 'onRequest' ? hook : admit) };
  const authenticator = {
    identify: () => Promise.resolve({ keyId: 'key', limitKeyId: 'key', scopes: new Set(['admin']) }),
  };
  const limits = { count: () => Promise.resolve(), requireFewFailures: () => undefined };
  const host = { httpAdapter: { getInstance: () => http } };
  new AuthHook(host as never, authenticator as never, limits as never, {} as never, {} as never).onModuleInit();
  const request = {
    routeOptions: { config: { policy: { scope: 'batch:write' } } },
    raw: { headersDistinct: { 'x-api-key': ['key'] } },
  } as unknown as FastifyRequest;
  await admit(request);
  return request;
}

describe('A file of corrections', () => {
  afterEach(() => jest.restoreAllMocks());

  it('gives its place back when there is no room on the disk for it', async () => {
    jest.spyOn(ItemSpool, 'make').mockRejectedValue(Object.assign(new Error('No space.'), { code: 'ENOSPC' }));
    const places = new SharedPlaces('files', 2, 1);
    const retries = new FileRetries({} as never, {} as never, { files: places } as SlowBodies);
    const request = await admitted();
    for (let n = 0; n < 3; n += 1)
      await expect(retries.retry(request, { key: 1, options: {} }, {} as never)).rejects.toMatchObject({
        code: 'ENOSPC',
      });
  });
});
