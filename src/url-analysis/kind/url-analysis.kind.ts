import type { KindDeclaration } from '../../batch/model/kind.js';
import { BATCH_SIZE, RETRY_ATTEMPTS, TIMEOUT_SECONDS } from '../input/url-options.js';

/** Performance, accessibility and SEO of web pages. */
export const URL_ANALYSIS: KindDeclaration = {
  name: 'url_analysis',
  title: 'URL analysis',
  scopes: { submit: 'url:write', read: 'url:read' },
  publicId: 'uuid',
  maxItems: 10_000,
  background: {
    concurrency: { default: BATCH_SIZE.default, max: BATCH_SIZE.max },
    timeoutMs: { default: TIMEOUT_SECONDS.default * 1000, max: TIMEOUT_SECONDS.max * 1000 },
    attempts: RETRY_ATTEMPTS.default + 1,
  },
};
