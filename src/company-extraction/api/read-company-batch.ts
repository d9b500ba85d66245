import type { Actor } from '../../accounts/rights/actor.js';
import { toExtras } from '../../batch/request/batch-extras.dto.js';
import { readChecked } from '../../batch/request/envelope.js';
import { readExtras } from '../../batch/request/item-extras.js';
import { AppError, invalid, type ValidationFault } from '../../platform/errors/app-error.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { advise } from './advice.js';
import type { AdvisedSubmission } from './company-extraction.service.js';
import { checkCompany, domainFault, readDomain } from '../input/check-company.js';
import { COMPANY_LIMITS, toOptions } from '../input/company-options.js';
import { CompanyEnvelopeDto } from './company-request.dto.js';

const NAMES = { field: 'company_names', min: 1, max: 100 } as const;
const MAX_HINTS = 100;

/** Parses the body of a submission: names, options and hints. Throws one VALIDATION_ERROR that lists all faults. */
export function readCompanyBatch(
  raw: unknown,
  actor: Actor,
  validateOnly: boolean,
): Omit<AdvisedSubmission, 'idempotency'> {
  const { domains, faults } = readHints(raw);
  const {
    envelope,
    entries,
    values: companies,
  } = withFaults(faults, () => readChecked(CompanyEnvelopeDto, raw, NAMES, checkCompany));
  const options = toOptions(envelope);
  const maxConcurrent = envelope.max_concurrent ?? COMPANY_LIMITS.concurrency.default;
  const warnings = advise({
    size: companies.length,
    mode: options.extraction_mode,
    priority: envelope.priority ?? 'normal',
    maxConcurrent,
    stated: { priority: envelope.priority != null, maxConcurrent: envelope.max_concurrent != null },
    companyNames: companies.map(({ name }) => name),
    domainHints: Object.fromEntries(domains),
  });
  return {
    ...toExtras(envelope),
    actor,
    items: companies.map((company, index) => {
      const entry = entries[index];
      const hint = company.domain_hint ?? domains.get(company.name);
      return {
        input: { name: company.name, ...definedOnly({ domain_hint: hint }) },
        ...(isPlainObject(entry) ? readExtras(entry) : {}),
      };
    }),
    options,
    validateOnly,
    maxConcurrent,
    timeoutMs: (envelope.timeout_seconds ?? COMPANY_LIMITS.timeoutSeconds.default) * 1000,
    warnings,
  };
}

interface Hints {
  /** Registrable domains by trimmed name. */
  readonly domains: ReadonlyMap<string, string>;
  readonly faults: readonly ValidationFault[];
}

/** Validates `domain_hints` entry by entry; the envelope validation checks that it is an object. */
function readHints(raw: unknown): Hints {
  const hints = isPlainObject(raw) && isPlainObject(raw['domain_hints']) ? raw['domain_hints'] : {};
  const entries = Object.entries(hints);
  if (entries.length > MAX_HINTS) return { domains: new Map(), faults: [tooManyHints(hints, entries.length)] };
  const domains = new Map<string, string>();
  const faults: ValidationFault[] = [];
  for (const [key, value] of entries) {
    const name = key.trim();
    const domain = readDomain(value);
    if (domain === null) faults.push(domainFault(`domain_hints.${name.slice(0, 200)}`, value));
    else domains.set(name, domain);
  }
  return { domains, faults };
}

const tooManyHints = (hints: object, count: number): ValidationFault =>
  fault('domain_hints', `must have at most ${MAX_HINTS} entries, has ${count}`, hints, 'too_long');

/** Continues parsing although faults were found already, so that one VALIDATION_ERROR lists all of them. */
function withFaults<T>(faults: readonly ValidationFault[], read: () => T): T {
  let value: T;
  try {
    value = read();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'VALIDATION_ERROR') throw error;
    throw invalid([...(error.validationErrors ?? []), ...faults]);
  }
  if (faults.length > 0) throw invalid(faults);
  return value;
}
