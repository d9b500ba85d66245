import { AppError } from '../../src/platform/http/error.js';

/** The AppError that a promise fails with. Throws when there is none, or another error. */
export async function errorOf(outcome: Promise<unknown>): Promise<AppError> {
  let error: unknown = new Error('nothing was thrown');
  await outcome.catch((thrown: unknown) => {
    error = thrown;
  });
  if (error instanceof AppError) return error;
  throw error;
}

/** The code of the AppError that a promise fails with; says so when there is no error, or another one. */
export async function codeOf(outcome: Promise<unknown>): Promise<string> {
  try {
    return (await errorOf(outcome)).code;
  } catch (error) {
    return String(error);
  }
}
