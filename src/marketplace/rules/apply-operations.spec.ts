import type { Actor, Role } from '../../accounts/rights/actor.js';
import { NOTHING_REFERRED, type Referred } from './check-deletion.js';
import type { OperationType } from './operation-type.js';
import { type RawOperation, readOperation } from './read-operation.js';
import { type OrderRow, type ProfessionalRow, type ServiceRow, type UserRow, WorkingSet } from './rows.js';
import { walkOperations } from './apply-operations.js';

const actorOf = (role: Role, userId = 1): Actor => ({
  userId,
  role,
  keyId: 'key',
  limitKeyId: 'key',
  scopes: new Set(),
});
const order = (fields: Partial<OrderRow> = {}): OrderRow => ({
  id: 10,
  client_id: 1,
  professional_id: 5,
  professional_user_id: 2,
  service_id: 7,
  status: 'pending',
  notes: '',
  price: '100.00',
  version: 1,
  ...fields,
});
const professional: ProfessionalRow = { id: 5, user_id: 2, is_approved: false, is_verified: false, version: 1 };
const service: ServiceRow = {
  id: 7,
  professional_id: 5,
  professional_user_id: 2,
  name: 'Repair',
  description: '',
  price: '80.00',
  is_active: true,
  version: 1,
};
const user = (id: number, fields: Partial<UserRow> = {}): UserRow => ({
  id,
  name: `User ${id}`,
  email: `user${id}@example.com`,
  phone: null,
  role: 'client',
  is_active: true,
  ...fields,
});

function play(
  type: OperationType,
  operations: readonly RawOperation[],
  { actor = actorOf('admin', 99), referred = NOTHING_REFERRED, orders = [order()] }: Play = {},
) {
  const tables = {
    orders: new WorkingSet(orders),
    professionals: new WorkingSet([professional]),
    services: new WorkingSet([service]),
    users: new WorkingSet([user(1), user(2, { role: 'professional' }), user(3, { role: 'staff' }), user(99)]),
  };
  const readings = operations.map((raw) => readOperation(raw, type));
  const outcomes = walkOperations(readings, tables, referred, actor);
  return { outcomes, tables };
}
interface Play {
  readonly actor?: Actor;
  readonly referred?: Referred;
  readonly orders?: readonly OrderRow[];
}

const summary = (outcome: ReturnType<typeof play>['outcomes'][number] | undefined): string =>
  outcome?.status === 'failed' ? outcome.error.code : (outcome?.status ?? 'none');
const change = (id: number, data: object) => ({ resource_id: id, data });

