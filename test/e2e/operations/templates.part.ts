import { makeMarketplace, refused, verdicts } from '../../support/marketplace.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const PATH = '/api/v1/batch/templates/';

export const templates: Part = (own) => {
  const { KEYS } = own;

  describe('Templates of operations', () => {
    let service: Service;
    let ids: readonly number[];
    beforeAll(async () => {
      service = await own.begin();
      ({ orderIds: ids } = await makeMarketplace(service, 4, KEYS));
    });

    const apply = (template: string, resource_ids: readonly unknown[], key: string = KEYS.bruno, headers = {}) =>
      service.request('POST', PATH, { key, body: { template, resource_ids }, headers });

    it('lists the templates [S1-68]', async () => {
      const answer = await service.request('GET', PATH, { key: KEYS.ana });
      expect(answer.at('results', 0)).toEqual({
        name: 'confirm_orders',
        description: 'Confirm pending orders.',
        operation_type: 'order_update',
        method: 'PATCH',
        data: { status: 'confirmed' },
      });
    });

    it('applies a template to rows in order, each checked separately [S1-68]', async () => {
      const answer = await apply('confirm_orders', [ids[0], 1e9, 'x', ids[1], ids[0]]);
      expect(answer.status).toBe(200);
      expect(verdicts(answer)).toEqual(['200', '404 NOT_FOUND', '400 VALIDATION_ERROR', '200', '200']);
      expect(answer.at('results', 3, 'data')).toMatchObject({ id: ids[1], status: 'confirmed' });
      const batch = await service.request('GET', `/api/v1/batch/${Number(answer.at('batch_id'))}/`, {
        key: KEYS.bruno,
      });
      expect(batch.body).toMatchObject({ operation_type_code: 'order_update', status_code: 'partial' });
    });

    it('grants no additional rights [S1-68]', async () => {
      expect(verdicts(await apply('approve_professionals', [1], KEYS.ana))).toEqual(['403 PERMISSION_DENIED']);
      const body = { template: 'delete_orders', resource_ids: [ids[2]] };
      await refused(service, 'POST', PATH, { key: KEYS.reader, body }, 403, 'FORBIDDEN');
      expect(verdicts(await apply('delete_orders', [ids[2]], KEYS.sofia))).toEqual(['200']);
    });

    it.each([
      [{ template: 'pay_everybody', resource_ids: [1] }, 'VALIDATION_ERROR'],
      [{ resource_ids: [1] }, 'VALIDATION_ERROR'],
      [{ template: 'confirm_orders', resource_ids: [] }, 'VALIDATION_ERROR'],
      [{ template: 'confirm_orders', resource_ids: [1], data: {} }, 'VALIDATION_ERROR'],
      [{ template: 'constructor', resource_ids: [1] }, 'VALIDATION_ERROR'],
      [{ template: 'confirm_orders', resource_ids: Array(51).fill(1) }, 'BATCH_TOO_LARGE'],
    ])('rejects %j [S1-68]', async (body, code) => {
      await refused(service, 'POST', PATH, { key: KEYS.bruno, body }, 400, code);
    });

    it('replays the same template, and rejects another with the same key [S1-68]', async () => {
      const headers = { 'Idempotency-Key': 'template-1' };
      const first = await apply('confirm_orders', [ids[3]], KEYS.bruno, headers);
      expect((await apply('confirm_orders', [ids[3]], KEYS.bruno, headers)).text).toBe(first.text);
      expect((await apply('cancel_orders', [ids[3]], KEYS.bruno, headers)).at('error_code')).toBe(
        'IDEMPOTENCY_KEY_REUSED',
      );
    });
  });
};
