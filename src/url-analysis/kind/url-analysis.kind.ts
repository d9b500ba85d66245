import { MAX_BATCH_ITEMS } from '../../batch/model/items/item.js';
import type { KindDeclaration } from '../../batch/model/kinds/kind.js';
import {
  BATCH_SIZE,
  MAX_AGE_SECONDS,
  RETRY_ATTEMPTS,
  RUNS,
  STRATEGY_CHOICES,
  TIMEOUT_SECONDS,
} from '../input/url-options.js';
import { BUDGETS_SCHEMA } from '../engines/budgets.js';
import { SAMPLES } from '../engines/url-engine.js';
import { URL_ANALYSIS_ENGINES } from '../url-analysis.settings.js';

/** Performance, accessibility and SEO of web pages. */
export const URL_ANALYSIS: KindDeclaration = {
  name: 'url_analysis',
  title: 'URL analysis',
  description: 'Audits web pages: performance, accessibility, best practices and SEO, with scores from 0 to 100.',
  scopes: { submit: 'url:write', read: 'url:read' },
  publicId: 'uuid',
  maxItems: MAX_BATCH_ITEMS,
  schema: {
    item: {
      description: 'A URL, or an object with it.',
      example: { url: 'https://example.com/', ref: 'home' },
      oneOf: [
        { type: 'string', maxLength: 2048 },
        {
          type: 'object',
          required: ['url'],
          properties: { url: { type: 'string', description: 'The address.', example: 'https://example.com/' } },
        },
      ],
    },
    options: {
      type: 'object',
      description: 'How URLs are analysed.',
      properties: {
        strategy: {
          type: 'string',
          description: 'Device that is emulated; `both` gives two results.',
          enum: STRATEGY_CHOICES,
          default: 'mobile',
        },
        engine: {
          type: 'string',
          description: 'Engine that analyses the URLs; the installation’s own when omitted.',
          enum: URL_ANALYSIS_ENGINES,
        },
        max_age_seconds: {
          type: 'integer',
          minimum: MAX_AGE_SECONDS.min,
          maximum: MAX_AGE_SECONDS.max,
          default: MAX_AGE_SECONDS.default,
          description: 'Largest age of a result that is used again; 0 analyses every URL.',
        },
        runs: {
          type: 'integer',
          minimum: RUNS.min,
          maximum: RUNS.max,
          default: RUNS.default,
          description: 'Analyses of each URL, of which the median is the result.',
        },
        budgets: {
          ...BUDGETS_SCHEMA,
          description: 'Limits by figure: least scores, largest values of the others.',
          example: { performance: 90, lcp_ms: 2500 },
        },
        analyze_error_pages: {
          type: 'boolean',
          default: false,
          description: 'Whether pages with an error status are analysed, by the engine http, instead of failing.',
        },
        timing_samples: {
          type: 'integer',
          minimum: SAMPLES.min,
          maximum: SAMPLES.max,
          default: SAMPLES.default,
          description: 'Loads of each document by the engine http, whose timings are the medians of them.',
        },
      },
    },
  },
  columns: {
    synonyms: {
      url: [
        ...[
          'uri',
          'link',
          'address',
          'web address',
          'website',
          'web site',
          'site',
          'page',
          'homepage',
          'home page',
          'domain',
        ],
        ...[
          'website url',
          'page url',
          'webseite',
          'internetadresse',
          'adresse',
          'endereço',
          'página',
          'сайт',
          'адрес',
          'ссылка',
        ],
      ],
    },
  },
  routes: [{ method: 'POST', path: '/api/v1/batch-processing/start' }],
  background: {
    concurrency: { default: BATCH_SIZE.default, max: BATCH_SIZE.max },
    timeoutMs: { default: TIMEOUT_SECONDS.default * 1000, max: TIMEOUT_SECONDS.max * 1000 },
    attempts: RETRY_ATTEMPTS.default + 1,
  },
};
