import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bigintColumn, booleanColumn, integerColumn, textColumn } from '../../platform/database/columns.js';
import { sendWithoutWaiting, run, type Statement } from '../../platform/database/statement.js';
import { NOTHING_REFERRED, type Referred } from '../rules/check-deletion.js';
import { type Deletable, TABLE_OF, type TableName } from '../rules/operation-type.js';
import type { ReadOperation, ParsedOperation } from '../rules/read-operation.js';
import {
  type OrderRow,
  type ProfessionalRow,
  type ServiceRow,
  type UserRow,
  WorkingSet,
  type WorkingTables,
} from '../rules/rows.js';
import {
  DELETE,
  LOCK_ORDERS,
  LOCK_PROFESSIONALS,
  LOCK_SERVICES,
  LOCK_USERS,
  REFERRED,
  UPDATE,
} from './resource-sql.js';

type Ids = Readonly<Record<TableName, readonly number[]>>;

/**
 * The rows that operations work on: locked and written by one statement per table each, whatever the number of
 * operations. Tables that no operation uses are not queried.
 */
@Injectable()
export class ResourceStore {
  /**
   * Locks every row that the operations name, in order of table name and row id so that batches never deadlock, and
   * returns their values.
   */
  async lock(readings: readonly ParsedOperation[], tx: EntityManager): Promise<WorkingTables> {
    const operations = readings.flatMap((reading) => ('operation' in reading ? [reading.operation] : []));
    const ids = idsOf(operations);
    // Sequential: the order of the locks prevents deadlocks between batches.
    const orders = await read<OrderRow>(LOCK_ORDERS, ids.orders, tx);
    const professionals = await read<ProfessionalRow>(LOCK_PROFESSIONALS, ids.professionals, tx);
    const services = await read<ServiceRow>(LOCK_SERVICES, ids.services, tx);
    const users = await read<UserRow>(LOCK_USERS, ids.users, tx, [emailsOf(operations), takesAdmins(operations)]);
    return { orders, professionals, services, users };
  }

  /**
   * The rows to delete that are referred to by rows that the operations do not delete. Queried after the locks: a new
   * row cannot refer to a locked one, so the result holds until the transaction ends.
   */
  async findReferred(readings: readonly ParsedOperation[], tx: EntityManager): Promise<Referred> {
    const idsToDelete = deletableIds(readings);
    if (idsToDelete.professionals.length + idsToDelete.services.length === 0) return NOTHING_REFERRED;
    const { rows } = await run<{ table: 'professionals' | 'services'; id: number }>(
      REFERRED,
      [idsToDelete.professionals, idsToDelete.services, idsToDelete.orders],
      tx,
    );
    const idsIn = (table: string) => new Set(rows.filter((row) => row.table === table).map(({ id }) => id));
    return { professionals: idsIn('professionals'), services: idsIn('services') };
  }

  /** Sends the updates, then the deletions with referring rows first; `flushStatements` reports failures. */
  async write(tables: WorkingTables, tx: EntityManager): Promise<void> {
    for (const table of ['orders', 'professionals', 'services', 'users'] as const) {
      const columns = CHANGED[table](tables);
      if (columns !== undefined) await sendWithoutWaiting(UPDATE[table], columns, tx);
    }
    for (const table of ['orders', 'services', 'professionals'] as const satisfies readonly Deletable[]) {
      const deleted = tables[table].deleted();
      if (deleted.length > 0) await sendWithoutWaiting(DELETE[table], [deleted], tx);
    }
  }
}

/**
 * The changed rows of a table as the columns that its update writes, in the order of its parameters; undefined when
 * there are none.
 */
const CHANGED: Readonly<Record<TableName, (tables: WorkingTables) => readonly Buffer[] | undefined>> = {
  orders: ({ orders }) =>
    columnsOf(orders, (rows) => [
      textColumn(rows.map(({ status }) => status)),
      textColumn(rows.map(({ notes }) => notes)),
      textColumn(rows.map(({ price }) => price)),
      integerColumn(rows.map(({ version }) => version)),
    ]),
  professionals: ({ professionals }) =>
    columnsOf(professionals, (rows) => [
      booleanColumn(rows.map((row) => row.is_approved)),
      booleanColumn(rows.map((row) => row.is_verified)),
      integerColumn(rows.map(({ version }) => version)),
    ]),
  services: ({ services }) =>
    columnsOf(services, (rows) => [
      textColumn(rows.map(({ name }) => name)),
      textColumn(rows.map(({ description }) => description)),
      textColumn(rows.map(({ price }) => price)),
      booleanColumn(rows.map((row) => row.is_active)),
      integerColumn(rows.map(({ version }) => version)),
    ]),
  users: ({ users }) =>
    columnsOf(users, (rows) => [
      textColumn(rows.map(({ name }) => name)),
      textColumn(rows.map(({ email }) => email)),
      textColumn(rows.map(({ phone }) => phone)),
      textColumn(rows.map(({ role }) => role)),
      booleanColumn(rows.map((row) => row.is_active)),
    ]),
};

function columnsOf<Row extends { readonly id: number }>(
  set: WorkingSet<Row>,
  others: (rows: readonly Row[]) => readonly Buffer[],
): readonly Buffer[] | undefined {
  const rows = set.changed();
  return rows.length === 0 ? undefined : [bigintColumn(rows.map(({ id }) => id)), ...others(rows)];
}

async function read<Row extends { readonly id: number }>(
  statement: Statement,
  ids: readonly number[],
  tx: EntityManager,
  more: readonly unknown[] = [],
): Promise<WorkingSet<Row>> {
  if (ids.length === 0) return new WorkingSet<Row>([]);
  const { rows } = await run<Row & Record<string, unknown>>(statement, [ids, ...more], tx);
  return new WorkingSet<Row>(rows);
}

function idsOf(operations: readonly ReadOperation[]): Ids {
  const ids: Record<TableName, Set<number>> = {
    orders: new Set(),
    professionals: new Set(),
    services: new Set(),
    users: new Set(),
  };
  for (const operation of operations)
    ids[operation.type === 'bulk_delete' ? operation.resource : TABLE_OF[operation.type]].add(operation.id);
  return {
    orders: [...ids.orders],
    professionals: [...ids.professionals],
    services: [...ids.services],
    users: [...ids.users],
  };
}

/**
 * E-mail addresses that users will get: the users who have them are locked too, so that a conflict is detected in
 * advance.
 */
const emailsOf = (operations: readonly ReadOperation[]): readonly string[] =>
  operations.flatMap((operation) => {
    const email = operation.type === 'user_update' ? operation.data['email'] : undefined;
    return typeof email === 'string' ? [email] : [];
  });

/** Whether one of the operations may remove an admin. */
const takesAdmins = (operations: readonly ReadOperation[]): boolean =>
  operations.some(
    (operation) => operation.type === 'user_update' && MAKES_ADMIN.some((field) => field in operation.data),
  );

/** Fields that decide whether a user is an active admin. */
const MAKES_ADMIN = ['role', 'is_active'] as const;

function deletableIds(readings: readonly ParsedOperation[]): Readonly<Record<Deletable, readonly number[]>> {
  const ids: Record<Deletable, number[]> = { orders: [], services: [], professionals: [] };
  for (const reading of readings)
    if ('operation' in reading && reading.operation.type === 'bulk_delete')
      ids[reading.operation.resource].push(reading.operation.id);
  return ids;
}
