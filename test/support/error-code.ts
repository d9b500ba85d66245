import { AppError } from '../../src/platform/http/error.js';

/** The code of the AppError that a promise fails with; says so when there is no error, or another one. */
export async function codeOf(outcome: Promise<unknown>): Promise<string> {
  try {
    await outcome;
    return 'no error';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}
