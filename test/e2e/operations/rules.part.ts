import type { Answer } from '../../support/client.js';
import { change, makeMarketplace, type Marketplace, refused, submit, verdicts } from '../../support/marketplace.js';
import { eventually } from '../../support/eventually.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const remove = (id: number, resource: string): object => change(id, { resource }, { method: 'DELETE' });

export const rules: Part = (own) => {
  const { KEYS } = own;

  describe('Rules of operations', () => {
    let service: Service;
    let shop: Marketplace;
    beforeAll(async () => {
      service = await own.begin();
      shop = await makeMarketplace(service, 4, KEYS);
    });

    const of = (n: number): number => shop.orderIds[n] ?? 0;

    it('denies changes that the role may not make, item by item [S1-25]', async () => {
      const ops = [
        change(of(0), { price: 1 }),
        change(of(0), { notes: 'mine' }),
        change(of(0), { status: 'confirmed' }),
      ];
      expect(verdicts(await submit(service, KEYS.ana, 'order_update', ops))).toEqual([
        '403 PERMISSION_DENIED',
        '200',
        '403 PERMISSION_DENIED',
      ]);
      const others = await submit(service, KEYS.otto, 'order_update', [change(of(0), { notes: 'not mine' })]);
      expect(verdicts(others)).toEqual(['403 PERMISSION_DENIED']);
      expect(others.at('results', 0, 'error')).toMatchObject({ type: 'PermissionError' });
    });

    it('stores exact prices and rejects invalid ones [S1-11, S1-26, S1-27]', async () => {
      const prices = [0.1, '19.99', 99999999.99, -1, 0.001, 'NaN', '12,50', 100_000_000, null];
      const answer = await submit(
        service,
        KEYS.bruno,
        'order_update',
        prices.map((price) => change(of(1), { price })),
      );
      expect(verdicts(answer)).toEqual(['200', '200', '200', ...Array<string>(6).fill('400 VALIDATION_ERROR')]);
      expect([0, 1, 2].map((n) => answer.at('results', n, 'data', 'price'))).toEqual(['0.10', '19.99', '99999999.99']);
      const order = await service.request('GET', `/api/v1/orders/${of(1)}`, { key: KEYS.ana });
      expect(order.at('price')).toBe('99999999.99');
    });

    it('approves and verifies [S1-12]', async () => {
      const ops = [change(shop.professionalId, { is_verified: true })];
      expect(verdicts(await submit(service, KEYS.bruno, 'professional_approval', ops))).toEqual([
        '403 PERMISSION_DENIED',
      ]);
      const answer = await submit(service, KEYS.sofia, 'professional_approval', ops);
      expect(answer.at('results', 0, 'data')).toMatchObject({ is_approved: true, is_verified: true });
    });

    it('lets a professional write the own headline, staff and admins every headline, and no other user', async () => {
      const patch = (key: string, body: object): ReturnType<Service['request']> =>
        service.request('PATCH', `/api/v1/professionals/${shop.professionalId}`, { key, body });
      const own = await patch(KEYS.bruno, { headline: 'Plumber' });
      expect([own.status, own.at('headline')]).toEqual([200, 'Plumber']);
      const same = await patch(KEYS.sofia, { headline: 'Plumber', is_approved: true });
      expect([same.status, same.at('version')]).toEqual([200, own.at('version')]);
      expect((await patch(KEYS.otto, { headline: 'Hacked' })).at('error_code')).toBe('PERMISSION_DENIED');
      // All or nothing: a professional cannot approve the own profile.
      expect((await patch(KEYS.bruno, { headline: 'Approved', is_approved: true })).status).toBe(403);
      for (const headline of [null, 5, 'x'.repeat(201)])
        expect((await patch(KEYS.bruno, { headline })).status).toBe(422);
      expect((await patch(KEYS.bruno, { headline: '' })).at('headline')).toBe('');
    });

    it('changes services [S1-13]', async () => {
      const ops = [change(shop.serviceId, { name: 'Big inspection', description: 'All rooms', price: '200' })];
      expect(verdicts(await submit(service, KEYS.sofia, 'service_update', ops))).toEqual(['403 PERMISSION_DENIED']);
      const answer = await submit(service, KEYS.bruno, 'service_update', ops);
      expect(answer.at('results', 0, 'data')).toMatchObject({ name: 'Big inspection', price: '200.00', version: 2 });
    });

    it('changes users but not their rights [S1-14]', async () => {
      const me = own.userId('otto');
      const answer = await submit(service, KEYS.otto, 'user_update', [
        change(me, { name: 'Otto M', phone: '+55 11 91234-5678' }),
        change(me, { role: 'admin' }),
        change(me, { is_active: false }),
        change(me, { password: 'x' }),
        change(me, { is_admin: true }),
        change(me, { email: own.email('ana').toUpperCase() }),
        change(own.userId('ana'), { name: 'Not Ana' }),
      ]);
      expect(verdicts(answer)).toEqual([
        '200',
        '403 PERMISSION_DENIED',
        '403 PERMISSION_DENIED',
        '403 PERMISSION_DENIED',
        '400 VALIDATION_ERROR',
        '409 CONFLICT',
        '403 PERMISSION_DENIED',
      ]);
      expect(answer.at('results', 1, 'error', 'message')).toContain('data.role');
      const swapped = await submit(service, KEYS.admin, 'user_update', [
        change(me, { email: `spare-${own.email('otto')}` }),
        change(own.userId('reader'), { email: own.email('otto') }),
        change(me, { email: own.email('otto') }),
      ]);
      expect(verdicts(swapped)).toEqual(['200', '200', '409 CONFLICT']);
    });

    it('deletes in bulk only with the scope for it [S1-15]', async () => {
      const body = { operation_type: 'bulk_delete', operations: [remove(of(2), 'orders')] };
      const key = await service.request('POST', '/api/v1/keys', {
        body: { name: 'no deletions', user_id: own.userId('sofia'), scopes: ['operations:write'] },
      });
      const narrow = String(key.at('key'));
      await refused(service, 'POST', '/api/v1/batch/', { key: narrow, body }, 403, 'FORBIDDEN');
      const mixed = {
        operation_type: 'custom',
        operations: [{ ...remove(of(2), 'orders'), operation_type: 'bulk_delete' }],
      };
      await refused(service, 'POST', '/api/v1/batch/', { key: narrow, body: mixed }, 403, 'FORBIDDEN');
      expect(verdicts(await submit(service, KEYS.ana, 'bulk_delete', [remove(of(2), 'orders')]))).toEqual([
        '403 PERMISSION_DENIED',
      ]);
      expect(verdicts(await submit(service, KEYS.sofia, 'bulk_delete', [remove(of(2), 'orders')]))).toEqual(['200']);
      await refused(service, 'GET', `/api/v1/orders/${of(2)}`, {}, 404, 'NOT_FOUND');
    });

    it('refuses an asynchronous deletion whose key lacks the scope, and records no batch [S1-15, S1-17]', async () => {
      const scopes = ['operations:read', 'operations:write', 'batch:write', 'batch:read'];
      const narrow = await service.request('POST', '/api/v1/keys', {
        body: { name: 'never', user_id: own.userId('sofia'), scopes },
      });
      const key = String(narrow.at('key'));
      const body = {
        kind: 'operations',
        name: 'deletes without the scope',
        options: { operation_type: 'bulk_delete' },
      };
      const order = { resource_id: of(1), data: { resource: 'orders' } };
      const path = '/api/v1/batches';
      await refused(service, 'POST', path, { key, body: { ...body, items: [order] } }, 403, 'FORBIDDEN');
      const stored = await service.request('GET', `${path}?q=without`, { key });
      expect([stored.status, stored.at('results')]).toEqual([200, []]);
      expect((await service.request('GET', `/api/v1/orders/${of(1)}`)).status).toBe(200);
    });

    it('fails an asynchronous deletion whose key lost the scope before it runs, and ends [S1-15, S1-17]', async () => {
      const scopes = ['operations:write', 'operations:bulk_delete', 'batch:write', 'batch:read'];
      const wide = await service.request('POST', '/api/v1/keys', {
        body: { name: 'later', user_id: own.userId('sofia'), scopes },
      });
      const made = await service.request('POST', '/api/v1/services', {
        key: KEYS.bruno,
        body: { name: 'Long-lived', price: 5 },
      });
      const offered = Number(made.at('id'));
      const order = await service.request('POST', '/api/v1/orders', { key: KEYS.ana, body: { service_id: offered } });
      const accepted = await service.request('POST', '/api/v1/batches', {
        key: String(wide.at('key')),
        body: {
          kind: 'operations',
          options: { operation_type: 'bulk_delete' },
          items: [{ resource_id: offered, data: { resource: 'services' } }],
        },
      });
      expect(accepted.status).toBe(201);
      const path = `/api/v1/batches/${String(accepted.at('id'))}`;
      const endedWith = (code: string): Promise<Answer> =>
        eventually(`the item ends with ${code}`, async () => {
          const batch = await service.request('GET', path, { key: KEYS.sofia });
          const item = await service.request('GET', `${path}/items/0`, { key: KEYS.sofia });
          return item.at('error', 'code') === code && batch.at('completed_at') !== null ? batch : undefined;
        });
      await endedWith('CONFLICT');

      // Nothing else is in the way of the deletion any more when the key stops working.
      expect(
        verdicts(await submit(service, KEYS.sofia, 'bulk_delete', [remove(Number(order.at('id')), 'orders')])),
      ).toEqual(['200']);
      expect((await service.request('DELETE', `/api/v1/keys/${String(wide.at('id'))}`)).status).toBe(204);
      expect((await service.request('POST', `${path}/retry`, { key: KEYS.admin, body: {} })).status).toBe(200);
      const ended = await endedWith('FORBIDDEN');
      expect(ended.body).toMatchObject({ status: 'failed', started_at: expect.any(String) as unknown });
      expect((await service.request('GET', `/api/v1/services/${offered}`)).status).toBe(200);
    });

    it('deletes no row that others refer to, unless the batch deletes those before [S1-15]', async () => {
      const extra = await service.request('POST', '/api/v1/services', {
        key: KEYS.bruno,
        body: { name: 'Short-lived', price: 5 },
      });
      const deleted = Number(extra.at('id'));
      const order = await service.request('POST', '/api/v1/orders', { key: KEYS.ana, body: { service_id: deleted } });
      const orderId = Number(order.at('id'));
      const answer = await submit(service, KEYS.admin, 'bulk_delete', [
        remove(deleted, 'services'),
        remove(orderId, 'orders'),
        remove(deleted, 'services'),
        remove(shop.professionalId, 'professionals'),
        remove(shop.serviceId, 'services'),
        { resource_id: orderId, data: { resource: 'users' } },
        { resource_id: orderId, data: { resource: 'orders' } },
      ]);
      expect(verdicts(answer)).toEqual([
        '409 CONFLICT',
        '200',
        '200',
        '409 CONFLICT',
        '409 CONFLICT',
        '400 VALIDATION_ERROR',
        '404 NOT_FOUND',
      ]);
      expect(answer.at('results', 1, 'data')).toEqual({ id: orderId, resource: 'orders', deleted: true });
    });

    it('mixes types in one ordered pass [S1-15, S1-18]', async () => {
      const answer = await submit(service, KEYS.admin, 'custom', [
        { operation_type: 'order_update', resource_id: of(3), data: { status: 'cancelled' } },
        { operation_type: 'user_update', resource_id: own.userId('ana'), data: { phone: null } },
        { operation_type: 'bulk_delete', resource_id: of(3), data: { resource: 'orders' } },
        { operation_type: 'order_update', resource_id: of(3), data: { notes: 'too late' } },
        { resource_id: of(0), data: { notes: 'typeless' } },
      ]);
      expect(verdicts(answer)).toEqual(['200', '200', '200', '404 NOT_FOUND', '400 VALIDATION_ERROR']);
    });
  });
};
