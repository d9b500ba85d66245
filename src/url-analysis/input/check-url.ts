import { isPlainObject, cut } from '../../platform/http/validation.js';
import { extrasFaults, unknownFields } from '../../batch/request/item-extras.js';
import type { Checked } from '../../batch/model/kind.js';
import type { ValidationFault } from '../../platform/errors/app-error.js';
import { cleanUrl, urlFault, type CleanOptions, type UrlChange, type UrlErrorCode } from './clean-url.js';

/** One URL as its item keeps it. */
export interface UrlInput {
  /** As it was submitted. */
  readonly url: string;
  /** The address that is analysed; null for one that was refused and kept at its index by `ignore_invalid`. */
  readonly cleaned_url: string | null;
  /** What cleaning changed. */
  readonly changed: readonly UrlChange[];
  readonly warnings: readonly string[];
  /** Why it was refused; only without a cleaned address. */
  readonly refused?: UrlErrorCode;
}

const KNOWN: ReadonlySet<string> = new Set(['url', 'ref', 'metadata']);

/**
 * Judges one entry of `urls`: an address, or an object with `url`, `ref` and `metadata`. With `keepInvalid` an address that
 * cannot be analysed is kept with the reason instead of being a fault; an entry that is no address at all stays a fault.
 */
export function checkUrl(raw: unknown, options: CleanOptions & { readonly keepInvalid?: boolean }): Checked<UrlInput> {
  const entry = isPlainObject(raw) ? raw : { url: raw };
  const field = isPlainObject(raw) ? 'url' : '';
  const faults = [...unknownFields(entry, KNOWN), ...extrasFaults(entry)];
  const { url } = entry;
  if (typeof url !== 'string') return { faults: [...faults, notAText(field, url)] };
  const cleaned = cleanUrl(url, options);
  if ('url' in cleaned) {
    if (faults.length > 0) return { faults };
    return {
      value: { url: storedText(url), cleaned_url: cleaned.url, changed: cleaned.changed, warnings: cleaned.warnings },
    };
  }
  if (faults.length > 0 || options.keepInvalid !== true)
    return { faults: [...faults, urlFault(field, url, cleaned.error_code)] };
  // Credentials are not kept.
  const shown = cleaned.error_code === 'CREDENTIALS_NOT_ALLOWED' ? '[removed]' : storedText(url);
  return { value: { url: shown, cleaned_url: null, changed: [], warnings: [], refused: cleaned.error_code } };
}

const notAText = (field: string, value: unknown): ValidationFault => ({
  field,
  message: value === undefined ? 'Field required' : 'must be a text',
  invalid_value: cut(value),
  error_type: value === undefined ? 'missing' : 'string_type',
});

/** What the database can hold of a text that may be anything. */
const storedText = (text: string): string => text.slice(0, 2048).replaceAll('\u0000', '').toWellFormed();
