import type { KindDeclaration } from '../../batch/model/kind.js';
import { OPERATION_TYPES } from '../../marketplace/rules/operation-type.js';

/** Operations on rows of the marketplace, executed in the request's own transaction. */
export const OPERATIONS: KindDeclaration = {
  name: 'operations',
  title: 'Operations',
  scopes: { submit: 'operations:write', read: 'operations:read' },
  publicId: 'integer',
  maxItems: 10_000,
  schema: {
    item: {
      type: 'object',
      description: 'An operation; its `operation_type` counts only with the option `operation_type: custom`.',
      properties: {
        operation_type: { type: 'string', enum: OPERATION_TYPES.filter((type) => type !== 'custom') },
        method: { type: 'string', example: 'PATCH' },
        resource_id: { type: 'integer', minimum: 1 },
        data: { type: 'object', additionalProperties: true },
      },
    },
    options: {
      type: 'object',
      required: ['operation_type'],
      properties: { operation_type: { type: 'string', enum: OPERATION_TYPES } },
    },
  },
};
