import { AppError } from '../../../platform/errors/app-error.js';
import { errorPage, FIRST_ERROR_STATUS } from '../error-page.js';
import '../../url-analysis.errors.js';

/** Lighthouse error codes for a page that cannot be loaded by any client (core/lib/lh-error.js). */
const PAGE_FAULTS: ReadonlySet<string> = new Set([
  'FAILED_DOCUMENT_REQUEST',
  'ERRORED_DOCUMENT_REQUEST',
  'INSECURE_DOCUMENT_REQUEST',
  'NO_DOCUMENT_REQUEST',
  'CHROME_INTERSTITIAL_ERROR',
  'DNS_FAILURE',
  'INVALID_URL',
  'NOT_HTML',
  'PAGE_HUNG',
  'NO_FCP',
  'CHROME_4_3_INTERSTITIAL_ERROR',
]);
const MAX_DETAIL = 300;

/**
 * Converts a Lighthouse error code. A page that answers with an error status is HTTP_ERROR; one that cannot be loaded
 * is not retried, except once when the connection timed out; any other code is a failure of the engine and is retried.
 * @param attempt number of the try that has just failed, 1 for the first
 */
export function pageFailure(code: string, message: string, attempt: number): AppError {
  const details = { lighthouse_code: code, reason: reasonOf(message) };
  const status = Number(/Status code: (\d{3})/.exec(message.slice(0, MAX_DETAIL * 10))?.[1] ?? 0);
  if (PAGE_FAULTS.has(code) && status >= FIRST_ERROR_STATUS) return errorPage(status, { details });
  if (PAGE_FAULTS.has(code)) {
    const timedOut = /ERR_(?:CONNECTION_)?TIMED_OUT/.test(message);
    if (timedOut && attempt === 1) return new AppError('CONNECT_TIMEOUT', undefined, { details });
    return new AppError('URL_UNREACHABLE', `The page could not be loaded (${code}).`, { details });
  }
  return new AppError('ANALYSIS_FAILED', `The analysis engine failed (${code}).`, { details });
}

/** The network error or status in Lighthouse's message, never a URL. */
function reasonOf(message: string): string | null {
  const found = /net::ERR_[A-Z_]{1,60}|Status code: \d{3}/.exec(message.slice(0, MAX_DETAIL * 10));
  return found?.[0] ?? null;
}
