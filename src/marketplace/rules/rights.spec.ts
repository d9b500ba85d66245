import { ROLES, type Role } from '../../accounts/rights/actor.js';
import { DELETABLE, UPDATE_TYPES } from './operation-type.js';
import { DELETE_RIGHTS, FIELD_RIGHTS, forbiddenField, type Reach, reaches, type Relation } from './rights.js';

const RELATIONS: Readonly<Record<string, Relation>> = {
  own: { isOwn: true, isCustomer: false },
  customer: { isOwn: false, isCustomer: true },
  other: { isOwn: false, isCustomer: false },
};

/** Written out by hand from the README's table of rights. c = client, p = professional, s = staff, a = admin. */
const EXPECTED: Readonly<Record<string, Readonly<Record<Role, Reach>>>> = {
  'order_update.status': { client: 'own', professional: 'own', staff: 'any', admin: 'any' },
  'order_update.notes': { client: 'own', professional: 'own', staff: 'any', admin: 'any' },
  'order_update.price': { client: 'none', professional: 'own', staff: 'any', admin: 'any' },
  'professional_approval.is_approved': { client: 'none', professional: 'none', staff: 'any', admin: 'any' },
  'professional_approval.is_verified': { client: 'none', professional: 'none', staff: 'any', admin: 'any' },
  'service_update.name': { client: 'none', professional: 'own', staff: 'any', admin: 'any' },
  'service_update.description': { client: 'none', professional: 'own', staff: 'any', admin: 'any' },
  'service_update.price': { client: 'none', professional: 'own', staff: 'none', admin: 'any' },
  'service_update.is_active': { client: 'none', professional: 'own', staff: 'any', admin: 'any' },
  'user_update.name': { client: 'own', professional: 'own', staff: 'customers', admin: 'any' },
  'user_update.email': { client: 'own', professional: 'own', staff: 'customers', admin: 'any' },
  'user_update.phone': { client: 'own', professional: 'own', staff: 'customers', admin: 'any' },
  'user_update.role': { client: 'none', professional: 'none', staff: 'none', admin: 'any' },
  'user_update.is_active': { client: 'none', professional: 'none', staff: 'none', admin: 'any' },
  'user_update.password': { client: 'none', professional: 'none', staff: 'none', admin: 'none' },
  'bulk_delete.orders': { client: 'none', professional: 'none', staff: 'any', admin: 'any' },
  'bulk_delete.services': { client: 'none', professional: 'own', staff: 'any', admin: 'any' },
  'bulk_delete.professionals': { client: 'none', professional: 'none', staff: 'none', admin: 'any' },
};

const REACHED: Readonly<Record<Reach, readonly string[]>> = {
  none: [],
  own: ['own'],
  customers: ['own', 'customer'],
  any: ['own', 'customer', 'other'],
};

const cells = UPDATE_TYPES.flatMap((type) =>
  Object.keys(FIELD_RIGHTS[type]).flatMap((field) =>
    ROLES.flatMap((role) => Object.keys(RELATIONS).map((relation) => ({ type, field, role, relation }))),
  ),
);

describe('rights', () => {
  it('have a hand-written expectation for every field of every type [S1-25]', () => {
    const listed = UPDATE_TYPES.flatMap((type) => Object.keys(FIELD_RIGHTS[type]).map((field) => `${type}.${field}`));
    expect([...listed, ...DELETABLE.map((resource) => `bulk_delete.${resource}`)].sort()).toEqual(
      Object.keys(EXPECTED).sort(),
    );
  });

  it.each(cells)('$role, $type.$field, $relation row [S1-25]', ({ type, field, role, relation }) => {
    const reach = EXPECTED[`${type}.${field}`]?.[role] ?? 'none';
    const row = RELATIONS[relation] ?? { isOwn: false, isCustomer: false };
    const expected = REACHED[reach].includes(relation) ? undefined : field;
    expect(forbiddenField(type, [field], { role }, row)).toBe(expected);
  });

  it.each(DELETABLE.flatMap((resource) => ROLES.map((role) => ({ resource, role }))))(
    '$role deletes $resource [S1-15]',
    ({ resource, role }) => {
      expect(DELETE_RIGHTS[resource][role]).toBe(EXPECTED[`bulk_delete.${resource}`]?.[role]);
    },
  );

  it('name the first forbidden field', () => {
    expect(
      forbiddenField(
        'order_update',
        ['notes', 'price', 'status'],
        { role: 'client' },
        { isOwn: true, isCustomer: false },
      ),
    ).toBe('price');
  });

  it('deny a field that no table lists [S1-25]', () => {
    expect(forbiddenField('user_update', ['is_admin'], { role: 'admin' }, { isOwn: true, isCustomer: false })).toBe(
      'is_admin',
    );
  });

  it('of staff cover customers but not colleagues', () => {
    expect(reaches('customers', { isOwn: false, isCustomer: true })).toBe(true);
    expect(reaches('customers', { isOwn: false, isCustomer: false })).toBe(false);
  });
});
