import { change, makeMarketplace, refused, submit, verdicts } from '../../support/marketplace.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const PATH = '/api/v1/batch';

export const history: Part = (own) => {
  const { KEYS } = own;

  describe('History, statistics and isolation of operations', () => {
    let service: Service;
    const batches: number[] = [];
    beforeAll(async () => {
      service = await own.begin();
      const { orderIds, serviceId } = await makeMarketplace(service, 3, KEYS);
      for (const [n, id] of orderIds.entries()) {
        const answer = await submit(service, KEYS.ana, 'order_update', [
          change(id, { notes: `${n}` }),
          ...(n === 0 ? [change(1e9, { notes: '' })] : []),
        ]);
        batches.push(Number(answer.at('batch_id')));
      }
      const failing = await submit(service, KEYS.ana, 'service_update', [change(serviceId, { name: 'Mine now' })]);
      expect(verdicts(failing)).toEqual(['403 PERMISSION_DENIED']);
      batches.push(Number(failing.at('batch_id')));
    });

    const history = (query: string, key: string = KEYS.ana) =>
      service.request('GET', `${PATH}/history/${query}`, { key });
    const idsOf = (answer: { at(...path: (string | number)[]): unknown }): unknown[] =>
      (answer.at('results') as { batch_id: number }[]).map(({ batch_id }) => batch_id);

    it('lists the newest first with the published defaults [S1-51, S1-53, S1-55]', async () => {
      const answer = await history('');
      expect(answer.body).toMatchObject({ count: 4, limit: 20, offset: 0 });
      expect(idsOf(answer)).toEqual([...batches].reverse());
      expect(Object.keys(answer.at('results', 0) as object)).toEqual([
        'batch_id',
        'operation_type',
        'status',
        'total_operations',
        'completed_operations',
        'failed_operations',
        'progress',
        'success_rate',
        'duration_seconds',
        'status_code',
        'operation_type_code',
        'created_at',
        'completed_at',
      ]);
    });

    it('pages by limit and offset, and clamps the limit [S1-51]', async () => {
      const page = await history('?limit=2&offset=1');
      expect(page.body).toMatchObject({ count: 4, limit: 2, offset: 1 });
      expect(idsOf(page)).toEqual([...batches].reverse().slice(1, 3));
      expect((await history('?limit=101')).at('limit')).toBe(100);
      expect((await history('?offset=1000')).body).toMatchObject({ count: 4, results: [] });
    });

    it('filters by the codes [S1-52]', async () => {
      expect(idsOf(await history('?status=partial'))).toEqual([batches[0]]);
      expect(idsOf(await history('?operation_type=service_update'))).toEqual([batches[3]]);
      expect((await history('?status=completed&operation_type=order_update')).at('count')).toBe(2);
    });

    it.each([
      'limit=0',
      'limit=-1',
      'limit=abc',
      'limit=1e3',
      'limit=1&limit=2',
      'limit=',
      'offset=-1',
      'offset=99999999999999999999',
      "status=done'--",
      'operation_type[]=x',
      'operation_type=x',
      'order=asc',
    ])('rejects ?%s [S1-55]', async (query) => {
      await refused(service, 'GET', `${PATH}/history?${query}`, { key: KEYS.ana }, 400, 'VALIDATION_ERROR');
    });

    it('responds the same without the trailing slash [S1-1, S1-2]', async () => {
      const [plain, slashed] = await Promise.all([
        service.request('GET', `${PATH}/history`, { key: KEYS.ana }),
        history(''),
      ]);
      expect(plain.body).toEqual(slashed.body);
    });

    it.each(['abc', '-1', '9e99', '0', '1.5', '99999999999999999', 'undefined'])(
      'finds no batch %s [S1-2]',
      async (id) => {
        await refused(service, 'GET', `${PATH}/${id}/`, { key: KEYS.ana }, 404, 'NOT_FOUND');
      },
    );

    it('rejects a NUL in the path [S1-2]', async () => {
      await refused(service, 'GET', `${PATH}/1%00/`, { key: KEYS.ana }, 400, 'VALIDATION_ERROR');
    });

    it('hides batches of other owners like unknown ones [S1-50, S1-54]', async () => {
      const id = batches[0] ?? 0;
      const others = await refused(service, 'GET', `${PATH}/${id}/`, { key: KEYS.otto }, 404, 'NOT_FOUND');
      const unknown = await refused(service, 'GET', `${PATH}/999999/`, { key: KEYS.otto }, 404, 'NOT_FOUND');
      expect(others.at('message')).toBe(unknown.at('message'));
      expect((await history('', KEYS.otto)).body).toMatchObject({ count: 0, results: [] });
      expect((await service.request('GET', `${PATH}/${id}`)).at('batch_id')).toBe(id);
    });

    it('requires a key on every route [S1-61, S1-62]', async () => {
      for (const [method, path] of [
        ['POST', '/'],
        ['GET', '/history/'],
        ['GET', '/1/'],
        ['GET', '/stats/'],
      ] as const)
        await refused(service, method, `${PATH}${path}`, { key: null, body: undefined }, 401, 'UNAUTHORIZED');
      await refused(service, 'POST', `${PATH}/`, { key: KEYS.reader, body: {} }, 403, 'FORBIDDEN');
    });

    it('counts the caller’s batches [S1-60]', async () => {
      const { body } = await service.request('GET', `${PATH}/stats/`, { key: KEYS.ana });
      expect(body).toMatchObject({
        days: 30,
        total_batches: 4,
        batches_by_status: { completed: 2, partial: 1, failed: 1, pending: 0 },
        batches_by_operation_type: { order_update: 3, service_update: 1, custom: 0 },
        total_operations: 5,
        completed_operations: 3,
        failed_operations: 2,
        success_rate: 60,
      });
      const none = await service.request('GET', `${PATH}/stats?days=1`, { key: KEYS.otto });
      expect(none.body).toMatchObject({
        days: 1,
        total_batches: 0,
        average_duration_seconds: null,
        last_batch_at: null,
      });
      await refused(service, 'GET', `${PATH}/stats?days=0`, { key: KEYS.ana }, 400, 'VALIDATION_ERROR');
    });
  });
};
