import type { Actor } from '../../accounts/rights/actor.js';
import type { ItemError } from '../../platform/errors/app-error.js';
import {
  DESCRIPTION,
  type FieldRule,
  FLAG,
  NAME,
  NEVER,
  NOTES,
  ORDER_STATUS,
  PRICE,
  USER_EMAIL,
  USER_NAME,
  USER_PHONE,
  USER_ROLE,
} from './field-rules.js';
import type { UpdateType } from './operation-type.js';
import { isPriceOpen, checkTransition, targetsOf } from './order-status.js';
import type { FieldOf, Relation } from './rights.js';
import type { OrderRow, ProfessionalRow, ServiceRow, UserRow, WorkingSet } from './rows.js';

/** Rules of one update type for one row, except the rights, which are data. */
export interface UpdateRule<Type extends UpdateType, Row extends { readonly id: number }> {
  readonly type: Type;
  /** Name of the resource in messages. */
  readonly noun: string;
  readonly fields: Readonly<Record<FieldOf<Type>, FieldRule>>;
  readonly relate: (row: Row, actor: Actor) => Relation;
  /** Checks the change as a whole; undefined when it is allowed. */
  readonly check: (change: Change<Row>, rows: WorkingSet<Row>) => ItemError | undefined;
  /** Returns the row after an effective change. */
  readonly touch: (row: Row) => Row;
  /** Public view of the row. */
  readonly show: (row: Row) => Readonly<Record<string, unknown>>;
}

interface Change<Row> {
  readonly before: Row;
  readonly after: Row;
  readonly actor: Actor;
}

const own = (isOwn: boolean): Relation => ({ isOwn, isCustomer: false });
const nextVersion = <Row extends { readonly version: number }>(row: Row): Row => ({ ...row, version: row.version + 1 });
const invalid = (field: string, message: string, details: object = {}): ItemError => ({
  code: 'VALIDATION_ERROR',
  message: `data.${field}: ${message}`,
  details: { field: `data.${field}`, ...details },
});

export const ORDER_UPDATE: UpdateRule<'order_update', OrderRow> = {
  type: 'order_update',
  noun: 'order',
  fields: { status: ORDER_STATUS, notes: NOTES, price: PRICE },
  relate: (row, { userId }) => own(row.client_id === userId || row.professional_user_id === userId),
  check: checkOrder,
  touch: nextVersion,
  show: ({ id, status, notes, price, version }) => ({ id, status, notes, price, version }),
};

function checkOrder({ before, after, actor }: Change<OrderRow>): ItemError | undefined {
  const transition = checkTransition(before.status, after.status, actor.role);
  if (transition === 'invalid') {
    const allowed = targetsOf(before.status);
    const way = allowed.length === 0 ? 'nowhere' : `to ${allowed.join(' or ')} only`;
    return invalid('status', `invalid_transition: an order that is ${before.status} can go ${way}.`, {
      reason: 'invalid_transition',
      from: before.status,
      to: after.status,
      allowed,
    });
  }
  if (transition === 'forbidden')
    return {
      code: 'PERMISSION_DENIED',
      message: `A ${actor.role} may not change data.status of an order from ${before.status} to ${after.status}.`,
      details: { field: 'data.status' },
    };
  if (before.price !== after.price && !isPriceOpen(before.status))
    return invalid('price', `the price of an order that is ${before.status} is final.`, { reason: 'price_final' });
  return undefined;
}

export const PROFESSIONAL_APPROVAL: UpdateRule<'professional_approval', ProfessionalRow> = {
  type: 'professional_approval',
  noun: 'professional',
  fields: { is_approved: FLAG, is_verified: FLAG },
  relate: (row, { userId }) => own(row.user_id === userId),
  check: ({ after }) =>
    after.is_verified && !after.is_approved
      ? invalid('is_verified', 'only an approved professional can be verified; withdraw both together.')
      : undefined,
  touch: nextVersion,
  show: ({ id, user_id, is_approved, is_verified, version }) => ({ id, user_id, is_approved, is_verified, version }),
};

export const SERVICE_UPDATE: UpdateRule<'service_update', ServiceRow> = {
  type: 'service_update',
  noun: 'service',
  fields: { name: NAME, description: DESCRIPTION, price: PRICE, is_active: FLAG },
  relate: (row, { userId }) => own(row.professional_user_id === userId),
  check: () => undefined,
  touch: nextVersion,
  show: ({ id, name, description, price, is_active, version }) => ({
    id,
    name,
    description,
    price,
    is_active,
    version,
  }),
};

export const USER_UPDATE: UpdateRule<'user_update', UserRow> = {
  type: 'user_update',
  noun: 'user',
  fields: {
    name: USER_NAME,
    email: USER_EMAIL,
    phone: USER_PHONE,
    role: USER_ROLE,
    is_active: FLAG,
    password: NEVER,
  },
  relate: (row, { userId }) => ({
    isOwn: row.id === userId,
    isCustomer: row.role === 'client' || row.role === 'professional',
  }),
  check: checkUser,
  touch: (row) => row,
  show: ({ id, name, email, phone, role, is_active }) => ({ id, name, email, phone, role, is_active }),
};

const isActiveAdmin = ({ role, is_active }: UserRow): boolean => role === 'admin' && is_active;

/** Whether there is another active admin; all of them are locked when an operation could remove one. */
function hasAdminBeside(users: WorkingSet<UserRow>, id: number): boolean {
  for (const user of users.all()) if (user.id !== id && isActiveAdmin(user)) return true;
  return false;
}

function checkUser({ before, after, actor }: Change<UserRow>, users: WorkingSet<UserRow>): ItemError | undefined {
  const demoted = before.role !== after.role ? 'role' : before.is_active !== after.is_active ? 'is_active' : undefined;
  if (demoted !== undefined && before.id === actor.userId)
    return {
      code: 'PERMISSION_DENIED',
      message: `No user may change data.${demoted} of their own account.`,
      details: { field: `data.${demoted}` },
    };
  if (isActiveAdmin(before) && !isActiveAdmin(after) && !hasAdminBeside(users, before.id))
    return {
      code: 'CONFLICT',
      message: 'The last active admin cannot be made inactive or given another role.',
      details: { field: `data.${demoted ?? 'role'}` },
    };
  const email = after.email.toLowerCase();
  if (email === before.email.toLowerCase()) return undefined;
  for (const other of users.all())
    if (other.id !== after.id && other.email.toLowerCase() === email)
      return {
        code: 'CONFLICT',
        message: 'data.email: another user has this address.',
        details: { field: 'data.email' },
      };
  return undefined;
}
