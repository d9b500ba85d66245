import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../accounts/rights/actor.js';
import { requireScope, type ScopeName } from '../../accounts/rights/scopes.js';
import { type Scope, TransactionalHandler } from '../../batch/model/handlers/handler.js';
import type { Item, Outcome } from '../../batch/model/items/item.js';
import type { ExportFields, Kind } from '../../batch/model/kinds/kind.js';
import type { Referred } from '../../marketplace/rules/check-deletion.js';
import type { OperationType } from '../../marketplace/rules/operation-type.js';
import { type RawOperation, type ParsedOperation, readOperation } from '../../marketplace/rules/read-operation.js';
import { ResourceStore } from '../../marketplace/store/resource-store.js';
import type { WorkingTables } from '../../marketplace/rules/rows.js';
import { type OperationOutput, walkOperations } from '../../marketplace/rules/apply-operations.js';
import { checkOperation } from '../input/check-operation.js';
import { checkOperationOptions, type OperationOptions } from '../input/operation-options.js';
import { BATCH_OPERATIONS } from './batch-operations.kind.js';

/** Result of `lock`, which `apply` works on. */
interface LockedResources {
  readonly readings: readonly ParsedOperation[];
  readonly tables: WorkingTables;
  readonly referred: Referred;
}

/** Export columns: fields of the four resources and the mark of a deleted row, in order. */
const OUTPUT_FIELDS: ExportFields = {
  paths: [
    ...['id', 'user_id', 'resource', 'name', 'description', 'email', 'phone', 'role', 'status', 'notes', 'price'],
    ...['is_approved', 'is_verified', 'is_active', 'deleted', 'version'],
  ],
  isComplete: false,
};

/** Runs operations on the marketplace. Five round trips for fifty operations. */
@Injectable()
export class BatchOperationsHandler extends TransactionalHandler<
  RawOperation,
  OperationOptions,
  OperationOutput,
  LockedResources
> {
  readonly kind: Kind<RawOperation, OperationOptions> = {
    ...BATCH_OPERATIONS,
    checkItem: checkOperation,
    checkOptions: checkOperationOptions,
    scopesOf: (operations, { operation_type: type }) => scopesOf(type, operations),
    exportColumns: [],
    inputFields: { paths: ['operation_type', 'method', 'resource_id', 'data'], isComplete: false },
    outputFields: OUTPUT_FIELDS,
  };

  constructor(private readonly store: ResourceStore) {
    super();
  }

  /** Throws FORBIDDEN for the whole batch when it deletes and the key lacks the scope for that. */
  async lock(
    items: readonly Item<RawOperation>[],
    scope: Scope<OperationOptions>,
    tx: EntityManager,
  ): Promise<LockedResources> {
    const { operation_type: type } = scope.options;
    requireDeletionScope(
      scope.actor,
      type,
      items.map(({ input }) => input),
    );
    const readings = items.map(({ input }) => readOperation(input, type));
    const tables = await this.store.lock(readings, tx);
    return { readings, tables, referred: await this.store.findReferred(readings, tx) };
  }

  async apply(
    _items: readonly Item<RawOperation>[],
    { readings, tables, referred }: LockedResources,
    scope: Scope<OperationOptions>,
    tx: EntityManager,
  ): Promise<readonly Outcome<OperationOutput>[]> {
    const outcomes = walkOperations(readings, tables, referred, scope.actor);
    await this.store.write(tables, tx);
    return outcomes;
  }
}

/**
 * Bulk deletion needs a scope of its own, for the whole batch. Throws FORBIDDEN without it: the key may have lost it
 * since the batch was submitted.
 */
function requireDeletionScope(actor: Actor, type: OperationType, operations: readonly RawOperation[]): void {
  for (const scope of scopesOf(type, operations)) requireScope(actor, scope);
}

function scopesOf(type: OperationType, operations: readonly RawOperation[]): readonly ScopeName[] {
  const deletes =
    type === 'bulk_delete' || (type === 'custom' && operations.some((raw) => raw['operation_type'] === 'bulk_delete'));
  return deletes ? ['operations:bulk_delete'] : [];
}
