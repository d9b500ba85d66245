import type { Actor, Role } from '../../accounts/rights/actor.js';
import type { Deletable, UpdateType } from './operation-type.js';

/**
 * Reach of a right: no rows, the actor's own rows, also those of customers (users who are clients or professionals), or
 * all rows.
 */
export type Reach = 'none' | 'own' | 'customers' | 'any';

type ByRole = Readonly<Record<Role, Reach>>;

const reach = (client: Reach, professional: Reach, staff: Reach, admin: Reach): ByRole => ({
  client,
  professional,
  staff,
  admin,
});

/**
 * Which role may change which field. A field that is not listed does not exist for its type, and a role without a reach
 * has no right; `docs/reference/rights.md` and the tests read this table.
 * `password` is listed so that the attempt is answered with PERMISSION_DENIED: API keys are the only credentials, and
 * passwords cannot be set.
 */
export const FIELD_RIGHTS = {
  order_update: {
    status: reach('own', 'own', 'any', 'any'),
    notes: reach('own', 'own', 'any', 'any'),
    price: reach('none', 'own', 'any', 'any'),
  },
  professional_approval: {
    is_approved: reach('none', 'none', 'any', 'any'),
    is_verified: reach('none', 'none', 'any', 'any'),
  },
  service_update: {
    name: reach('none', 'own', 'any', 'any'),
    description: reach('none', 'own', 'any', 'any'),
    price: reach('none', 'own', 'none', 'any'),
    is_active: reach('none', 'own', 'any', 'any'),
  },
  user_update: {
    name: reach('own', 'own', 'customers', 'any'),
    email: reach('own', 'own', 'customers', 'any'),
    phone: reach('own', 'own', 'customers', 'any'),
    role: reach('none', 'none', 'none', 'any'),
    is_active: reach('none', 'none', 'none', 'any'),
    password: reach('none', 'none', 'none', 'none'),
  },
} as const satisfies Readonly<Record<UpdateType, Readonly<Record<string, ByRole>>>>;

/** The fields of an update type. */
export type FieldOf<Type extends UpdateType> = keyof (typeof FIELD_RIGHTS)[Type] & string;

/**
 * Which role may delete which resource, by `bulk_delete` (which also needs its scope) or by the resource's own route.
 */
export const DELETE_RIGHTS: Readonly<Record<Deletable, ByRole>> = {
  orders: reach('none', 'none', 'any', 'any'),
  services: reach('none', 'own', 'any', 'any'),
  professionals: reach('none', 'none', 'none', 'any'),
};

/** Relation of a row to an actor. */
export interface Relation {
  readonly isOwn: boolean;
  /** Whether the row is a user who is a client or a professional. */
  readonly isCustomer: boolean;
}

/** Whether a right covers a row. */
export const reaches = (right: Reach, relation: Relation): boolean => {
  const answers: Readonly<Record<Reach, boolean>> = {
    none: false,
    own: relation.isOwn,
    customers: relation.isOwn || relation.isCustomer,
    any: true,
  };
  return answers[right];
};

/**
 * The first of the fields that the actor may not change on a row with this relation; undefined when all are allowed.
 */
export function forbiddenField(
  type: UpdateType,
  fields: readonly string[],
  actor: Pick<Actor, 'role'>,
  relation: Relation,
): string | undefined {
  const rights: Readonly<Record<string, ByRole>> = FIELD_RIGHTS[type];
  return fields.find((field) => !reaches(rights[field]?.[actor.role] ?? 'none', relation));
}
