import type { Actor } from '../accounts/actor.js';
import { toExtras } from '../batch/http/batch-extras.dto.js';
import { checkEntries, readEnvelope } from '../batch/http/envelope.js';
import { readExtras } from '../batch/http/item-extras.js';
import { invalid } from '../platform/http/error.js';
import { cut, isPlainObject } from '../platform/http/validation.js';
import { advise } from './advice.js';
import type { AdvisedSubmission } from './company-batch.service.js';
import { checkCompany, domainFault, readDomain } from './company-item.js';
import { COMPANY_LIMITS, toOptions } from './company-options.js';
import { CompanyEnvelopeDto } from './company-request.dto.js';

const NAMES = { field: 'company_names', min: 1, max: 100 } as const;
const MAX_HINTS = 100;

/** Reads the body of a submission: names, options and hints, each fault named. Throws VALIDATION_ERROR. */
export function readCompanyBatch(
  raw: unknown,
  actor: Actor,
  validateOnly: boolean,
): Omit<AdvisedSubmission, 'idempotency'> {
  const { envelope, entries } = readEnvelope(CompanyEnvelopeDto, raw, NAMES);
  const domains = readHints(envelope.domain_hints ?? {});
  const companies = checkEntries(entries, NAMES.field, checkCompany);
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
        input: { name: company.name, ...(hint === undefined ? {} : { domain_hint: hint }) },
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

/** Registrable domains by trimmed name. */
function readHints(hints: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const entries = Object.entries(hints);
  if (entries.length > MAX_HINTS)
    throw invalid([
      {
        field: 'domain_hints',
        message: `must have at most ${MAX_HINTS} entries, has ${entries.length}`,
        invalid_value: cut(hints),
        error_type: 'too_long',
      },
    ]);
  const read = entries.map(([name, value]) => ({ name: name.trim(), value, domain: readDomain(value) }));
  const faults = read.flatMap(({ name, value, domain }) =>
    domain === null ? [domainFault(`domain_hints.${name.slice(0, 200)}`, value)] : [],
  );
  if (faults.length > 0) throw invalid(faults);
  return new Map(read.flatMap(({ name, domain }) => (domain === null ? [] : [[name, domain] as const])));
}
