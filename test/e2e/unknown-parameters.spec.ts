import { KEYS } from '../support/accounts.js';
import { type ApiDocument, operationsOf, type PlacedOperation } from '../support/api-document.js';
import type { Answer } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { Service } from '../support/service.js';

const BATCHES = '/api/v1/batches';
/** No batch and no action has this id. */
const UNKNOWN = '019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11';
const CSV = { 'Content-Type': 'text/csv' };
/** A file that corrects the failed item of the batch below. */
const CORRECTION = '_index,id\n1,c-2\n';

describe('A parameter of the query that a request which changes batches does not have', () => {
  let service: Service;
  let changing: readonly PlacedOperation[];
  let failed: string;

  beforeAll(async () => {
    service = await Service.start({ on: 'postgres' });
    const document = (await service.request('GET', '/docs-json', { key: null })).body as ApiDocument;
    changing = operationsOf(document).filter(
      ({ method, path }) => `${path}/`.startsWith(`${BATCHES}/`) && /^(?:POST|PUT|PATCH|DELETE)$/.test(method),
    );
    const item = { id: 'c-1', data: { name: 'Ana', email: 'ana@example.com' } };
    const body = { kind: 'contact_analysis', items: [item, item] };
    const made = await service.request('POST', BATCHES, { key: KEYS.ana, body });
    failed = made.headers.get('Location') ?? '';
    await eventually('the batch ends', async () => (await get(failed)).at('completed_at') !== null);
  });

  const get = (path: string): Promise<Answer> => service.request('GET', path, { key: KEYS.ana });
  const sendFile = (method: string, path: string): Promise<Answer> =>
    service.request(method, path, { key: KEYS.ana, raw: CORRECTION, headers: CSV });
  const refused = ({ status, at }: Answer): unknown => {
    const faults = at('validation_errors') as readonly Readonly<Record<string, unknown>>[] | undefined;
    return [status, faults?.filter(({ error_type: type }) => type === 'unknown_field').map(({ field }) => field)];
  };

  it('is refused by every route, before it looks for what the request is about', async () => {
    const answers: Record<string, unknown> = {};
    for (const { operationId, method, path, requestBody } of changing) {
      const body = requestBody?.content['application/json']?.example;
      const route = path.replace('{part}', '1').replace('{id}', UNKNOWN);
      answers[operationId] = refused(await service.request(method, `${route}?dry_run=true`, { body }));
    }
    expect(Object.keys(answers)).toEqual(expect.arrayContaining(['submitBatch', 'startBatchAction', 'deleteBatch']));
    expect(answers).toEqual(Object.fromEntries(Object.keys(answers).map((name) => [name, [422, ['dry_run']]])));
  });

  it('is refused with a file by every route that takes one', async () => {
    const before = (await get(failed)).body;
    const answers: Record<string, unknown> = {};
    for (const { operationId, method, path, requestBody } of changing) {
      if (requestBody?.content['text/csv'] === undefined) continue;
      const route = path.replace('{part}', '1').replace(`${BATCHES}/{id}`, failed);
      answers[operationId] = refused(await sendFile(method, `${route}?dry_run=true`));
    }
    const all = [422, ['dry_run']];
    expect(answers).toEqual({ submitBatch: all, appendPart: all, retryBatch: all });
    expect((await get(failed)).body).toEqual(before);
  });

  it('is refused by a retry with a file, which is no dry run with validate_only', async () => {
    const before = (await get(failed)).body;
    const answer = await sendFile('POST', `${failed}/retry?validate_only=true`);
    expect(refused(answer)).toEqual([422, ['validate_only']]);
    expect((await get(failed)).body).toEqual(before);
    expect((await sendFile('POST', `${failed}/retry`)).at('retried')).toBe(1);
  });

  it('is refused where many batches were to be deleted', async () => {
    const body = { action: 'delete', filter: { kind: 'contact_analysis' } };
    const answer = await service.request('POST', `${BATCHES}/actions?dry_run=true`, { body });
    expect(refused(answer)).toEqual([422, ['dry_run']]);
    expect((await service.request('GET', `${BATCHES}/actions`)).at('results')).toEqual([]);
    expect((await get(failed)).status).toBe(200);
  });
});
