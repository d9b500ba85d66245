import { extrasFaults, unknownFields } from '../../batch/request/item-extras.js';
import type { ItemError, ValidationFault } from '../../platform/errors/app-error.js';
import { isPlainObject } from '../../platform/http/faults.js';
import {
  DELETABLE,
  type Deletable,
  isDeletable,
  isSingleType,
  METHODS,
  type OperationType,
  SINGLE_TYPES,
  type SingleType,
  type UpdateType,
} from './operation-type.js';
import { FIELD_RIGHTS } from './rights.js';

/** An operation as submitted: an object that has not been validated. Its faults fail only its own item. */
export type RawOperation = Readonly<Record<string, unknown>>;

/** An operation with a valid shape; its values are checked against its row. */
export type ReadOperation =
  | {
      readonly type: UpdateType;
      readonly id: number;
      /** Fields and values as submitted; at least one, and every field exists for the type. */
      readonly data: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'bulk_delete'; readonly id: number; readonly resource: Deletable };

/** A valid operation, or the error. */
export type ParsedOperation = { readonly operation: ReadOperation } | { readonly error: ItemError };

const KNOWN = new Set(['operation_type', 'method', 'resource_id', 'data', 'ref', 'metadata']);

/** Parses one operation of a batch of the given type. */
export function readOperation(raw: RawOperation, batchType: OperationType): ParsedOperation {
  const firstFault = [...unknownFields(raw, KNOWN), ...extrasFaults(raw)][0];
  if (firstFault !== undefined) return refuse(`${firstFault.field} ${firstFault.message}.`, firstFault);
  const type = readType(raw['operation_type'], batchType);
  if (typeof type !== 'string') return type;
  const methodError = checkMethod(raw['method'], type);
  if (methodError !== undefined) return { error: methodError };
  const id = raw['resource_id'];
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1)
    return refuse(`resource_id must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}.`, { field: 'resource_id' });
  const data = raw['data'];
  if (!isPlainObject(data)) return refuse('data must be an object.', { field: 'data' });
  return type === 'bulk_delete' ? readDeletion(id, data) : readUpdate(type, id, data);
}

/** Type of an operation: the batch's, or its own in a `custom` batch. */
function readType(own: unknown, batchType: OperationType): SingleType | { readonly error: ItemError } {
  if (batchType === 'custom') {
    if (isSingleType(own)) return own;
    return refuse(
      `operation_type must be one of ${SINGLE_TYPES.join(', ')}: in a custom batch each operation has its own.`,
      { field: 'operation_type', allowed: SINGLE_TYPES },
    );
  }
  if (own === undefined || own === batchType) return batchType;
  return refuse(`operation_type must be omitted or ${batchType}: only a custom batch mixes types.`, {
    field: 'operation_type',
  });
}

function checkMethod(method: unknown, type: SingleType): ItemError | undefined {
  const allowed = METHODS[type];
  if (method === undefined || allowed.some((known) => known === method)) return undefined;
  return {
    code: 'METHOD_NOT_ALLOWED',
    message: `${type} accepts only the method ${allowed.join(' or ')}.`,
    details: { field: 'method', allowed },
  };
}

function readDeletion(id: number, data: Readonly<Record<string, unknown>>): ParsedOperation {
  const { resource, ...rest } = data;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) return refuseField(unknown, ['resource'], 'bulk_delete');
  if (!isDeletable(resource))
    return refuse(`data.resource must be one of ${DELETABLE.join(', ')}.`, {
      field: 'data.resource',
      allowed: DELETABLE,
    });
  return { operation: { type: 'bulk_delete', id, resource } };
}

function readUpdate(type: UpdateType, id: number, data: Readonly<Record<string, unknown>>): ParsedOperation {
  const rights: object = FIELD_RIGHTS[type];
  const fields = Object.keys(data);
  if (fields.length === 0)
    return refuse(`data must have at least one of ${Object.keys(rights).join(', ')}.`, { field: 'data' });
  const unknown = fields.find((field) => !Object.hasOwn(rights, field));
  if (unknown !== undefined) return refuseField(unknown, Object.keys(rights), type);
  return { operation: { type, id, data } };
}

const refuseField = (field: string, allowed: readonly string[], type: SingleType): { readonly error: ItemError } =>
  refuse(`data.${field.slice(0, 100)} is not a field of ${type}, which takes ${allowed.join(', ')}.`, {
    field: `data.${field.slice(0, 100)}`,
    allowed,
  });

const refuse = (
  message: string,
  details: Readonly<Record<string, unknown>> | ValidationFault,
): { readonly error: ItemError } => ({ error: { code: 'VALIDATION_ERROR', message, details: { ...details } } });
