import { MAX_BATCH_ITEMS } from '../../batch/model/item.js';
import type { KindDeclaration } from '../../batch/model/kind.js';
import { OPERATION_TYPES } from '../../marketplace/rules/operation-type.js';

/** Operations on rows of the marketplace, executed in the request's own transaction. */
export const OPERATIONS: KindDeclaration = {
  name: 'operations',
  title: 'Operations',
  scopes: { submit: 'operations:write', read: 'operations:read' },
  publicId: 'integer',
  maxItems: MAX_BATCH_ITEMS,
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
