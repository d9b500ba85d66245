import { MAX_BATCH_ITEMS } from '../../batch/model/items/item.js';
import type { KindDeclaration } from '../../batch/model/kinds/kind.js';
import { MAX_BUDGET } from '../../batch/spending/spending.dto.js';
import { COMPANY_LIMITS } from '../input/company-options.js';
import { EXTRACTION_MODES } from '../facts/modes.js';
import { EXPORT_CHOICES } from '../input/export-choice.js';

/** Facts about companies, found by their names. */
export const COMPANY_EXTRACTION: KindDeclaration = {
  name: 'company_extraction',
  title: 'Company extraction',
  description: 'Finds facts about companies by their names: website, industry, size, seat, figures, contacts.',
  scopes: { submit: 'company:write', read: 'company:read' },
  publicId: 'dated',
  maxItems: MAX_BATCH_ITEMS,
  schema: {
    item: {
      description: 'A company: its name, or an object.',
      oneOf: [
        { type: 'string', minLength: 1, maxLength: 200 },
        {
          type: 'object',
          required: ['name'],
          properties: {
            name: {
              type: 'string',
              description: 'Name of the company.',
              minLength: 1,
              maxLength: 200,
              example: 'Example Ltd',
            },
            domain_hint: {
              type: 'string',
              description: 'Domain of its website, when known.',
              maxLength: 253,
              example: 'example.com',
            },
          },
        },
      ],
    },
    options: {
      type: 'object',
      description: 'How companies are extracted.',
      properties: {
        extraction_mode: {
          type: 'string',
          description: 'Which sources are queried, and how thoroughly.',
          enum: EXTRACTION_MODES,
          default: 'standard',
        },
        country: {
          type: 'string',
          description: 'Country in which companies are searched first, ISO 3166-1 alpha-2.',
          pattern: '^[A-Za-z]{2}$',
          default: 'US',
        },
        language: {
          type: 'string',
          description: 'Language of names and descriptions, ISO 639-1.',
          pattern: '^[A-Za-z]{2}$',
          default: 'en',
        },
        include_failed_results: {
          type: 'boolean',
          description: 'Whether results include failed companies.',
          default: true,
        },
        export_format: { type: 'string', description: 'Format of downloads.', enum: EXPORT_CHOICES, default: 'json' },
        min_confidence: {
          type: 'number',
          format: 'double',
          description: 'Omits values whose confidence is lower.',
          minimum: 0,
          maximum: 1,
          default: 0,
        },
        max_model_tokens: {
          type: 'integer',
          minimum: 0,
          maximum: MAX_BUDGET,
          description:
            'Tokens that the language model may cost in the batch, where one is configured; 0 asks it nothing.',
        },
        max_provider_calls: {
          type: 'integer',
          minimum: 0,
          maximum: MAX_BUDGET,
          description: 'Questions that the batch may ask of each provider that is paid by the question.',
        },
      },
    },
  },
  columns: {
    synonyms: {
      name: [
        ...[
          'company',
          'company name',
          'organisation',
          'organization',
          'organisation name',
          'organization name',
          'account',
        ],
        ...[
          'account name',
          'firm',
          'business',
          'business name',
          'employer',
          'customer',
          'firma',
          'firmenname',
          'unternehmen',
        ],
        ...['empresa', 'nome', 'nome da empresa', 'компания', 'организация', 'название'],
      ],
      domain_hint: [
        ...['domain', 'domain name', 'company domain', 'website', 'web site', 'site', 'homepage', 'domäne', 'webseite'],
        ...['domínio', 'домен', 'сайт'],
      ],
    },
  },
  routes: [{ method: 'POST', path: '/api/v1/company/batch/submit' }],
  background: {
    concurrency: COMPANY_LIMITS.concurrency,
    timeoutMs: {
      default: COMPANY_LIMITS.timeoutSeconds.default * 1000,
      max: COMPANY_LIMITS.timeoutSeconds.max * 1000,
    },
    attempts: 3,
  },
};
