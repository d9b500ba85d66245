import type { Role } from '../../accounts/rights/actor.js';

/** Statuses of an order. The check constraint in the migration has the same list; a test compares them. */
export const ORDER_STATUSES = ['pending', 'confirmed', 'in_progress', 'completed', 'cancelled'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const isOrderStatus = (value: unknown): value is OrderStatus =>
  ORDER_STATUSES.some((status) => status === value);

type Targets = Readonly<Partial<Record<OrderStatus, readonly Role[]>>>;

const WORKERS = ['professional', 'staff', 'admin'] as const;
const ALL_ROLES = ['client', ...WORKERS] as const;
const OFFICE = ['staff', 'admin'] as const;

/**
 * Allowed transitions of an order, with the roles that may make them (on orders they may change at all). A pair that is
 * not listed is invalid for every role; keeping the status is always allowed and changes nothing.
 *
 *   pending → confirmed → in_progress → completed, cancelled from any of the first three; staff and admins reopen an
 *   order that was completed by mistake; cancelled is final.
 */
export const ORDER_TRANSITIONS: Readonly<Record<OrderStatus, Targets>> = {
  pending: { confirmed: WORKERS, cancelled: ALL_ROLES },
  confirmed: { in_progress: WORKERS, completed: WORKERS, cancelled: ALL_ROLES },
  in_progress: { completed: WORKERS, cancelled: OFFICE },
  completed: { in_progress: OFFICE },
  cancelled: {},
};

/** Whether a transition is allowed for a role, forbidden for it, or does not exist. */
type Transition = 'allowed' | 'forbidden' | 'invalid';

export function checkTransition(from: OrderStatus, to: OrderStatus, role: Role): Transition {
  if (from === to) return 'allowed';
  const roles = ORDER_TRANSITIONS[from][to];
  if (roles === undefined) return 'invalid';
  return roles.includes(role) ? 'allowed' : 'forbidden';
}

/** Statuses that an order can change to from this one, for any role. */
export const targetsOf = (from: OrderStatus): readonly OrderStatus[] =>
  ORDER_STATUSES.filter((to) => ORDER_TRANSITIONS[from][to] !== undefined);

/** Whether the price can still change: that of a completed or cancelled order is final. */
export const isPriceOpen = (status: OrderStatus): boolean => status !== 'completed' && status !== 'cancelled';
