import { AppError } from '../../platform/errors/app-error.js';

/**
 * The revision that the client saw last, from the header `Last-Event-ID`; undefined without one. Throws
 * INVALID_LAST_EVENT_ID when the header is not a number of 1 to 15 digits.
 */
export function readLastEventId(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new AppError('INVALID_LAST_EVENT_ID');
}
