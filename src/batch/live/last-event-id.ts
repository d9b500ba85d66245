import { AppError } from '../../platform/errors/app-error.js';

/** What the client saw last, from the header `Last-Event-ID`; undefined when it saw nothing. Throws INVALID_LAST_EVENT_ID. */
export function readLastEventId(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new AppError('INVALID_LAST_EVENT_ID');
}
