import type { IncomingMessage } from 'node:http';
import { parseUrl } from '../../platform/addresses/parse-url.js';
import type { AppConfig } from '../../platform/config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { cameOverTls } from '../../platform/http/caller-address.js';

const NAME = 'batchwright_session';
const SESSION_ID = /^[A-Za-z0-9_-]{43}$/;
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

type Settings = Pick<AppConfig, 'publicPath' | 'trustProxy'>;

/** Where the cookie is valid, and whether the browser came over TLS. */
export interface CookiePlace {
  readonly publicPath: string;
  readonly isSecure: boolean;
}

/**
 * The name says to the browser what it must refuse: over TLS nobody but this very host can set the cookie, so that a
 * neighbouring host cannot plant a session of its own.
 */
const nameOf = ({ publicPath, isSecure }: CookiePlace): string =>
  `${isSecure ? (publicPath === '' ? '__Host-' : '__Secure-') : ''}${NAME}`;

/**
 * Names under which the cookie may come when the process does not know that the browser came over TLS: a proxy that it
 * is not told to trust may do that. In this order: what a neighbouring host may have set counts only when nothing came
 * that it cannot set.
 */
const NAMES = [`__Host-${NAME}`, `__Secure-${NAME}`, NAME];

/** Where the cookie of a request is valid. */
export const placeOf = (request: IncomingMessage, { publicPath, trustProxy }: Settings): CookiePlace => ({
  publicPath,
  isSecure: cameOverTls(request, trustProxy),
});

/**
 * The session id among a request's cookies; undefined when there is none of the right form. Over TLS only the cookie
 * that the service itself sets there counts. Throws AMBIGUOUS_CREDENTIALS for two different ones of one name.
 */
export function presentedSession({ headers }: IncomingMessage, place: CookiePlace): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('=', 2));
  for (const name of place.isSecure ? [nameOf(place)] : NAMES) {
    const ids = new Set(pairs.flatMap(([key, value = '']) => (key === name && SESSION_ID.test(value) ? [value] : [])));
    if (ids.size > 1) throw new AppError('AMBIGUOUS_CREDENTIALS', 'Two sessions came with one request.');
    const [id] = ids;
    if (id !== undefined) return id;
  }
  return undefined;
}

/** The header that gives a browser its session: no script reads it, and no request from another site carries it. */
export const sessionCookie = (id: string, seconds: number, place: CookiePlace): string =>
  [
    `${nameOf(place)}=${id}`,
    `Path=${place.publicPath}/`,
    `Max-Age=${seconds}`,
    'HttpOnly',
    'SameSite=Strict',
    ...(place.isSecure ? ['Secure'] : []),
  ].join('; ');

/** Whether a browser says that another page than the service's own made the request. */
export function isFromForeignPage({ headers, method = 'GET' }: IncomingMessage, host: string | undefined): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && !(site === 'none' && SAFE_METHODS.has(method));
  return headers.origin !== undefined && parseUrl(headers.origin)?.host !== host;
}

/**
 * Refuses what another page made a signed-in browser send. SameSite=Strict already keeps the cookie from other sites,
 * but not from other ports and sub-domains of this one; what changes something must therefore come from a page of the
 * service, by the browser's own word.
 */
export function requireOwnPage(request: IncomingMessage, host: string | undefined, isChange: boolean): void {
  const isNamed = request.headers['sec-fetch-site'] !== undefined || request.headers.origin !== undefined;
  if (isFromForeignPage(request, host) || (isChange && !isNamed)) throw new AppError('CROSS_ORIGIN_REFUSED');
}

/** Whether a method changes something. */
export const isChange = (method: string): boolean => !SAFE_METHODS.has(method);
