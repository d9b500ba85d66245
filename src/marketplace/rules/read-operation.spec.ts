import { METHODS, SINGLE_TYPES } from './operation-type.js';
import { type RawOperation, readOperation } from './read-operation.js';

const code = (raw: RawOperation): string => {
  const reading = readOperation(raw, 'order_update');
  return 'error' in reading ? reading.error.code : 'valid';
};

describe('readOperation', () => {
  it('accepts the published example [S1-4]', () => {
    expect(readOperation({ method: 'PATCH', resource_id: 123, data: { status: 'completed' } }, 'order_update')).toEqual(
      { operation: { type: 'order_update', id: 123, data: { status: 'completed' } } },
    );
  });

  it.each([undefined, null, '123', -1, 0, 1.5, 2 ** 53, 1e30, '1 OR 1=1', true, [1], {}])(
    'rejects resource_id %p [S1-9]',
    (id) => {
      expect(code({ resource_id: id, data: { notes: '' } })).toBe('VALIDATION_ERROR');
    },
  );

  it.each(
    [undefined, null, [], 'x', 1, {}, { is_admin: true }, { notes: 'x', is_admin: true }, { toString: 1 }].map(
      (data) => ({ data }),
    ),
  )('rejects data $data [S1-9]', ({ data }) => {
    expect(code({ resource_id: 1, data })).toBe('VALIDATION_ERROR');
  });

  it.each(['GET', 'DELETE', 'POST', 'PUT', 'patch', '', null, 5, ['PATCH']])('rejects method %p [S1-16]', (method) => {
    expect(code({ method, resource_id: 1, data: { notes: '' } })).toBe('METHOD_NOT_ALLOWED');
  });

  it.each(SINGLE_TYPES)('uses the default method of %s [S1-16]', (type) => {
    const data = type === 'bulk_delete' ? { resource: 'orders' } : { name: 'x' };
    const field = { order_update: { notes: '' }, professional_approval: { is_approved: true } };
    const valid = { ...{ service_update: data, user_update: data, bulk_delete: data }, ...field }[type];
    expect(readOperation({ resource_id: 1, data: valid }, type)).toHaveProperty('operation');
    expect(readOperation({ method: METHODS[type][0], resource_id: 1, data: valid }, type)).toHaveProperty('operation');
  });

  it('rejects unknown fields, invalid extras and a type that is not the batch’s', () => {
    const valid = { resource_id: 1, data: { notes: '' } };
    expect(code({ ...valid, url: '/x' })).toBe('VALIDATION_ERROR');
    expect(code({ ...valid, ref: 5 })).toBe('VALIDATION_ERROR');
    expect(code({ ...valid, ref: 'x'.repeat(201) })).toBe('VALIDATION_ERROR');
    expect(code({ ...valid, operation_type: 'user_update' })).toBe('VALIDATION_ERROR');
    expect(code({ ...valid, operation_type: 'order_update', ref: 'x', metadata: {} })).toBe('valid');
  });

  it.each([undefined, 'users', 'batches', null, 5])('rejects the deletion of %p [S1-15]', (resource) => {
    expect(readOperation({ resource_id: 1, data: { resource } }, 'bulk_delete')).toMatchObject({
      error: { code: 'VALIDATION_ERROR' },
    });
  });

  it('accepts only the resource for a deletion [S1-15]', () => {
    expect(readOperation({ resource_id: 1, data: { resource: 'orders', force: true } }, 'bulk_delete')).toHaveProperty(
      'error',
    );
  });
});
