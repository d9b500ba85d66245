import { extrasFaults, unknownFields } from '../../batch/request/item-extras.js';
import type { Checked } from '../../batch/model/kinds/kind.js';
import type { ValidationFault } from '../../platform/errors/app-error.js';
import { NAME_FAULTS, nameFault } from '../../platform/text/name-fault.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';
import { registrableDomain } from '../facts/registrable-domain.js';

/** One company to extract, as stored with the item. */
export interface CompanyItem {
  /** As submitted, trimmed. */
  readonly name: string;
  /** Registrable domain; absent when the caller gave none. */
  readonly domain_hint?: string;
}

const NAME_LENGTH = 200;
/** RFC 1035: a name has at most 253 octets. */
const DOMAIN_LENGTH = 253;
const KNOWN = new Set(['name', 'domain_hint', 'ref', 'metadata']);

/**
 * Validates one entry of `company_names`: a name, or an object with `name` and optional `domain_hint`, `ref`,
 * `metadata`.
 */
export function checkCompany(raw: unknown): Checked<CompanyItem> {
  if (typeof raw === 'string') return named(raw, '', []);
  if (!isPlainObject(raw))
    return { faults: [fault('', 'must be a name or an object with a name', raw, 'string_type')] };
  const faults = [...unknownFields(raw, KNOWN), ...extrasFaults(raw)];
  const hint = raw['domain_hint'];
  const domain = hint === undefined ? null : readDomain(hint);
  if (hint !== undefined && domain === null) faults.push(domainFault('domain_hint', hint));
  const name = raw['name'];
  if (name === undefined) return { faults: [...faults, fault('name', 'Field required', null, 'missing')] };
  if (typeof name !== 'string') return { faults: [...faults, fault('name', 'must be a string', name, 'string_type')] };
  return named(name, 'name', faults, domain);
}

function named(
  raw: string,
  field: string,
  faults: readonly ValidationFault[],
  domain: string | null = null,
): Checked<CompanyItem> {
  const name = raw.trim();
  const own = nameFaults(name, field, raw);
  if (own.length > 0 || faults.length > 0) return { faults: [...faults, ...own] };
  return { value: { name, ...(domain === null ? {} : { domain_hint: domain }) } };
}

function nameFaults(name: string, field: string, raw: string): readonly ValidationFault[] {
  const problem = nameFault(name);
  if (problem !== null)
    return [fault(field, NAME_FAULTS[problem], raw, problem === 'blank' ? 'too_short' : 'invalid_characters')];
  if (name.length <= NAME_LENGTH) return [];
  return [fault(field, `must have at most ${NAME_LENGTH} characters, has ${name.length}`, raw, 'too_long')];
}

/**
 * A host name as given, in lower case and ASCII form, without `www.`: `aws.amazon.com` is a site of its own. Null for
 * IP addresses, URLs and names that are not public.
 */
export function readDomain(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (text.length > DOMAIN_LENGTH || !/^[\p{L}\p{M}\p{N}.-]+$/u.test(text)) return null;
  try {
    const domain = registrableDomain(text);
    if (domain === null) return null;
    const host = new URL(`http://${text.toLowerCase()}/`).hostname.replace(/^www\./, '').replace(/\.$/, '');
    return host.endsWith(domain) ? host : domain;
  } catch {
    // Contains characters that IDNA does not allow.
    return null;
  }
}

export const domainFault = (field: string, value: unknown): ValidationFault =>
  fault(field, 'must be a domain name such as example.com', value, 'domain');
