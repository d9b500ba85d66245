import { AppError } from '../../platform/errors/app-error.js';
import '../profile-ingestion.errors.js';

/** Replaces the address of an erased person in an item's input. It is not a valid address. */
export const ERASED_URL = 'erased';

/** Error of an item whose profile was erased, also when it had ended before. */
export const erasedError = (): AppError =>
  new AppError('PROFILE_NOT_FOUND', 'Profile erased', {
    details: { reason: 'The profile was erased after it had been submitted' },
  });
