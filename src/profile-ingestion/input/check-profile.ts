import { extrasFaults, unknownFields } from '../../batch/request/item-extras.js';
import type { Checked } from '../../batch/model/kinds/kind.js';
import type { ValidationFault } from '../../platform/errors/app-error.js';
import { nameFault } from '../../platform/text/name-fault.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';
import { parseProfileUrl } from '../profile/linkedin-url.js';
import { type Role, ROLES } from '../profile/role-terms.js';

/** One profile to ingest, validated. Stored with the field names of the request, for exports and retries. */
export interface ProfileInput {
  /** As submitted; `parseProfileUrl` accepts it. */
  readonly linkedin_url: string;
  readonly suggested_role: Role;
  /** Replaces the name in the source. */
  readonly name?: string;
  readonly include_companies: boolean;
}

const MAX_NAME = 200;
const MAX_URL = 2048;
const KNOWN = new Set(['linkedin_url', 'suggested_role', 'name', 'include_companies', 'ref', 'metadata']);

/** Validates one entry of `profiles`, with the messages of the profiles API. */
export function checkProfile(raw: unknown): Checked<ProfileInput> {
  if (!isPlainObject(raw)) return { faults: [fault('', 'Input should be an object', raw, 'dict_type')] };
  const { linkedin_url: url, suggested_role: role, name, include_companies: companies = true } = raw;
  const faults = [
    ...urlFaults(url),
    ...roleFaults(role),
    ...nameFaults(name),
    ...(typeof companies === 'boolean'
      ? []
      : [fault('include_companies', 'Input should be a valid boolean', companies, 'bool_type')]),
    ...extrasFaults(raw),
    ...unknownFields(raw, KNOWN),
  ];
  if (faults.length > 0 || typeof url !== 'string' || !isRole(role)) return { faults };
  return {
    value: {
      linkedin_url: url,
      suggested_role: role,
      ...(typeof name === 'string' ? { name: name.trim() } : {}),
      include_companies: companies === true,
    },
  };
}

const isRole = (value: unknown): value is Role => (ROLES as readonly unknown[]).includes(value);

function urlFaults(value: unknown): ValidationFault[] {
  if (value === undefined) return [missing('linkedin_url')];
  if (typeof value !== 'string') return [fault('linkedin_url', 'Input should be a valid string', value, 'string_type')];
  if (value.length > MAX_URL)
    return [fault('linkedin_url', `URL should have at most ${MAX_URL} characters`, value, 'url_too_long')];
  const parsed = parseProfileUrl(value);
  return 'error' in parsed ? [fault('linkedin_url', parsed.message, value, parsed.error)] : [];
}

function roleFaults(value: unknown): ValidationFault[] {
  if (value === undefined) return [missing('suggested_role')];
  return isRole(value) ? [] : [fault('suggested_role', "Input should be 'CTO', 'CIO' or 'CISO'", value, 'enum')];
}

function nameFaults(value: unknown): ValidationFault[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'string') return [fault('name', 'Input should be a valid string', value, 'string_type')];
  const problem = nameFault(value);
  if (problem === 'blank') return [fault('name', 'String should have at least 1 character', value, 'too_short')];
  if (value.length > MAX_NAME)
    return [fault('name', `String should have at most ${MAX_NAME} characters`, value, 'too_long')];
  if (problem === null) return [];
  const message = 'String should not contain control characters or ones that change the reading order';
  return [fault('name', message, value, 'invalid_characters')];
}

const missing = (field: string): ValidationFault => fault(field, 'Field required', null, 'missing');
