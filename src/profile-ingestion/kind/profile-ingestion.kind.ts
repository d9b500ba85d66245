import { MAX_BATCH_ITEMS } from '../../batch/model/items/item.js';
import type { KindDeclaration } from '../../batch/model/kinds/kind.js';
import { MAX_BUDGET } from '../../batch/spending/spending.dto.js';
import { ROLES } from '../profile/role-terms.js';

/** Profiles by their LinkedIn address, with their companies. */
export const PROFILE_INGESTION: KindDeclaration = {
  name: 'profile_ingestion',
  title: 'Profile ingestion',
  description: 'Takes in profiles of executives by their LinkedIn addresses, with the companies of their work history.',
  scopes: { submit: 'profile:write', read: 'profile:read' },
  publicId: 'uuid',
  maxItems: MAX_BATCH_ITEMS,
  schema: {
    item: {
      type: 'object',
      description: 'A profile.',
      required: ['linkedin_url', 'suggested_role'],
      properties: {
        linkedin_url: {
          type: 'string',
          description: 'Address of the profile.',
          maxLength: 2048,
          example: 'https://www.linkedin.com/in/ada-lovelace/',
        },
        suggested_role: { type: 'string', description: 'The role that the profile is expected to hold.', enum: ROLES },
        name: {
          type: 'string',
          description: 'Name of the person, instead of the one found.',
          nullable: true,
          maxLength: 200,
        },
        include_companies: {
          type: 'boolean',
          description: 'Whether the companies of the work history are processed too.',
          default: true,
        },
      },
    },
    options: {
      type: 'object',
      description: 'What a batch of profiles may spend.',
      properties: {
        max_provider_calls: {
          type: 'integer',
          minimum: 0,
          maximum: MAX_BUDGET,
          description: 'Questions that the batch may ask of each provider that is paid by the question.',
        },
        max_model_tokens: {
          type: 'integer',
          minimum: 0,
          maximum: MAX_BUDGET,
          description:
            'Tokens that the language model may cost for companies, where one is configured; without it, nothing is asked.',
        },
      },
    },
  },
  columns: {
    synonyms: {
      linkedin_url: [
        ...[
          'linkedin',
          'linkedin profile',
          'linkedin profile url',
          'linkedin link',
          'profile',
          'profile url',
          'profile link',
        ],
        ...['person linkedin url', 'url', 'link', 'profil', 'perfil', 'профиль', 'ссылка'],
      ],
      suggested_role: [
        'role',
        'expected role',
        'position',
        'job title',
        'title',
        'rolle',
        'função',
        'cargo',
        'роль',
        'должность',
      ],
      name: ['full name', 'person', 'person name', 'contact', 'contact name', 'nome', 'имя'],
      include_companies: ['companies', 'with companies', 'empresas', 'компании'],
    },
  },
  routes: [{ method: 'POST', path: '/api/v1/profiles/batch-enhanced' }],
  background: {
    concurrency: { default: 3, max: 5 },
    timeoutMs: { default: 60_000, max: 60_000 },
    attempts: 3,
  },
};
