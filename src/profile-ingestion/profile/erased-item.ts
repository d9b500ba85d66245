import { AppError } from '../../platform/errors/app-error.js';

/** What stands in an item's input in place of the address of a person who was erased. It is no address of anybody. */
export const ERASED_URL = 'erased';

/** How an item whose profile was erased ends, and is shown when it had ended before. */
export const erasedError = (): AppError =>
  new AppError('PROFILE_NOT_FOUND', 'Profile erased', {
    details: { reason: 'The profile was erased after it had been submitted' },
  });