describe('walkOperations', () => {
  it('applies two operations on one row in order, and the second sees the first [S1-18, S1-23]', () => {
    const { outcomes, tables } = play('order_update', [
      change(10, { status: 'confirmed' }),
      change(10, { status: 'in_progress', notes: 'begun' }),
    ]);
    expect(outcomes.map(summary)).toEqual(['succeeded', 'succeeded']);
    expect(outcomes[0]).toMatchObject({ output: { status: 'confirmed', version: 2 } });
    expect(tables.orders.changed()).toEqual([order({ status: 'in_progress', notes: 'begun', version: 3 })]);
  });

  it('continues after a failure, which changes nothing [S1-21, S1-22]', () => {
    const { outcomes, tables } = play('order_update', [
      change(10, { notes: 'first' }),
      change(10, { notes: 'lost', status: 'completed' }),
      change(10, { price: 20 }),
    ]);
    expect(outcomes.map(summary)).toEqual(['succeeded', 'VALIDATION_ERROR', 'succeeded']);
    expect(tables.orders.changed()).toEqual([order({ notes: 'first', price: '20.00', version: 3 })]);
  });

  it('writes nothing for a change to the current values', () => {
    const { outcomes, tables } = play('order_update', [change(10, { status: 'pending', price: '100' })]);
    expect(outcomes[0]).toMatchObject({ status: 'succeeded', output: { version: 1 } });
    expect(tables.orders.changed()).toEqual([]);
  });

  it('fails with NOT_FOUND for a missing row [S1-28, S1-37]', () => {
    expect(summary(play('order_update', [change(11, { notes: '' })]).outcomes[0])).toBe('NOT_FOUND');
  });

  it.each([
    ['the client', actorOf('client', 1), { notes: 'x' }, 'succeeded'],
    ['the client', actorOf('client', 1), { status: 'cancelled' }, 'succeeded'],
    ['the client', actorOf('client', 1), { status: 'confirmed' }, 'PERMISSION_DENIED'],
    ['the client', actorOf('client', 1), { status: 'completed' }, 'VALIDATION_ERROR'],
    ['the client', actorOf('client', 1), { price: 1 }, 'PERMISSION_DENIED'],
    ['another client', actorOf('client', 4), { notes: 'x' }, 'PERMISSION_DENIED'],
    ['the professional', actorOf('professional', 2), { status: 'confirmed', price: 1 }, 'succeeded'],
    ['another professional', actorOf('professional', 4), { notes: 'x' }, 'PERMISSION_DENIED'],
    ['staff', actorOf('staff', 4), { status: 'confirmed', price: 1, notes: 'x' }, 'succeeded'],
  ])('lets %s change an order: %# [S1-25]', (_who, actor, data, expected) => {
    expect(summary(play('order_update', [change(10, data)], { actor }).outcomes[0])).toBe(expected);
  });

  it('names the field in an error', () => {
    const [outcome] = play('order_update', [change(10, { price: 1 })], { actor: actorOf('client') }).outcomes;
    expect(outcome).toMatchObject({ error: { message: 'The role client may not change data.price of order 10.' } });
  });

  it('never changes the price of an order that has ended [S1-11]', () => {
    const orders = [order({ status: 'completed' })];
    expect(summary(play('order_update', [change(10, { price: 1 })], { orders }).outcomes[0])).toBe('VALIDATION_ERROR');
    expect(summary(play('order_update', [change(10, { price: 100 })], { orders }).outcomes[0])).toBe('succeeded');
  });

  it('verifies only approved professionals [S1-12]', () => {
    const { outcomes } = play('professional_approval', [
      change(5, { is_verified: true }),
      change(5, { is_approved: true }),
      change(5, { is_verified: true }),
      change(5, { is_approved: false }),
      change(5, { is_approved: false, is_verified: false }),
    ]);
    expect(outcomes.map(summary)).toEqual([
      'VALIDATION_ERROR',
      'succeeded',
      'succeeded',
      'VALIDATION_ERROR',
      'succeeded',
    ]);
  });

  it('lets users change themselves, staff their customers, and admins roles [S1-14]', () => {
    const name = { name: 'New' };
    const as = (role: Role, userId: number) => ({ actor: actorOf(role, userId) });
    expect(summary(play('user_update', [change(1, name)], as('client', 1)).outcomes[0])).toBe('succeeded');
    expect(summary(play('user_update', [change(2, name)], as('client', 1)).outcomes[0])).toBe('PERMISSION_DENIED');
    expect(summary(play('user_update', [change(2, name)], as('staff', 4)).outcomes[0])).toBe('succeeded');
    expect(summary(play('user_update', [change(3, name)], as('staff', 4)).outcomes[0])).toBe('PERMISSION_DENIED');
    expect(summary(play('user_update', [change(1, { role: 'admin' })], as('client', 1)).outcomes[0])).toBe(
      'PERMISSION_DENIED',
    );
    expect(summary(play('user_update', [change(1, { role: 'staff' })], as('admin', 98)).outcomes[0])).toBe('succeeded');
  });

  it('lets no user change their own role or deactivate themselves', () => {
    const { outcomes } = play('user_update', [change(99, { role: 'admin' }), change(99, { is_active: false })]);
    expect(outcomes.map(summary)).toEqual(['PERMISSION_DENIED', 'PERMISSION_DENIED']);
  });

  it('gives an e-mail address to one user only', () => {
    const { outcomes } = play('user_update', [
      change(1, { email: 'USER2@example.com' }),
      change(2, { email: 'other@example.com' }),
      change(1, { email: 'USER2@example.com' }),
    ]);
    expect(outcomes.map(summary)).toEqual(['CONFLICT', 'succeeded', 'succeeded']);
  });

  it('deletes rows once no row refers to them, in order [S1-15]', () => {
    const { outcomes, tables } = play('bulk_delete', [
      change(7, { resource: 'services' }),
      change(10, { resource: 'orders' }),
      change(5, { resource: 'professionals' }),
      change(7, { resource: 'services' }),
      change(5, { resource: 'professionals' }),
      change(5, { resource: 'professionals' }),
    ]);
    expect(outcomes.map(summary)).toEqual(['CONFLICT', 'succeeded', 'CONFLICT', 'succeeded', 'succeeded', 'NOT_FOUND']);
    expect(outcomes[1]).toMatchObject({ output: { id: 10, resource: 'orders', deleted: true } });
    expect(tables.professionals.deleted()).toEqual([5]);
  });

  it('keeps rows that others outside the batch refer to [S1-15]', () => {
    const referred = { professionals: new Set<number>(), services: new Set([7]) };
    const { outcomes } = play('bulk_delete', [change(7, { resource: 'services' })], { referred, orders: [] });
    expect(outcomes.map(summary)).toEqual(['CONFLICT']);
  });

  it('runs a custom batch as one ordered pass [S1-15]', () => {
    const { outcomes, tables } = play('custom', [
      { operation_type: 'order_update', resource_id: 10, data: { status: 'cancelled' } },
      { operation_type: 'bulk_delete', method: 'DELETE', resource_id: 10, data: { resource: 'orders' } },
      { operation_type: 'order_update', resource_id: 10, data: { notes: 'late' } },
      { operation_type: 'service_update', resource_id: 7, data: { price: '9.99' } },
      { operation_type: 'custom', resource_id: 7, data: { price: '9.99' } },
      { resource_id: 7, data: { price: '9.99' } },
    ]);
    expect(outcomes.map(summary)).toEqual([
      'succeeded',
      'succeeded',
      'NOT_FOUND',
      'succeeded',
      'VALIDATION_ERROR',
      'VALIDATION_ERROR',
    ]);
    expect(tables.orders.changed()).toEqual([]);
    expect(tables.orders.deleted()).toEqual([10]);
  });
});
