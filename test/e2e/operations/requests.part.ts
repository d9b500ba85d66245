import { parse } from 'csv-parse/sync';
import { eventually } from '../../support/eventually.js';
import { change, makeMarketplace, refused, submit, verdicts } from '../../support/marketplace.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const PATH = '/api/v1/batch/';
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export const requests: Part = (own) => {
  const { KEYS } = own;

  describe('Requests and answers of operations', () => {
    let service: Service;
    let ids: readonly number[];
    beforeAll(async () => {
      service = await own.begin();
      // Order 123 is the one in the published example.
      ({ orderIds: ids } = await makeMarketplace(service, 123, KEYS));
    });

    const of = (n: number): number => ids[n] ?? 0;

    it('answers the published request with the published response [S1-1, S1-3, S1-4, S1-29 to S1-34, S1-43]', async () => {
      await submit(service, KEYS.bruno, 'order_update', [change(123, { status: 'confirmed' })]);
      const answer = await service.request('POST', PATH, {
        key: KEYS.bruno,
        raw: `{
        "operation_type": "order_update",
        "operations": [
          { "method": "PATCH", "resource_id": 123, "data": {"status": "completed"} }
        ]
      }`,
        headers: { 'Content-Type': 'application/json' },
      });
      expect(answer.status).toBe(200);
      expect(Number.isSafeInteger(answer.at('batch_id'))).toBe(true);
      expect(answer.body).toEqual({
        batch_id: expect.any(Number) as unknown,
        total_operations: 1,
        results: [
          {
            index: 0,
            status: 200,
            success: true,
            data: { id: 123, status: 'completed', notes: '', price: '149.90', version: 3 },
          },
        ],
        summary: { completed: 1, failed: 0, success_rate: 100, progress: 100 },
        status: 'Concluído',
        created_at: expect.stringMatching(ISO) as unknown,
        completed_at: expect.stringMatching(ISO) as unknown,
      });
      expect(Object.keys(answer.body as object)).toEqual([
        'batch_id',
        'total_operations',
        'results',
        'summary',
        'status',
        'created_at',
        'completed_at',
      ]);
    });

    it('returns success_rate 66.67 for two successes and one failure [S1-34, S1-35, S1-39 to S1-41, S1-44, S1-45, S1-47 to S1-49, S1-64]', async () => {
      const posted = await submit(service, KEYS.bruno, 'order_update', [
        change(of(0), { status: 'confirmed' }),
        change(of(1), { status: 'completed' }),
        change(of(2), { notes: 'soon', price: 12.5 }),
      ]);
      expect(verdicts(posted)).toEqual(['200', '400 VALIDATION_ERROR', '200']);
      expect(posted.at('summary')).toEqual({ completed: 2, failed: 1, success_rate: 66.67, progress: 100 });
      expect(posted.at('results', 1)).toEqual({
        index: 1,
        status: 400,
        success: false,
        error: {
          code: 'VALIDATION_ERROR',
          message: 'data.status: invalid_transition: an order that is pending can go to confirmed or cancelled only.',
          type: 'ValueError',
        },
      });
      const { body } = await service.request('GET', `${PATH}${Number(posted.at('batch_id'))}/`, { key: KEYS.bruno });
      expect(body).toEqual({
        batch_id: posted.at('batch_id'),
        operation_type: 'Atualização de Pedidos',
        status: 'Parcialmente Concluído',
        total_operations: 3,
        completed_operations: 2,
        failed_operations: 1,
        progress: 100,
        success_rate: 66.67,
        duration_seconds: expect.any(Number) as unknown,
        result_data: { 0: posted.at('results', 0, 'data'), 2: posted.at('results', 2, 'data') },
        error_details: { 1: posted.at('results', 1, 'error') },
        status_code: 'partial',
        operation_type_code: 'order_update',
      });
    });

    it.each([
      [
        'fifty-one operations [S1-5]',
        { operation_type: 'order_update', operations: Array(51).fill({}) },
        'BATCH_TOO_LARGE',
      ],
      ['no operation_type [S1-6]', { operations: [{}] }, 'VALIDATION_ERROR'],
      ['no operations [S1-7]', { operation_type: 'order_update', operations: [] }, 'VALIDATION_ERROR'],
      ['operations missing [S1-8]', { operation_type: 'order_update' }, 'VALIDATION_ERROR'],
      ['operations an object [S1-8]', { operation_type: 'order_update', operations: {} }, 'VALIDATION_ERROR'],
      ['an unknown type [S1-15]', { operation_type: 'drop_table', operations: [{}] }, 'VALIDATION_ERROR'],
      ['a type in capitals [S1-15]', { operation_type: 'ORDER_UPDATE', operations: [{}] }, 'VALIDATION_ERROR'],
      ['a list as type [S1-15]', { operation_type: ['order_update'], operations: [{}] }, 'VALIDATION_ERROR'],
      ['an unknown field', { operation_type: 'order_update', operations: [{}], admin: true }, 'VALIDATION_ERROR'],
      ['a list as body', [], 'VALIDATION_ERROR'],
    ])('rejects %s with 400 and stores nothing', async (_case, body, code) => {
      const before = await service.request('GET', `${PATH}history/`, { key: KEYS.ana });
      await refused(service, 'POST', PATH, { key: KEYS.ana, body }, 400, code);
      const after = await service.request('GET', `${PATH}history/`, { key: KEYS.ana });
      expect(after.at('count')).toBe(before.at('count'));
    });

    it('names the operation that is not an object [S1-8]', async () => {
      const body = { operation_type: 'order_update', operations: [change(1, {}), null, 5] };
      const answer = await refused(service, 'POST', PATH, { body }, 400, 'VALIDATION_ERROR');
      expect([answer.at('validation_errors', 0, 'field'), answer.at('validation_errors', 1, 'field')]).toEqual([
        'operations.1',
        'operations.2',
      ]);
    });

    it('lists the known types [S1-10, S1-15]', async () => {
      const body = { operation_type: 'drop_table', operations: [{}] };
      const answer = await refused(service, 'POST', PATH, { body }, 400, 'VALIDATION_ERROR');
      expect(answer.at('validation_errors', 0, 'message')).toContain(
        'order_update, professional_approval, service_update, user_update, bulk_delete, custom',
      );
    });

    it('fails only the malformed operations [S1-9, S1-16]', async () => {
      const answer = await submit(service, KEYS.bruno, 'order_update', [
        ...['123', -1, 0, 1.5, 2 ** 53, 1e30, null, '1 OR 1=1'].map((id) => change(id, { notes: '' })),
        { data: { notes: '' } },
        change(of(3), {}),
        change(of(3), { is_admin: true }),
        change(of(3), { notes: '' }, { method: 'DELETE' }),
        { resource_id: of(3), data: { notes: 'fine' } },
      ]);
      expect(verdicts(answer)).toEqual([
        ...Array<string>(11).fill('400 VALIDATION_ERROR'),
        '405 METHOD_NOT_ALLOWED',
        '200',
      ]);
    });

    it('ends completed, failed or partial, with {} for empty data [S1-48, S1-56, S1-57]', async () => {
      const end = async (...operations: readonly object[]) => {
        const id = Number((await submit(service, KEYS.ana, 'order_update', operations)).at('batch_id'));
        const read = await service.request('GET', `${PATH}${id}/`, { key: KEYS.ana });
        return [read.at('status_code'), read.at('progress'), read.at('result_data'), read.at('error_details')];
      };
      const [good, bad] = [change(of(10), { notes: 'x' }), change(1e9, { notes: 'x' })];
      const filled = expect.objectContaining({}) as unknown;
      expect(await end(good)).toEqual(['completed', 100, { 0: filled }, {}]);
      expect(await end(bad)).toEqual(['failed', 100, {}, { 0: filled }]);
      expect(await end(good, bad)).toEqual(['partial', 100, { 0: filled }, { 1: filled }]);
    });

    it('logs failed operations as a warning, by their codes and without their data [S1-38]', async () => {
      const secret = 'hush-4711';
      const answer = await submit(service, KEYS.ana, 'order_update', [
        change(1e9, { notes: secret }),
        change(of(11), { price: secret }),
      ]);
      const batch_id = String(answer.at('batch_id'));
      const line = await eventually('the failures are logged', () =>
        service.log.find(({ msg, batch_id: id }) => msg === 'operations failed' && String(id) === batch_id),
      );
      expect(line).toMatchObject({ level: 'warn', size: 2, ok: 0, failed: 2 });
      expect(line['codes']).toEqual({ NOT_FOUND: 1, PERMISSION_DENIED: 1 });
      expect(service.output).not.toContain(secret);
    });

    it('exports the results of a batch as CSV and JSON [S1-69]', async () => {
      const answer = await submit(service, KEYS.ana, 'order_update', [
        change(of(12), { notes: 'to export' }, { ref: 'row 2' }),
        change(1e9, { notes: 'nowhere' }),
      ]);
      const path = `/api/v1/batches/${Number(answer.at('batch_id'))}/export`;
      const json = await service.request('GET', `${path}?format=json`, { key: KEYS.ana });
      expect(JSON.parse(json.text)).toMatchObject([
        { index: 0, ref: 'row 2', status: 'succeeded' },
        { index: 1, status: 'failed' },
      ]);
      const csv = (await service.request('GET', `${path}?format=csv`, { key: KEYS.ana })).text;
      const [header, first, second, ...rest] = parse(csv, { bom: true }) as string[][];
      expect(header?.slice(7)).toEqual([
        ...['input.method', 'input.resource_id', 'input.data.notes'],
        ...['output.id', 'output.status', 'output.notes', 'output.price', 'output.version', 'metadata'],
      ]);
      expect(first?.[header?.indexOf('output.notes') ?? -1]).toBe('to export');
      expect(second).toContain('NOT_FOUND');
      expect(rest).toEqual([]);
    });

    it('applies fifty operations on one order in order [S1-5, S1-18, S1-23]', async () => {
      const answer = await submit(
        service,
        KEYS.ana,
        'order_update',
        Array.from({ length: 50 }, (_, n) => change(of(4), { notes: `note ${n}` })),
      );
      expect(answer.at('summary', 'completed')).toBe(50);
      expect(answer.at('results', 49, 'data')).toMatchObject({ notes: 'note 49', version: 51 });
      const { body } = await service.request('GET', `/api/v1/orders/${of(4)}`, { key: KEYS.ana });
      expect(body).toMatchObject({ notes: 'note 49', version: 51 });
    });

    it('returns ref and metadata', async () => {
      const answer = await submit(service, KEYS.ana, 'order_update', [
        change(of(5), { notes: 'x' }, { ref: 'row 2', metadata: { sheet: 1 } }),
        change(1e9, { notes: 'x' }, { ref: 'row 3' }),
      ]);
      expect(answer.at('results', 0)).toMatchObject({ ref: 'row 2', metadata: { sheet: 1 }, success: true });
      expect(answer.at('results', 1)).toMatchObject({ ref: 'row 3', status: 404 });
    });

    it.each([
      ['pt-BR', 'Concluído', 'Atualização de Pedidos'],
      ['en-GB, pt;q=0.1', 'Completed', 'Order update'],
      ['ru', 'Завершено', 'Обновление заказов'],
    ])('answers in the language of Accept-Language %s [S1-42, S1-46]', async (language, status, type) => {
      const headers = { 'Accept-Language': language };
      const body = { operation_type: 'order_update', operations: [change(of(6), { notes: language })] };
      const posted = await service.request('POST', PATH, { key: KEYS.ana, body, headers });
      expect(posted.at('status')).toBe(status);
      const read = await service.request('GET', `${PATH}${Number(posted.at('batch_id'))}`, { key: KEYS.ana, headers });
      expect([read.at('status'), read.at('operation_type')]).toEqual([status, type]);
      expect(read.headers.get('vary')).toContain('Accept-Language');
    });

    it('validates without storing anything', async () => {
      const before = await service.request('GET', `/api/v1/orders/${of(7)}`, { key: KEYS.ana });
      const body = { operation_type: 'order_update', operations: [change(of(7), { notes: 'dry' }), change(1e9, {})] };
      const answer = await service.request('POST', `${PATH}?validate_only=true`, { key: KEYS.ana, body });
      expect(answer.at('batch_id')).toBeNull();
      expect(verdicts(answer)).toEqual(['200', '400 VALIDATION_ERROR']);
      const after = await service.request('GET', `/api/v1/orders/${of(7)}`, { key: KEYS.ana });
      expect(after.body).toEqual(before.body);
    });

    it('rolls back an atomic batch with a failed operation, with 200', async () => {
      const operations = [change(of(8), { notes: 'lost' }), change(1e9, { notes: '' })];
      const answer = await submit(service, KEYS.ana, 'order_update', operations, { atomic: true });
      expect(verdicts(answer)).toEqual(['424 ROLLED_BACK', '404 NOT_FOUND']);
      expect(answer.at('status')).toBe('Falhou');
      const order = await service.request('GET', `/api/v1/orders/${of(8)}`, { key: KEYS.ana });
      expect(order.body).toMatchObject({ notes: '', version: 1 });
    });

    it('replays a response for the same Idempotency-Key', async () => {
      const request = {
        key: KEYS.ana,
        body: { operation_type: 'order_update', operations: [change(of(9), { notes: 'once' })] },
        headers: { 'Idempotency-Key': 'order-9' },
      };
      const first = await service.request('POST', PATH, request);
      const second = await service.request('POST', PATH, request);
      expect(second.text).toBe(first.text);
      expect(second.headers.get('idempotency-replayed')).toBe('true');
    });
  });
};
