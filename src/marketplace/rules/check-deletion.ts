import type { Actor } from '../../accounts/rights/actor.js';
import type { Deletable } from './operation-type.js';
import { DELETE_RIGHTS, reaches } from './rights.js';
import type { WorkingTables } from './rows.js';

/** Rows that others refer to, not counting those that the same batch deletes. Queried once for all operations. */
export interface Referred {
  readonly professionals: ReadonlySet<number>;
  readonly services: ReadonlySet<number>;
}

export const NOTHING_REFERRED: Referred = { professionals: new Set(), services: new Set() };

type DeletionCheck = 'allowed' | 'missing' | 'forbidden' | 'referred';

/**
 * Whether a row can be deleted at this point of the batch. An earlier operation may have deleted the rows that referred
 * to it; a later one has not yet.
 */
export function checkDeletion(
  resource: Deletable,
  id: number,
  tables: WorkingTables,
  referred: Referred,
  actor: Actor,
): DeletionCheck {
  const found = FIND[resource](id, tables, actor.userId);
  if (found === undefined) return 'missing';
  const right = DELETE_RIGHTS[resource][actor.role];
  if (!reaches(right, { isOwn: found.isOwn, isCustomer: false })) return 'forbidden';
  const isReferred = resource !== 'orders' && referred[resource].has(id);
  return isReferred || found.hasReferrers() ? 'referred' : 'allowed';
}

interface Found {
  readonly isOwn: boolean;
  /** Whether a locked row of the batch still refers to it. */
  readonly hasReferrers: () => boolean;
}

const FIND: Readonly<Record<Deletable, (id: number, tables: WorkingTables, userId: number) => Found | undefined>> = {
  orders: (id, { orders }, userId) => {
    const row = orders.get(id);
    return (
      row && {
        isOwn: row.client_id === userId || row.professional_user_id === userId,
        hasReferrers: () => false,
      }
    );
  },
  services: (id, { services, orders }, userId) => {
    const row = services.get(id);
    return (
      row && {
        isOwn: row.professional_user_id === userId,
        hasReferrers: () => some(orders.all(), (order) => order.service_id === id),
      }
    );
  },
  professionals: (id, { professionals, orders, services }, userId) => {
    const row = professionals.get(id);
    return (
      row && {
        isOwn: row.user_id === userId,
        hasReferrers: () =>
          some(orders.all(), (order) => order.professional_id === id) ||
          some(services.all(), (service) => service.professional_id === id),
      }
    );
  },
};

function some<Row>(rows: Iterable<Row>, test: (row: Row) => boolean): boolean {
  for (const row of rows) if (test(row)) return true;
  return false;
}
