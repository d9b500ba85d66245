import type { KindDeclaration } from '../../batch/model/kind.js';
import { COMPANY_LIMITS } from '../input/company-options.js';
import { EXTRACTION_MODES } from '../facts/modes.js';
import { EXPORT_CHOICES } from '../input/export-choice.js';

/** Facts about companies, found by their names. */
export const COMPANY_EXTRACTION: KindDeclaration = {
  name: 'company_extraction',
  title: 'Company extraction',
  scopes: { submit: 'company:write', read: 'company:read' },
  publicId: 'dated',
  maxItems: 10_000,
  schema: {
    item: {
      oneOf: [
        { type: 'string', minLength: 1, maxLength: 200 },
        {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string', minLength: 1, maxLength: 200, example: 'Example Ltd' },
            domain_hint: { type: 'string', maxLength: 253, example: 'example.com' },
          },
        },
      ],
    },
    options: {
      type: 'object',
      properties: {
        extraction_mode: { type: 'string', enum: EXTRACTION_MODES, default: 'standard' },
        country: { type: 'string', pattern: '^[A-Za-z]{2}$', default: 'US' },
        language: { type: 'string', pattern: '^[A-Za-z]{2}$', default: 'en' },
        include_failed_results: { type: 'boolean', default: true },
        export_format: { type: 'string', enum: EXPORT_CHOICES, default: 'json' },
        min_confidence: { type: 'number', minimum: 0, maximum: 1, default: 0 },
      },
    },
  },
  background: {
    concurrency: COMPANY_LIMITS.concurrency,
    timeoutMs: {
      default: COMPANY_LIMITS.timeoutSeconds.default * 1000,
      max: COMPANY_LIMITS.timeoutSeconds.max * 1000,
    },
    attempts: 3,
  },
};
