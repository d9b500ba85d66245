import type { AccountName } from '../../support/accounts.js';
import type { Answer } from '../../support/client.js';
import { expectNoSilence } from '../../support/event-loop.js';
import { EventStream } from '../../support/event-stream.js';
import { eventually } from '../../support/eventually.js';
import { LiveSocket } from '../../support/live-socket.js';
import { change, makeMarketplace, submit, verdicts } from '../../support/marketplace.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

/** The rights of a key are limited both by its scopes and by the role of its user. */
export const rights: Part = (own) => {
  const { KEYS } = own;

  describe('The rights of a key', () => {
    let service: Service;
    let orderIds: readonly number[];
    beforeAll(async () => {
      service = await own.begin();
      ({ orderIds } = await makeMarketplace(service, 2, KEYS));
    });
    afterAll(() => expectNoSilence(service));

    const post = (path: string, key: string, body?: object): Promise<Answer> =>
      service.request('POST', path, { key, ...(body && { body }) });
    const keyOf = async (account: AccountName, scopes: readonly string[]): Promise<string> =>
      String(
        (await post('/api/v1/keys', KEYS.admin, { name: 'test', scopes, user_id: own.userId(account) })).at('key'),
      );
    const endedBatch = async (key: string, type: string, items: readonly object[]): Promise<string> => {
      const made = await post('/api/v1/batches', key, { kind: 'operations', options: { operation_type: type }, items });
      expect(made.status).toBe(201);
      return ended(`/api/v1/batches/${String(made.at('id'))}`);
    };
    const ended = async (path: string): Promise<string> => {
      await eventually('the batch ends', async () => (await service.request('GET', path)).at('completed_at') !== null);
      return path;
    };
    const nowhere = change(1e9, { notes: 'x' }, { operation_type: 'order_update' });

    it('allow a retry with corrected inputs only with the scope that submits the kind', async () => {
      const path = await endedBatch(KEYS.ana, 'custom', [nowhere]);
      const inputs = { 0: change(1e9, { notes: 'y' }, { operation_type: 'order_update' }) };
      const refused = await post(`${path}/retry`, await keyOf('ana', ['batch:write']), { inputs });
      expect([refused.status, refused.at('details', 'required_scope')]).toEqual([403, 'operations:write']);
      const writer = await keyOf('ana', ['batch:write', 'operations:write']);
      expect((await post(`${path}/retry`, writer, { inputs })).status).toBe(200);
    });

    it('allow a retry with inputs that delete only with the scope for bulk deletion', async () => {
      const path = await endedBatch(KEYS.sofia, 'custom', [nowhere]);
      const inputs = { 0: { operation_type: 'bulk_delete', resource_id: orderIds[0], data: { resource: 'orders' } } };
      const writer = await keyOf('sofia', ['batch:write', 'operations:write']);
      const refused = await post(`${path}/retry`, writer, { inputs });
      expect([refused.status, refused.at('details', 'required_scope')]).toEqual([403, 'operations:bulk_delete']);
      const order = await service.request('GET', `/api/v1/orders/${String(orderIds[0])}`);
      expect(order.status).toBe(200);
    });

    it.each([
      ['JSON', 'application/json'],
      ['lines', 'application/x-ndjson'],
    ])('allow a batch that deletes, sent as %s, only with the scope for bulk deletion', async (_, type) => {
      const writer = await keyOf('sofia', ['batch:read', 'batch:write', 'operations:write', 'operations:read']);
      const item = { operation_type: 'bulk_delete', resource_id: orderIds[1], data: { resource: 'orders' } };
      const batch = { kind: 'operations', name: `refused ${type}`, options: { operation_type: 'custom' } };
      const isJson = type === 'application/json';
      const raw = isJson
        ? JSON.stringify({ ...batch, items: [item] })
        : [batch, item].map((one) => `${JSON.stringify(one)}\n`).join('');
      const headers = { 'Content-Type': type };
      const refused = await service.request('POST', '/api/v1/batches', { key: writer, raw, headers });
      expect([refused.status, refused.at('details', 'required_scope')]).toEqual([403, 'operations:bulk_delete']);
      const stored = await service.request('GET', '/api/v1/batches?q=refused', { key: writer });
      expect(stored.at('results')).toEqual([]);
      expect((await service.request('GET', `/api/v1/orders/${String(orderIds[1])}`)).status).toBe(200);
    });

    it('apply to corrected inputs as those of the key that corrected them, not of the key that submitted', async () => {
      const path = await endedBatch(KEYS.admin, 'custom', [nowhere]);
      const inputs = { 0: change(own.userId('otto'), { role: 'admin' }, { operation_type: 'user_update' }) };
      const writer = await keyOf('admin', ['batch:write', 'operations:write']);
      expect((await post(`${path}/retry`, writer, { inputs })).status).toBe(200);
      const item = await service.request('GET', `${await ended(path)}/items/0`);
      expect(item.at('error', 'code')).toBe('PERMISSION_DENIED');
      expect((await service.request('GET', `/api/v1/users/${own.userId('otto')}`)).at('role')).toBe('client');
    });

    it('are those of staff for an admin’s key without the scope admin', async () => {
      const narrow = await keyOf('admin', ['operations:write', 'operations:bulk_delete', 'marketplace:read']);
      const answer = await submit(service, narrow, 'custom', [
        change(own.userId('otto'), { role: 'admin' }, { operation_type: 'user_update' }),
        change(own.userId('otto'), { is_active: false }, { operation_type: 'user_update' }),
        change(orderIds[1], { notes: 'by staff' }, { operation_type: 'order_update' }),
      ]);
      expect(verdicts(answer)).toEqual(['403 PERMISSION_DENIED', '403 PERMISSION_DENIED', '200']);
      const whole = await submit(service, KEYS.admin, 'user_update', [change(own.userId('otto'), { is_active: true })]);
      expect(verdicts(whole)).toEqual(['200']);
    });

    const newUser = async (name: string, role: string): Promise<{ readonly id: number; readonly key: string }> => {
      const id = Number(
        (await post('/api/v1/users', KEYS.admin, { name, email: `${name}@example.com`, role })).at('id'),
      );
      const scopes = [role === 'admin' ? 'admin' : 'operations:write'];
      return { id, key: String((await post('/api/v1/keys', KEYS.admin, { name, scopes, user_id: id })).at('key')) };
    };

    it('always leave one admin when two admins demote each other at once', async () => {
      const second = await newUser('second', 'admin');
      const demote = (id: number, key: string): Promise<Answer> =>
        submit(service, key, 'user_update', [change(id, { role: 'client' })]);
      // The process has cached the second user as an admin when the first one demotes them.
      expect((await service.request('GET', '/api/v1/users', { key: second.key })).status).toBe(200);
      expect(verdicts(await demote(second.id, KEYS.admin))).toEqual(['200']);
      expect(verdicts(await demote(own.userId('admin'), second.key))).toEqual(['409 CONFLICT']);
      expect((await service.request('GET', '/api/v1/users')).status).toBe(200);
    });

    it('are reduced for an admin’s submitted batch once the user is demoted', async () => {
      const former = await newUser('former', 'admin');
      const path = await endedBatch(former.key, 'custom', [nowhere]);
      await service.request('PATCH', `/api/v1/users/${former.id}`, { body: { role: 'staff' } });
      const inputs = { 0: { operation_type: 'bulk_delete', resource_id: orderIds[1], data: { resource: 'orders' } } };
      expect((await post(`${path}/retry`, KEYS.admin, { inputs })).status).toBe(200);
      const item = await service.request('GET', `${await ended(path)}/items/0`);
      expect(item.at('error', 'code')).toBe('FORBIDDEN');
    });

    it('allow reading the items of a batch only with the read scope of its kind', async () => {
      const made = await post('/api/v1/batches', KEYS.ana, {
        kind: 'contact_analysis',
        name: 'secret people',
        items: [{ id: 'rights-1', data: { name: 'Ana' }, ref: 'ref-of-rights' }],
      });
      const path = await ended(`/api/v1/batches/${String(made.at('id'))}`);
      const [reader, contacts] = [KEYS.reader, await keyOf('ana', ['batch:read', 'contacts:read'])];
      const narrow = await keyOf('ana', ['batch:read', 'url:read']);
      for (const rest of ['/items', '/items/0', '/export?format=csv']) {
        const refused = await service.request('GET', `${path}${rest}`, { key: narrow });
        expect([refused.status, refused.at('details', 'required_scope')]).toEqual([403, 'contacts:read']);
        expect((await service.request('GET', `${path}${rest}`, { key: contacts })).status).toBe(200);
        expect((await service.request('GET', `${path}${rest}`, { key: reader })).status).toBe(404);
      }
      const found = async (key: string, q: string): Promise<unknown> =>
        (await service.request('GET', `/api/v1/batches?q=${q}`, { key })).at('results', 0, 'name');
      expect(await found(narrow, 'ref-of-rights')).toBeUndefined();
      expect([await found(contacts, 'ref-of-rights'), await found(narrow, 'secret')]).toEqual(
        Array.from({ length: 2 }, () => 'secret people'),
      );
    });

    it('end a demoted admin’s event streams and subscriptions of other owners’ batches', async () => {
      const former = await newUser('follower', 'admin');
      const made = await post('/api/v1/batches', KEYS.ana, {
        kind: 'url_analysis',
        items: [{ url: 'http://a.test/' }],
      });
      const id = String(made.at('id'));
      await post(`/api/v1/batches/${id}/pause`, KEYS.ana);
      const headers = { 'X-API-Key': former.key };
      const stream = await EventStream.open(`${service.url}/api/v1/batches/${id}/events`, headers);
      await stream.next('the snapshot', ({ event }) => event === 'snapshot');
      const socket = await LiveSocket.open(`${service.url}/api/v1/live-events`, headers);
      socket.send({ type: 'subscribe', batches: [id], kinds: ['url_analysis'] });
      await socket.next({ type: 'subscribed', kind: 'url_analysis' });
      await service.request('PATCH', `/api/v1/users/${former.id}`, { body: { role: 'client' } });
      // No scopes remain, so that the key may subscribe to nothing.
      await stream.next('the end', ({ event }) => event === 'revoked');
      expect(await socket.closed()).toBe(4401);
    });

    it('limit a demoted admin’s subscriptions to what the key may still see', async () => {
      const former = await newUser('narrowed', 'admin');
      const key = String(
        (await post('/api/v1/keys', former.key, { name: 'wide', scopes: ['admin', 'batch:read'] })).at('key'),
      );
      const made = await post('/api/v1/batches', KEYS.ana, {
        kind: 'url_analysis',
        items: [{ url: 'http://a.test/' }],
      });
      const id = String(made.at('id'));
      await post(`/api/v1/batches/${id}/pause`, KEYS.ana);
      const stream = await EventStream.open(`${service.url}/api/v1/batches/${id}/events`, { 'X-API-Key': key });
      const socket = await LiveSocket.open(`${service.url}/api/v1/live-events`, { 'X-API-Key': key });
      socket.send({ type: 'subscribe', batches: [id], kinds: ['url_analysis'] });
      await socket.next({ type: 'subscribed', kind: 'url_analysis' });
      await service.request('PATCH', `/api/v1/users/${former.id}`, { body: { role: 'client' } });
      await stream.next('the end', ({ event }) => event === 'revoked');
      await socket.next({ type: 'event', event: 'revoked', batch_id: id });
      await service.request('PATCH', `/api/v1/batches/${id}`, { key: KEYS.ana, body: { priority: 'urgent' } });
      const witness = await LiveSocket.open(`${service.url}/api/v1/live-events`, { 'X-API-Key': KEYS.ana });
      witness.send({ type: 'subscribe', batches: [id] });
      await witness.next({ type: 'event', event: 'snapshot' });
      socket.send({ type: 'ping' });
      await socket.next({ type: 'pong' });
      const since = socket.messages.slice(socket.messages.findIndex(({ event }) => event === 'revoked'));
      expect(since.some(({ event }) => event === 'changed')).toBe(false);
      for (const one of [socket, witness]) one.close();
    });
  });
};
