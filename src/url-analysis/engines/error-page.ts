import { AppError } from '../../platform/errors/app-error.js';
import { definedOnly } from '../../platform/objects/defined-only.js';

/** Statuses from here on are errors: the page that was asked for is not there. */
export const FIRST_ERROR_STATUS = 400;
/** Statuses below 500 with which a server says that the same request may succeed later. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

interface ErrorPageMore {
  readonly details?: Readonly<Record<string, unknown>>;
  /** Seconds after which the page asks to be asked again. */
  readonly retryAfter?: number | undefined;
}

/**
 * The error of a page that answers with an error status; the same from every engine. One that may pass is tried again,
 * as often as the job allows.
 */
export const errorPage = (status: number, { details = {}, retryAfter }: ErrorPageMore = {}): AppError =>
  new AppError('HTTP_ERROR', `The page answered with status ${status}.`, {
    details: { status, ...details },
    isPassing: status >= 500 || PASSING.has(status),
    ...definedOnly({ retryAfter }),
  });
