import { MAX_BATCH_ITEMS } from '../../batch/model/items/item.js';
import type { JsonSchema, KindDeclaration } from '../../batch/model/kinds/kind.js';
import { DELETABLE, OPERATION_TYPES } from '../../marketplace/rules/operation-type.js';

const text = { type: 'string' };
const flag = { type: 'boolean' };

/** The fields that operations change, each of one or several types. */
const DATA_FIELDS: Readonly<Record<string, JsonSchema>> = {
  'data.status': { ...text, description: 'State of an order.', example: 'confirmed' },
  'data.notes': { ...text, description: 'Notes on an order.' },
  'data.price': {
    ...text,
    description: 'Price of an order or service, with at most two fraction digits.',
    example: '120.50',
  },
  'data.name': { ...text, description: 'Name of a service or user.' },
  'data.description': { ...text, description: 'Description of a service.' },
  'data.email': { ...text, description: 'E-mail address of a user.' },
  'data.phone': { ...text, description: 'Telephone number of a user.' },
  'data.role': { ...text, description: 'Role of a user.' },
  'data.is_active': { ...flag, description: 'Whether a service or user is active.' },
  'data.is_approved': { ...flag, description: 'Whether a professional is approved.' },
  'data.is_verified': { ...flag, description: 'Whether a professional is verified.' },
  'data.resource': { ...text, description: 'What `bulk_delete` deletes.', enum: DELETABLE },
};

/** Operations on rows of the marketplace, executed in the request's own transaction. */
export const BATCH_OPERATIONS: KindDeclaration = {
  name: 'operations',
  title: 'Operations',
  description: 'Changes rows of the marketplace one after the other, each change atomic by itself.',
  scopes: { submit: 'operations:write', read: 'operations:read' },
  publicId: 'integer',
  maxItems: MAX_BATCH_ITEMS,
  columns: {
    synonyms: {
      operation_type: ['operation', 'type', 'operação', 'операция'],
      resource_id: [
        'id',
        'row id',
        'order',
        'order id',
        'order number',
        'service id',
        'professional id',
        'user id',
        'bestellung',
        'pedido',
        'заказ',
      ],
      'data.status': ['state', 'zustand', 'estado', 'статус'],
      'data.price': ['amount', 'preis', 'preço', 'цена'],
      'data.notes': ['note', 'comment', 'notizen', 'observações', 'заметки'],
    },
    fields: DATA_FIELDS,
  },
  routes: [{ method: 'POST', path: '/api/v1/batch/' }],
  schema: {
    item: {
      type: 'object',
      description: 'An operation; its `operation_type` counts only with the option `operation_type: custom`.',
      properties: {
        operation_type: {
          type: 'string',
          enum: OPERATION_TYPES.filter((type) => type !== 'custom'),
          description: 'What the operation changes.',
        },
        method: { type: 'string', description: 'PATCH unless the type says otherwise.', example: 'PATCH' },
        resource_id: { type: 'integer', description: 'Id of the row.', minimum: 1 },
        data: { type: 'object', description: 'The fields to change.', additionalProperties: true },
      },
    },
    options: {
      type: 'object',
      description: 'Options of a batch of operations.',
      required: ['operation_type'],
      properties: {
        operation_type: {
          type: 'string',
          enum: OPERATION_TYPES,
          description: 'Type of all operations; `custom`: each has its own.',
        },
      },
    },
  },
};
