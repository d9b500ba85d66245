import { fault, isPlainObject } from '../../platform/http/faults.js';
import { cutText } from '../../platform/text/clean-text.js';
import { extrasFaults, unknownFields } from '../../batch/request/item-extras.js';
import type { Checked } from '../../batch/model/kinds/kind.js';
import type { ValidationFault } from '../../platform/errors/app-error.js';
import { cleanUrl, urlFault, type CleanOptions, type UrlChange, type UrlErrorCode } from './clean-url.js';

/** One URL as stored with its item. */
export interface UrlInput {
  /** The URL as submitted. */
  readonly url: string;
  /** The cleaned URL that is analysed; null for one that was rejected but stored at its index by `ignore_invalid`. */
  readonly cleaned_url: string | null;
  /** Changes made by the cleaning. */
  readonly changed: readonly UrlChange[];
  readonly warnings: readonly string[];
  /** Why it was rejected; only without a cleaned URL. */
  readonly refused?: UrlErrorCode;
}

const KNOWN: ReadonlySet<string> = new Set(['url', 'ref', 'metadata']);

/**
 * Validates one entry of `urls`: a URL, or an object with `url`, `ref` and `metadata`. With `storeInvalid` a URL that
 * cannot be analysed is stored with the reason instead of being a fault; an entry of another type stays a fault.
 */
export function checkUrl(raw: unknown, options: CleanOptions & { readonly storeInvalid?: boolean }): Checked<UrlInput> {
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
  if (faults.length > 0 || options.storeInvalid !== true)
    return { faults: [...faults, urlFault(field, url, cleaned.error_code)] };
  // Credentials are not stored.
  const stored = cleaned.error_code === 'CREDENTIALS_NOT_ALLOWED' ? '[removed]' : storedText(url);
  return { value: { url: stored, cleaned_url: null, changed: [], warnings: [], refused: cleaned.error_code } };
}

const notAText = (field: string, value: unknown): ValidationFault =>
  value === undefined
    ? fault(field, 'Field required', value, 'missing')
    : fault(field, 'must be a string', value, 'string_type');

/** The text without characters that the database cannot store, cut at 2,048 characters. */
const storedText = (text: string): string => cutText(text, 2048);
