import { AppError } from '../../src/platform/errors/app-error.js';

const NOTHING = 'nothing was thrown';

/** The AppError that a promise fails with. Throws when there is none, or another error. */
export async function errorOf(outcome: Promise<unknown>): Promise<AppError> {
  let error: unknown = new Error(NOTHING);
  await outcome.catch((thrown: unknown) => {
    error = thrown;
  });
  if (error instanceof AppError) return error;
  throw error;
}

/** The code of the AppError that a promise fails with; `no error` when there is none, the text of any other error. */
export async function codeOf(outcome: Promise<unknown>): Promise<string> {
  try {
    return (await errorOf(outcome)).code;
  } catch (error) {
    return error instanceof Error && error.message === NOTHING ? 'no error' : String(error);
  }
}

/** The code of the AppError that the work throws, and its faults as "field type"; nothing when it throws none. */
export function refusalOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [error.code, ...(error.validationErrors ?? []).map(({ field, error_type }) => `${field} ${error_type}`)];
  }
  return [];
}
