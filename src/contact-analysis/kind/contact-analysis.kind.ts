import { MAX_BATCH_ITEMS } from '../../batch/model/item.js';
import type { KindDeclaration } from '../../batch/model/kind.js';

/** Contacts, inserted as rows in the request's own transaction. */
export const CONTACT_ANALYSIS: KindDeclaration = {
  name: 'contact_analysis',
  title: 'Contact analysis',
  scopes: { submit: 'contacts:write', read: 'contacts:read' },
  publicId: 'uuid',
  maxItems: MAX_BATCH_ITEMS,
  schema: {
    item: {
      type: 'object',
      description: 'A contact.',
      required: ['id', 'data'],
      properties: {
        id: {
          description: 'The caller’s id of the contact, unique for the owner.',
          oneOf: [{ type: 'string', minLength: 1, maxLength: 255 }, { type: 'integer' }],
        },
        data: { type: 'object', additionalProperties: true, description: 'The fields of the contact, any of them.' },
        priority: {
          description: '1 (low) to 10 (urgent), or a word.',
          oneOf: [
            { type: 'integer', minimum: 1, maximum: 10 },
            { type: 'string', enum: ['low', 'normal', 'high', 'urgent'] },
          ],
          default: 5,
        },
      },
    },
    options: {
      type: 'object',
      description: 'How contacts are inserted.',
      properties: {
        strict: {
          type: 'boolean',
          default: false,
          description: 'Fields without a column of their own fail their item.',
        },
      },
    },
  },
};
