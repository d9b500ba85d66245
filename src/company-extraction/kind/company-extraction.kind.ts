import type { KindDeclaration } from '../../batch/model/kind.js';
import { COMPANY_LIMITS } from '../input/company-options.js';

/** Facts about companies, found by their names. */
export const COMPANY_EXTRACTION: KindDeclaration = {
  name: 'company_extraction',
  title: 'Company extraction',
  scopes: { submit: 'company:write', read: 'company:read' },
  publicId: 'dated',
  maxItems: 10_000,
  background: {
    concurrency: COMPANY_LIMITS.concurrency,
    timeoutMs: {
      default: COMPANY_LIMITS.timeoutSeconds.default * 1000,
      max: COMPANY_LIMITS.timeoutSeconds.max * 1000,
    },
    attempts: 3,
  },
};
