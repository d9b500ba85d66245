import type { FastifyInstance } from 'fastify';
import { DOCS_PATH } from './api-document.js';

/** Content-Security-Policy of API responses: a browser may load and run nothing. */
const API_CSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Swagger UI uses files of this service; it sets styles on its elements, and its icons are data URLs. */
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

/** Sets the security headers of every response. A route that sets its own policy or caching headers keeps them. */
export function useSecurityHeaders(http: FastifyInstance): void {
  http.addHook('onSend', async (request, reply) => {
    void reply.headers(ALWAYS).header('X-Trace-Id', request.id);
    const isDocs = (request.routeOptions.url ?? '').startsWith(DOCS_PATH);
    if (!reply.hasHeader('Content-Security-Policy'))
      void reply.header('Content-Security-Policy', isDocs ? DOCS_CSP : API_CSP);
    if (!reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'no-store');
  });
}
