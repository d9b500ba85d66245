import { METHODS, SINGLE_TYPES } from './operation-type.js';
import { type RawOperation, readOperation } from './check-operation.js';

const code = (raw: RawOperation): string => {
  const reading = readOperation(raw, 'order_update');
  return 'error' in reading ? reading.error.code : 'sound';
};

describe('reading an operation', () => {
  it('S1-4 takes the operation of the seed', () => {
    expect(readOperation({ method: 'PATCH', resource_id: 123, data: { status: 'completed' } }, 'order_update')).toEqual(
      { operation: { type: 'order_update', id: 123, data: { status: 'completed' } } },
    );
  });

  it.each([undefined, null, '123', -1, 0, 1.5, 2 ** 53, 1e30, '1 OR 1=1', true, [1], {}])(
    'S1-9 refuses resource_id %p',
    (id) => {
      expect(code({ resource_id: id, data: { notes: '' } })).toBe('VALIDATION_ERROR');
    },
  );

  it.each(
    [undefined, null, [], 'x', 1, {}, { is_admin: true }, { notes: 'x', is_admin: true }, { toString: 1 }].map(
      (data) => ({ data }),
    ),
  )('S1-9 refuses data $data', ({ data }) => {
    expect(code({ resource_id: 1, data })).toBe('VALIDATION_ERROR');
  });

  it.each(['GET', 'DELETE', 'POST', 'PUT', 'patch', '', null, 5, ['PATCH']])('S1-16 refuses method %p', (method) => {
    expect(code({ method, resource_id: 1, data: { notes: '' } })).toBe('METHOD_NOT_ALLOWED');
  });

  it.each(SINGLE_TYPES)('S1-16 knows what %s means without a method', (type) => {
    const data = type === 'bulk_delete' ? { resource: 'orders' } : { name: 'x' };
    const field = { order_update: { notes: '' }, professional_approval: { is_approved: true } };
    const sound = { ...{ service_update: data, user_update: data, bulk_delete: data }, ...field }[type];
    expect(readOperation({ resource_id: 1, data: sound }, type)).toHaveProperty('operation');
    expect(readOperation({ method: METHODS[type][0], resource_id: 1, data: sound }, type)).toHaveProperty('operation');
  });

  it('refuses unknown members, bad extras and a type that is not the batch’s', () => {
    const sound = { resource_id: 1, data: { notes: '' } };
    expect(code({ ...sound, url: '/x' })).toBe('VALIDATION_ERROR');
    expect(code({ ...sound, ref: 5 })).toBe('VALIDATION_ERROR');
    expect(code({ ...sound, ref: 'x'.repeat(201) })).toBe('VALIDATION_ERROR');
    expect(code({ ...sound, operation_type: 'user_update' })).toBe('VALIDATION_ERROR');
    expect(code({ ...sound, operation_type: 'order_update', ref: 'x', metadata: {} })).toBe('sound');
  });

  it.each([undefined, 'users', 'batches', null, 5])('S1-15 refuses to delete %p', (resource) => {
    expect(readOperation({ resource_id: 1, data: { resource } }, 'bulk_delete')).toMatchObject({
      error: { code: 'VALIDATION_ERROR' },
    });
  });

  it('S1-15 takes nothing but the resource for a deletion', () => {
    expect(readOperation({ resource_id: 1, data: { resource: 'orders', force: true } }, 'bulk_delete')).toHaveProperty(
      'error',
    );
  });
});
