import type { Role } from '../../accounts/rights/actor.js';
import type { OrderStatus } from './order-status.js';

/** Rows as operations use them: locked, with the column names, prices as decimal strings. */
export interface OrderRow {
  readonly id: number;
  readonly client_id: number;
  readonly professional_id: number;
  /** The user behind the professional. */
  readonly professional_user_id: number;
  readonly service_id: number;
  readonly status: OrderStatus;
  readonly notes: string;
  readonly price: string;
  /** Increases by one with every update that changes something. */
  readonly version: number;
}

export interface ProfessionalRow {
  readonly id: number;
  readonly user_id: number;
  readonly is_approved: boolean;
  readonly is_verified: boolean;
  readonly version: number;
}

export interface ServiceRow {
  readonly id: number;
  readonly professional_id: number;
  readonly professional_user_id: number;
  readonly name: string;
  readonly description: string;
  readonly price: string;
  readonly is_active: boolean;
  readonly version: number;
}

export interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly role: Role;
  readonly is_active: boolean;
}

/**
 * The locked rows of one table while operations are applied in memory: each operation sees the effects of those before
 * it, and only actual changes are written at the end.
 */
export class WorkingSet<Row extends { readonly id: number }> {
  private readonly rows: Map<number, Row>;
  private readonly changedIds = new Set<number>();
  private readonly deletedIds = new Set<number>();

  constructor(rows: readonly Row[]) {
    this.rows = new Map(rows.map((row) => [row.id, row]));
  }

  /** The current row; undefined when it does not exist or was deleted. */
  get(id: number): Row | undefined {
    return this.rows.get(id);
  }

  all(): IterableIterator<Row> {
    return this.rows.values();
  }

  /** Replaces the row by its changed version. */
  change(row: Row): void {
    this.rows.set(row.id, row);
    this.changedIds.add(row.id);
  }

  delete(id: number): void {
    this.rows.delete(id);
    this.changedIds.delete(id);
    this.deletedIds.add(id);
  }

  /** Rows to write, ordered by id. */
  changed(): readonly Row[] {
    return [...this.changedIds].sort((a, b) => a - b).flatMap((id) => this.rows.get(id) ?? []);
  }

  /** Ids of rows to delete, in order. */
  deleted(): readonly number[] {
    return [...this.deletedIds].sort((a, b) => a - b);
  }
}

/** The locked rows of a batch, table by table. */
export interface WorkingTables {
  readonly orders: WorkingSet<OrderRow>;
  readonly professionals: WorkingSet<ProfessionalRow>;
  readonly services: WorkingSet<ServiceRow>;
  readonly users: WorkingSet<UserRow>;
}
