import { Readable } from 'node:stream';
import type { Accepted } from '../submit/batch-submitter.js';
import { declareKind } from '../model/kinds/declared-kinds.js';
import { AuthHook } from '../../accounts/access/auth-hook.js';
import { FileSubmissions } from './file-submissions.js';

describe('A file that comes again with its Idempotency-Key', () => {
  const EARLIER: Accepted = { batchId: 1, publicId: 'b', createdAt: new Date(0), replayed: true };
  const kind = {
    name: 'notes',
    scopes: { submit: 'batch:write', read: 'batch:read' },
    exportColumns: [],
    schema: { item: { type: 'object', properties: {} } },
    checkOptions: () => ({ value: {} }),
    checkItem: () => {
      throw new Error('A row was checked.');
    },
  };

  it('is answered from the record, before any of its rows is read', async () => {
    declareKind(kind as never);
    const asked: unknown[] = [];
    const submitter = {
      findEarlier: (name: string, _actor: unknown, idempotency: unknown) => {
        asked.push(name, idempotency);
        return Promise.resolve(EARLIER);
      },
    };
    const bodies = {
      files: { take: () => () => undefined },
      requireStill: (actor: unknown) => Promise.resolve(actor),
    };
    const files = new FileSubmissions(
      { find: () => ({ kind }), get: () => ({ kind }) } as never,
      submitter as never,
      undefined as never,
      bodies as never,
    );
    const request = {
      method: 'POST',
      url: '/api/v1/batches',
      routeOptions: { url: '/api/v1/batches', config: { policy: { scope: 'batch:write' } } },
      query: { kind: 'notes' },
      headers: { 'content-type': 'text/csv' },
      raw: { headers: {}, headersDistinct: { 'x-api-key': ['k'], 'idempotency-key': ['k-1'] } },
      isMultipart: () => false,
      body: Readable.from([Buffer.from('a\n"never closed')]),
    };
    await admitted(request);
    expect(await files.submit(request as never, false)).toEqual({ accepted: EARLIER });
    expect(asked).toEqual(['notes', expect.objectContaining({ key: 'k-1', bodyHash: expect.any(Buffer) as unknown })]);
  });
});

/** Makes the request one of a caller who may submit notes. */
async function admitted(request: object): Promise<void> {
  const actor = {
    userId: 1,
    keyId: 'k',
    limitKeyId: 'k',
    role: 'client',
    scopes: new Set(['batch:write']),
  };
  let hook: ((request: object) => Promise<void>) | undefined;
  const addHook = (name: string, added: typeof hook) => (hook = name === 'onRequest' ? added : hook);
  const host = { httpAdapter: { getInstance: () => ({ addHook }) } };
  const authenticator = { identify: () => Promise.resolve(actor) };
  const limits = { requireFewFailures: () => undefined, count: () => Promise.resolve() };
  new AuthHook(
    host as never,
    authenticator as never,
    limits as never,
    undefined as never,
    undefined as never,
  ).onModuleInit();
  await hook?.(request);
}
