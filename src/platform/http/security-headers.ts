import type { FastifyInstance } from 'fastify';
import { DOCS_PATH } from './api-document.js';

/** What a browser may do with an answer of the API: nothing (RELIABILITY 4.6 F2). */
const API_CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Swagger UI runs on files of our own; it sets styles on its elements, and its icons are data. */
const DOCS_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const ALWAYS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
} as const;

/** Headers of an answer that comes about without the hooks. */
export const API_HEADERS = { ...ALWAYS, 'Content-Security-Policy': API_CSP, 'Cache-Control': 'no-store' } as const;

/** Headers of every answer (RELIABILITY 4.6 F1, F2). A route that sets its own policy or caching keeps it. */
export function useSecurityHeaders(http: FastifyInstance): void {
  http.addHook('onSend', async (request, reply) => {
    void reply.headers(ALWAYS).header('X-Trace-Id', request.id);
    const isDocs = (request.routeOptions.url ?? '').startsWith(DOCS_PATH);
    if (!reply.hasHeader('Content-Security-Policy'))
      void reply.header('Content-Security-Policy', isDocs ? DOCS_CSP : API_CSP);
    if (!reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'no-store');
  });
}
