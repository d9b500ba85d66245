import { AppError, type ErrorCode } from '../errors/app-error.js';

/** Node's code of an error (`ECONNRESET`, `HPE_…`); empty when it has none. */
export function systemCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/**
 * Maps an error of Node's HTTP client: a parser error is PROTOCOL_ERROR, anything else (a broken connection) is
 * `otherwise`. The message never quotes the cause, which names addresses.
 */
export function httpFailure(error: unknown, otherwise: ErrorCode): AppError {
  const code = systemCode(error);
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new AppError('PROTOCOL_ERROR', 'The response headers of the target are larger than the limit.', {
      cause: error,
    });
  }
  return new AppError(code.startsWith('HPE_') ? 'PROTOCOL_ERROR' : otherwise, undefined, { cause: error });
}
