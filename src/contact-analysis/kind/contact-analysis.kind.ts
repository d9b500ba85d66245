import { MAX_BATCH_ITEMS } from '../../batch/model/items/item.js';
import type { JsonSchema, KindDeclaration } from '../../batch/model/kinds/kind.js';

const text = { type: 'string' };

/** The fields of `data` that have a column of their own, as contact-row.ts takes them. */
const CONTACT_FIELDS: Readonly<Record<string, JsonSchema>> = {
  'data.name': { ...text, description: 'Name of the person.', example: 'Ana Souza' },
  'data.email': { ...text, description: 'E-mail address.', example: 'ana@example.com' },
  'data.phone': { ...text, description: 'Telephone number.' },
  'data.company': { ...text, description: 'Company of the person.' },
  'data.position': { ...text, description: 'Position of the person.' },
  'data.source': { ...text, description: 'Where the contact comes from.' },
  'data.score': { type: 'number', description: 'Score of the contact.' },
  'data.sentiment': { ...text, description: 'Mood of the contact.' },
  'data.tags': { type: 'array', items: text, description: 'Labels of the contact.' },
  'data.notes': { ...text, description: 'Notes on the contact.' },
};

/** Contacts, inserted as rows in the request's own transaction. */
export const CONTACT_ANALYSIS: KindDeclaration = {
  name: 'contact_analysis',
  title: 'Contact analysis',
  description: 'Stores contacts as rows, all that are valid in one statement.',
  scopes: { submit: 'contacts:write', read: 'contacts:read' },
  publicId: 'uuid',
  maxItems: MAX_BATCH_ITEMS,
  columns: {
    synonyms: {
      id: [
        'contact id',
        'contact number',
        'external id',
        'customer id',
        'record id',
        'code',
        'kontakt id',
        'código',
        'номер',
      ],
      priority: ['urgency', 'priorität', 'prioridade', 'приоритет'],
      'data.name': ['full name', 'contact name', 'nome', 'имя', 'фио'],
      'data.email': ['e-mail', 'mail', 'email address', 'e-mail address', 'e-mail-adresse', 'почта'],
      'data.phone': ['telephone', 'phone number', 'mobile', 'tel', 'telefon', 'telefone', 'телефон'],
      'data.company': ['company name', 'organisation', 'organization', 'firma', 'unternehmen', 'empresa', 'компания'],
      'data.position': ['job title', 'title', 'role', 'cargo', 'должность'],
      'data.tags': ['labels', 'schlagworte', 'etiquetas', 'теги'],
      'data.notes': ['note', 'comment', 'comments', 'notizen', 'observações', 'заметки'],
    },
    fields: CONTACT_FIELDS,
    rest: 'data',
  },
  routes: [{ method: 'POST', path: '/api/v1/batch-process' }],
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
