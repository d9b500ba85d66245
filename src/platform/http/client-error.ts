import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { AppError, type ErrorCode } from '../errors/app-error.js';
import { errorBody } from './error-body.js';
import { API_HEADERS } from './security-headers.js';

/** What Node's server refuses by itself, before there is a request; everything else is malformed. */
const BY_CODE: Readonly<Record<string, ErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
};

/** Answers what Node's server refuses in the body of every other error, and closes the connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable && socket.bytesRead > 0)
    socket.write(render(new AppError(BY_CODE[error.code ?? ''] ?? 'MALFORMED_REQUEST')));
  socket.destroySoon();
}

function render(error: AppError): string {
  const traceId = randomBytes(16).toString('hex');
  const body = JSON.stringify(errorBody(error, traceId));
  const headers = {
    ...API_HEADERS,
    'X-Trace-Id': traceId,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${error.status} ${error.code}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
