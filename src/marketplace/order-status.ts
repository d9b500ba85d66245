import type { Role } from '../accounts/actor.js';

/** The life of an order. The migration's check constraint holds the same list; a test compares them. */
export const ORDER_STATUSES = ['pending', 'confirmed', 'in_progress', 'completed', 'cancelled'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const isOrderStatus = (value: unknown): value is OrderStatus =>
  ORDER_STATUSES.some((status) => status === value);

type Targets = Readonly<Partial<Record<OrderStatus, readonly Role[]>>>;

const WORKERS = ['professional', 'staff', 'admin'] as const;
const EVERYBODY = ['client', ...WORKERS] as const;
const OFFICE = ['staff', 'admin'] as const;

/**
 * Where an order may go from where it is, and who may send it there (on orders they may change at all). A pair that is not
 * listed is no transition for anybody; to stay is always allowed and changes nothing.
 *
 *   pending → confirmed → in_progress → completed, cancelled from any of the first three; the office reopens what was
 *   completed by mistake; cancelled is the end.
 */
export const ORDER_TRANSITIONS: Readonly<Record<OrderStatus, Targets>> = {
  pending: { confirmed: WORKERS, cancelled: EVERYBODY },
  confirmed: { in_progress: WORKERS, completed: WORKERS, cancelled: EVERYBODY },
  in_progress: { completed: WORKERS, cancelled: OFFICE },
  completed: { in_progress: OFFICE },
  cancelled: {},
};

/** Whether a transition is open to a role, closed to it, or none at all. */
export type Transition = 'allowed' | 'forbidden' | 'invalid';

export function checkTransition(from: OrderStatus, to: OrderStatus, role: Role): Transition {
  if (from === to) return 'allowed';
  const roles = ORDER_TRANSITIONS[from][to];
  if (roles === undefined) return 'invalid';
  return roles.includes(role) ? 'allowed' : 'forbidden';
}

/** The statuses an order can be sent to from this one, by anybody. */
export const targetsOf = (from: OrderStatus): readonly OrderStatus[] =>
  ORDER_STATUSES.filter((to) => ORDER_TRANSITIONS[from][to] !== undefined);

/** Whether the price can still change: what is done or called off keeps the price it had. */
export const isPriceOpen = (status: OrderStatus): boolean => status !== 'completed' && status !== 'cancelled';
