import type { ItemRow } from '../../batch/read/item-queries.js';
import { type ItemError, specOf } from '../../platform/errors/app-error.js';
import { isPlainObject } from '../../platform/http/faults.js';
import type { ModelUse } from '../../platform/llm/token-use.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import type { CompanyData, Provenance } from '../extraction/company-data.js';
import '../company-extraction.errors.js';

/** Stored output of a company that succeeded. */
export interface CompanyOutput {
  readonly data: CompanyData;
  readonly provenance: Provenance;
  readonly cached: boolean;
  /** What the language model cost; absent when it was not asked. */
  readonly model?: ModelUse;
}

/** `error` of a failed row: type, message and details, and fields for programs. */
interface ResultError {
  readonly type: string;
  readonly message: string;
  /** A sentence. */
  readonly details: string;
  readonly code: string;
  /** What the caller can do about the error; null when there is no suggestion. */
  readonly suggestion: string | null;
  /** Companies that match the name when it is ambiguous. */
  readonly candidates?: readonly unknown[];
}

/** A row of `results`. */
interface ResultRow {
  readonly company_name: string;
  readonly extraction_status: 'success' | 'failed' | 'cancelled';
  readonly data?: Readonly<Record<string, unknown>>;
  readonly error?: ResultError;
  readonly provenance?: Readonly<Record<string, unknown>>;
  /** What the language model cost, with the provenance; absent when it was not asked. */
  readonly model_usage?: ModelUse;
  /** Sources that failed and other advice; absent when there is none. */
  readonly warnings?: string[];
  readonly ref?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

const RESUBMIT_WITH_DOMAIN = 'Submit the company again with its domain in domain_hints.';

/** The submitted name, as shown in the row and in exports. */
export const submittedName = ({ input }: Pick<ItemRow, 'input'>): string => String(input['name'] ?? '');

/** `data` of a stored result; null for a failed item and for a result that was too large to be stored. */
export function dataOf({ output }: { readonly output: object | null }): Readonly<Record<string, unknown>> | null {
  const data = (output as { readonly data?: unknown } | null)?.data;
  return isPlainObject(data) ? data : null;
}

/** Renders one item as a row of the companies API. */
export function toResultRow(row: ItemRow, withProvenance: boolean): ResultRow {
  const base = {
    company_name: submittedName(row),
    extraction_status: statusOf(row),
    ...(row.warnings === null || row.warnings.length === 0 ? {} : { warnings: [...row.warnings] }),
    ...(row.ref === null ? {} : { ref: row.ref }),
    ...(row.metadata === null ? {} : { metadata: row.metadata }),
  };
  if (row.error !== null) return { ...base, error: toResultError(row.error) };
  const provenance = row.output?.['provenance'];
  const model = row.output?.['model'];
  return {
    ...base,
    data: inOrder(dataOf(row) ?? {}),
    ...(withProvenance && isPlainObject(provenance) ? { provenance } : {}),
    ...(withProvenance && isPlainObject(model) ? { model_usage: model as unknown as ModelUse } : {}),
  };
}

/** Puts the published keys first. The database does not preserve the order of keys. */
function inOrder(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { company_name, domain, industry, employee_count, headquarters, financial_data, ...more } = data;
  return { company_name, domain, industry, employee_count, headquarters, financial_data, ...more };
}

export function statusOf({ status }: Pick<ItemRow, 'status'>): ResultRow['extraction_status'] {
  if (status === 'succeeded') return 'success';
  return status === 'cancelled' ? 'cancelled' : 'failed';
}

/** Renders an item's error as the companies API publishes it; `details` is always a sentence. */
export function toResultError({ code, message, details = {} }: ItemError): ResultError {
  const candidates = Array.isArray(details['candidates']) ? details['candidates'].slice(0, 10) : undefined;
  return {
    type: specOf(code).type,
    message,
    details: sentence(code, details, candidates),
    code,
    suggestion:
      details['suggestion'] === 'domain_hints' || code === 'DOMAIN_HINT_INVALID' ? RESUBMIT_WITH_DOMAIN : null,
    ...definedOnly({ candidates }),
  };
}

function sentence(
  code: ItemError['code'],
  details: Readonly<Record<string, unknown>>,
  candidates: readonly unknown[] | undefined,
): string {
  const { reason, source } = details;
  if (typeof reason === 'string') return reason;
  if (candidates !== undefined) return `Candidates: ${candidates.map(candidateText).join('; ')}`;
  if (typeof source === 'string') return `${source}: ${specOf(code).meaning}`;
  return specOf(code).meaning;
}

function candidateText(candidate: unknown): string {
  if (!isPlainObject(candidate)) return '';
  const { name, description, domain } = candidate;
  const more = [description, domain].filter((part) => typeof part === 'string');
  return `${String(name)}${more.length === 0 ? '' : ` (${more.join(', ')})`}`.slice(0, 200);
}
