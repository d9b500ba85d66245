import type { Actor } from '../../accounts/rights/actor.js';
import { failed, succeeded, type Outcome } from '../../batch/model/items/item.js';
import type { ItemError } from '../../platform/errors/app-error.js';
import { checkDeletion, type Referred } from './check-deletion.js';
import type { UpdateType } from './operation-type.js';
import type { ReadOperation, ParsedOperation } from './read-operation.js';
import { forbiddenField } from './rights.js';
import type { WorkingSet, WorkingTables } from './rows.js';
import { ORDER_UPDATE, PROFESSIONAL_APPROVAL, SERVICE_UPDATE, USER_UPDATE, type UpdateRule } from './update-rules.js';

/** Result of an operation: the row after it, or a mark that the row was deleted. */
export type OperationOutput = Readonly<Record<string, unknown>>;

type Update = Extract<ReadOperation, { readonly data: unknown }>;
type Step = (operation: Update, tables: WorkingTables, actor: Actor) => Outcome<OperationOutput>;

const STEPS: Readonly<Record<UpdateType, Step>> = {
  order_update: (operation, { orders }, actor) => update(ORDER_UPDATE, operation, orders, actor),
  professional_approval: (operation, tables, actor) =>
    update(PROFESSIONAL_APPROVAL, operation, tables.professionals, actor),
  service_update: (operation, { services }, actor) => update(SERVICE_UPDATE, operation, services, actor),
  user_update: (operation, { users }, actor) => update(USER_UPDATE, operation, users, actor),
};

/**
 * Applies operations to the locked rows in memory, strictly in order: each sees the effects of those before it, and a
 * failed one changes nothing. The observable result equals one transaction per operation.
 */
export const walkOperations = (
  readings: readonly ParsedOperation[],
  tables: WorkingTables,
  referred: Referred,
  actor: Actor,
): readonly Outcome<OperationOutput>[] =>
  readings.map((reading) => {
    if ('error' in reading) return failed(reading.error);
    const { operation } = reading;
    return operation.type === 'bulk_delete'
      ? remove(operation, tables, referred, actor)
      : STEPS[operation.type](operation, tables, actor);
  });

/** Checks existence, rights, values and business rules, then applies the change, in this order. */
function update<Type extends UpdateType, Row extends { readonly id: number }>(
  rule: UpdateRule<Type, Row>,
  operation: Update,
  rows: WorkingSet<Row>,
  actor: Actor,
): Outcome<OperationOutput> {
  const before = rows.get(operation.id);
  if (before === undefined) return failed(notFound(rule.noun, operation.id));
  const fields = Object.keys(operation.data);
  const forbidden = forbiddenField(rule.type, fields, actor, rule.relate(before, actor));
  if (forbidden !== undefined) return failed(denied(actor, `change data.${forbidden} of ${rule.noun}`, operation.id));
  const values = readValues(rule.fields, operation.data);
  if ('error' in values) return failed(values.error);
  // The rules have parsed the values, so they fit the columns of the row.
  const after: Row = { ...before, ...values.change };
  const refused = rule.check({ before, after, actor }, rows);
  if (refused !== undefined) return failed(refused);
  if (!isEffective(before, values.change)) return succeeded(rule.show(before));
  const touched = rule.touch(after);
  rows.change(touched);
  return succeeded(rule.show(touched));
}

function readValues(
  rules: Readonly<Record<string, { readonly read: (value: unknown) => unknown; readonly takes: string }>>,
  data: Readonly<Record<string, unknown>>,
): { readonly change: Readonly<Record<string, unknown>> } | { readonly error: ItemError } {
  const change: Record<string, unknown> = {};
  for (const [field, raw] of Object.entries(data)) {
    const rule = rules[field];
    const value = rule?.read(raw);
    if (rule === undefined || value === undefined)
      return {
        error: {
          code: 'VALIDATION_ERROR',
          message: `data.${field} must be ${rule?.takes ?? 'omitted'}.`,
          details: { field: `data.${field}` },
        },
      };
    change[field] = value;
  }
  return { change };
}

/** Whether a change differs from the current values; if not, nothing is written and the version stays. */
const isEffective = (before: object, change: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(change).some(([field, value]) => (before as Readonly<Record<string, unknown>>)[field] !== value);

function remove(
  { id, resource }: Extract<ReadOperation, { readonly resource: unknown }>,
  tables: WorkingTables,
  referred: Referred,
  actor: Actor,
): Outcome<OperationOutput> {
  const deletion = checkDeletion(resource, id, tables, referred, actor);
  if (deletion === 'missing') return failed(notFound(NOUNS[resource], id));
  if (deletion === 'forbidden') return failed(denied(actor, `delete ${NOUNS[resource]}`, id));
  if (deletion === 'referred')
    return failed({
      code: 'CONFLICT',
      message: `The ${NOUNS[resource]} ${id} cannot be deleted while other rows refer to it.`,
      details: { resource },
    });
  tables[resource].delete(id);
  return succeeded({ id, resource, deleted: true });
}

const NOUNS = { orders: 'order', services: 'service', professionals: 'professional' } as const;

const notFound = (noun: string, id: number): ItemError => ({
  code: 'NOT_FOUND',
  message: `There is no ${noun} ${id}.`,
});

const denied = (actor: Actor, deed: string, id: number): ItemError => ({
  code: 'PERMISSION_DENIED',
  message: `The role ${actor.role} may not ${deed} ${id}.`,
});
