import { ApiError, BatchDeletedError, ConnectionError, TimeoutError } from 'batchwright-client';
import { text } from '../text/text';

/** What an error means to a person, in words. */
export function explain(error: unknown): { readonly title: string; readonly detail: string } {
  if (!navigator.onLine) return text.errors.offline;
  if (error instanceof ConnectionError) return text.errors.unreachable;
  if (error instanceof TimeoutError) return text.errors.slow;
  if (error instanceof BatchDeletedError) return text.errors.deleted;
  if (!(error instanceof ApiError)) return { title: text.errors.unknown, detail: String(error) };
  const wait =
    error.retryAfterMs === undefined ? '' : ` ${text.errors.tryAgainIn(Math.ceil(error.retryAfterMs / 1000))}`;
  // The message names the first fault by itself.
  const faults = error.validationErrors.slice(1, 5).map(({ field, message }) => ` ${field}: ${message}.`);
  return { title: text.errors.of(error.code), detail: `${error.message}${faults.join('')}${wait}` };
}
