import { ROLES, type Role } from '../../accounts/rights/actor.js';
import { isPriceOpen, checkTransition, ORDER_STATUSES, type OrderStatus, targetsOf } from './order-status.js';

/** Every allowed transition, written out by hand; every other pair of different statuses is invalid. */
const EXPECTED: Readonly<Record<string, readonly Role[]>> = {
  'pending → confirmed': ['professional', 'staff', 'admin'],
  'pending → cancelled': ['client', 'professional', 'staff', 'admin'],
  'confirmed → in_progress': ['professional', 'staff', 'admin'],
  'confirmed → completed': ['professional', 'staff', 'admin'],
  'confirmed → cancelled': ['client', 'professional', 'staff', 'admin'],
  'in_progress → completed': ['professional', 'staff', 'admin'],
  'in_progress → cancelled': ['staff', 'admin'],
  'completed → in_progress': ['staff', 'admin'],
};

const pairs = ORDER_STATUSES.flatMap((from) =>
  ORDER_STATUSES.flatMap((to) => ROLES.map((role) => ({ from, to, role }))),
);

function expectation(from: OrderStatus, to: OrderStatus, role: Role): string {
  if (from === to) return 'allowed';
  const roles = EXPECTED[`${from} → ${to}`];
  if (roles === undefined) return 'invalid';
  return roles.includes(role) ? 'allowed' : 'forbidden';
}

describe('order status', () => {
  it.each(pairs)('answers for a change from $from to $to by $role as the table says [S1-27]', ({ from, to, role }) => {
    expect(checkTransition(from, to, role)).toBe(expectation(from, to, role));
  });

  it('lists the next statuses of an order [S1-27]', () => {
    expect(targetsOf('pending')).toEqual(['confirmed', 'cancelled']);
    expect(targetsOf('cancelled')).toEqual([]);
  });

  it('makes the price of a completed or cancelled order final [S1-11]', () => {
    expect(ORDER_STATUSES.filter(isPriceOpen)).toEqual(['pending', 'confirmed', 'in_progress']);
  });
});
