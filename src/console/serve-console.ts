import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppConfig } from '../platform/config/config.js';
import { AppError } from '../platform/errors/app-error.js';
import { DOCS_PATH } from '../platform/http/api-document.js';
import type { RoutePolicy } from '../platform/http/route-policy.js';
import { BuiltConsole, type ConsoleFile } from './built-console.js';

/** Path of the console; public, like every path below it: it holds no data, and shows none before the sign-in. */
const CONSOLE_PATH = '/console';

/** Everything the page loads is a file of this service, and no text of it can become script or style. */
const CONSOLE_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "frame-ancestors 'none'; base-uri 'self'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const PUBLIC: { readonly config: object } = { config: { policy: { scope: null } satisfies RoutePolicy } };
const A_YEAR = 'public, max-age=31536000, immutable';

/**
 * Serves the console, and leads browsers that open the root to it and everybody else to the documentation. Any path
 * below the console that is no file is its page, which finds its way by itself.
 */
export function serveConsole(http: FastifyInstance, config: AppConfig): void {
  const built = new BuiltConsole(`${config.publicPath}${CONSOLE_PATH}/`);
  const serve = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (!built.isThere) throw new AppError('NOT_FOUND', 'The console is not built: npm run build builds it.');
    const name = nameOf(request.url);
    const isAsset = name.startsWith('assets/');
    const found = built.file(name, acceptedBy(request)) ?? (isAsset ? undefined : built.file('index.html', ''));
    if (found === undefined) throw new AppError('NOT_FOUND', 'The console has no such file.');
    return send(request, reply, { file: await found, isAsset });
  };
  http.get(CONSOLE_PATH, PUBLIC, serve);
  http.get(`${CONSOLE_PATH}/*`, PUBLIC, serve);
  http.get('/', PUBLIC, (request, reply) => {
    const isBrowser = /\btext\/html\b/.test(request.headers.accept ?? '');
    const path = isBrowser && built.isThere ? `${CONSOLE_PATH}/` : DOCS_PATH;
    return reply.header('Vary', 'Accept').redirect(`${config.publicPath}${path}`);
  });
}

/** The file that a path names. */
const nameOf = (url: string): string =>
  (url.split('?', 1)[0] ?? '').slice(CONSOLE_PATH.length).replace(/^\//, '') || 'index.html';

const acceptedBy = ({ headers }: FastifyRequest): string => [headers['accept-encoding'] ?? ''].flat().join(',');

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { file, isAsset }: { readonly file: ConsoleFile; readonly isAsset: boolean },
): FastifyReply {
  void reply.headers({
    'Content-Security-Policy': CONSOLE_CSP,
    'Cache-Control': isAsset ? A_YEAR : 'no-cache',
    'Cross-Origin-Opener-Policy': 'same-origin',
    ETag: file.etag,
    Vary: 'Accept-Encoding',
  });
  if (request.headers['if-none-match'] === file.etag) return reply.status(304).send();
  if (file.coding !== 'identity') void reply.header('Content-Encoding', file.coding);
  return reply.type(file.type).send(file.bytes);
}
