import { parse as parseHost } from 'tldts';
import type { ValidationFault } from '../../platform/errors/app-error.js';
import { parseUrl } from '../../platform/addresses/parse-url.js';

/** Maximum length of a URL, before and after cleaning. */
const MAX_URL_LENGTH = 2048;

/** Why a URL is rejected. */
export type UrlErrorCode =
  | 'EMPTY'
  | 'TOO_LONG'
  | 'INVALID_URL'
  | 'INVALID_HOST'
  | 'UNSUPPORTED_SCHEME'
  | 'CREDENTIALS_NOT_ALLOWED'
  | 'PORT_NOT_ALLOWED'
  | 'TARGET_NOT_ALLOWED';

/** `error_type` and message of each rejection in a 422 response. */
export const URL_ERRORS: Readonly<Record<UrlErrorCode, { readonly errorType: string; readonly message: string }>> = {
  EMPTY: { errorType: 'missing', message: 'The URL is empty.' },
  TOO_LONG: { errorType: 'too_long', message: `The URL is longer than ${MAX_URL_LENGTH} characters.` },
  INVALID_URL: { errorType: 'url_parsing', message: 'This is not a URL.' },
  INVALID_HOST: {
    errorType: 'host',
    message: 'The host name is not valid: labels have 1 to 63 characters, 253 in all.',
  },
  UNSUPPORTED_SCHEME: { errorType: 'scheme', message: 'Only http and https URLs can be analysed.' },
  CREDENTIALS_NOT_ALLOWED: { errorType: 'userinfo', message: 'The URL must not carry a user name or password.' },
  PORT_NOT_ALLOWED: { errorType: 'port', message: 'The port is not allowed.' },
  TARGET_NOT_ALLOWED: { errorType: 'target_not_allowed', message: 'The host is not on the public internet.' },
};

/** A change made to the URL, reported to the caller. */
export type UrlChange =
  | 'trimmed'
  | 'scheme_added'
  | 'host_normalised'
  | 'default_port_removed'
  | 'path_normalised'
  | 'fragment_removed'
  | 'tracking_removed'
  | 'trailing_slash_removed';

/**
 * Checks host and port as written: literal IP addresses, forbidden names, ports. The addresses that a name resolves to
 * are checked by the egress module at the fetch, because they may differ by then.
 */
export type TargetCheck = (url: URL) => 'allowed' | 'target' | 'port';

export interface CleanOptions {
  readonly checkTarget: TargetCheck;
  /**
   * Removes utm_*, gclid, fbclid and similar parameters from the query. Off by default, because the query is part of
   * the requested URL.
   */
  readonly stripTracking?: boolean;
}

export interface CleanUrl {
  /**
   * The URL to analyse: no fragment, no trailing slash, normalised by the WHATWG URL standard. Inputs with the same URL
   * are duplicates; http/https and www/apex remain different.
   */
  readonly url: string;
  readonly changed: readonly UrlChange[];
  /** `unknown_suffix`: the host does not end in a suffix of the public suffix list. */
  readonly warnings: readonly 'unknown_suffix'[];
}

export type CleanedUrl = CleanUrl | { readonly error_code: UrlErrorCode };

const TRACKING = /^(utm_[a-z_]+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|yclid|mc_cid|mc_eid|igshid)$/i;
/** Schemes whose rest may be digits, so that they look like `host:port`. */
const NUMERIC_REST =
  /^(tel|sms|mailto|javascript|data|file|ftp|geo|urn|about|blob|callto|fax|cid|mid|news|nntp|sip|sips|skype):/i;
const HOST_AND_PORT = /^[^/?#@\\]+:\d{1,9}(?:[/?#\\]|$)/;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
/** Zero-width characters, word joiner and BOM, which are often copied along from a page. */
const INVISIBLE = new Set(['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff']);
const WRAPPING = new Set(['<', '>', '"']);

/**
 * Cleans one submitted URL. Pure: no lookup, no exception; an invalid URL gives an error code. Two parts of the service
 * must never parse one URL differently, so everything after this uses only `url`.
 */
export function cleanUrl(raw: string, options: CleanOptions): CleanedUrl {
  if (raw.length > 2 * MAX_URL_LENGTH) return { error_code: 'TOO_LONG' };
  // PostgreSQL stores neither NUL nor lone surrogates, and no URL needs them.
  if (raw.includes('\0') || !raw.isWellFormed()) return { error_code: 'INVALID_URL' };
  const trimmed = trim(raw).replaceAll(/[\t\r\n]/g, '');
  if (trimmed === '') return { error_code: 'EMPTY' };
  if (trimmed.length > MAX_URL_LENGTH) return { error_code: 'TOO_LONG' };

  // A path alone names no host; with a scheme in front its first segment would become one.
  if (/^[/\\](?![/\\])/.test(trimmed)) return { error_code: 'INVALID_URL' };
  const complete = addScheme(trimmed);
  if (!/^https?:/i.test(complete)) return { error_code: 'UNSUPPORTED_SCHEME' };
  const parsed = parseUrl(complete);
  if (parsed === null) return { error_code: hasImpossiblePort(complete) ? 'PORT_NOT_ALLOWED' : 'INVALID_URL' };
  if (parsed.username !== '' || parsed.password !== '' || hasUserInfo(complete)) {
    return { error_code: 'CREDENTIALS_NOT_ALLOWED' };
  }
  if (parsed.hostname.endsWith('.')) parsed.hostname = parsed.hostname.slice(0, -1);
  if (!isValidHost(parsed.hostname)) return { error_code: 'INVALID_HOST' };
  const target = options.checkTarget(new URL(parsed));
  if (target !== 'allowed') return { error_code: target === 'port' ? 'PORT_NOT_ALLOWED' : 'TARGET_NOT_ALLOWED' };
  return finish(raw, trimmed, complete, parsed, options);
}

/** The fault of a 422 response for a rejected URL. The value is cut at 200 characters and shown without credentials. */
export function urlFault(field: string, raw: string, code: UrlErrorCode): ValidationFault {
  const shown = code === 'CREDENTIALS_NOT_ALLOWED' ? '[removed]' : raw.slice(0, 200);
  return { field, message: URL_ERRORS[code].message, invalid_value: shown, error_type: URL_ERRORS[code].errorType };
}

function finish(raw: string, trimmed: string, complete: string, parsed: URL, options: CleanOptions): CleanedUrl {
  const changed = new Set<UrlChange>();
  if (trimmed !== raw) changed.add('trimmed');
  if (complete !== trimmed) changed.add('scheme_added');
  addNormalisations(complete, parsed, changed);
  if (complete.includes('#')) changed.add('fragment_removed');
  const search = options.stripTracking === true ? withoutTracking(parsed.search) : parsed.search;
  if (search !== parsed.search) changed.add('tracking_removed');

  const path = cleanPath(parsed.pathname, search);
  // The slash of an empty path is not the caller's when the parser has added it.
  if (path !== parsed.pathname && slashWritten(complete)) changed.add('trailing_slash_removed');
  const url = `${parsed.origin}${path}${search}`;
  if (url.length > MAX_URL_LENGTH) return { error_code: 'TOO_LONG' };
  return { url, changed: [...changed], warnings: hasKnownSuffix(parsed.hostname) ? [] : ['unknown_suffix'] };
}

function trim(raw: string): string {
  const junk = (character: string | undefined): boolean =>
    character !== undefined &&
    (character.charCodeAt(0) <= 0x20 || character.trim() === '' || INVISIBLE.has(character) || WRAPPING.has(character));
  let start = 0;
  let end = raw.length;
  while (start < end && junk(raw[start])) start += 1;
  while (end > start && junk(raw[end - 1])) end -= 1;
  // A URL may end in an apostrophe, so it is a quotation mark only when there is one in front as well.
  const quoted = raw[start] === "'" && raw[end - 1] === "'" && end - start >= 2;
  return quoted ? raw.slice(start + 1, end - 1) : raw.slice(start, end);
}

/** `example.com:8080/x` and `localhost:3000` look like a scheme but have none. */
function addScheme(address: string): string {
  if (address.startsWith('//')) return `https:${address}`;
  if (HOST_AND_PORT.test(address) && !NUMERIC_REST.test(address)) return `https://${address}`;
  return SCHEME.test(address) ? address : `https://${address}`;
}

function authority(address: string): string {
  return /^https?:[/\\]*([^/\\?#]*)/i.exec(address)?.[1] ?? '';
}

function hasImpossiblePort(address: string): boolean {
  const port = /:(\d{5,})$/.exec(authority(address))?.[1];
  return port !== undefined && Number(port) > 65_535;
}

/** `https://@host/` has empty credentials, which the parser drops silently. */
function hasUserInfo(address: string): boolean {
  return authority(address).includes('@');
}

function isValidHost(host: string): boolean {
  if (host.startsWith('[')) return true;
  return host.length <= 253 && host.split('.').every((label) => label.length >= 1 && label.length <= 63);
}

function hasKnownSuffix(host: string): boolean {
  const { isIp, isIcann, isPrivate } = parseHost(host.startsWith('[') ? host.slice(1, -1) : host);
  return isIp === true || isIcann === true || isPrivate === true;
}

/**
 * Removes all trailing slashes, including that of the root. A path in front of a query is a different URL and stays,
 * except the root, which cannot be written without its slash there.
 */
function cleanPath(path: string, search: string): string {
  return search === '' ? path.replace(/\/+$/, '') : path;
}

function slashWritten(address: string): boolean {
  return /^https?:[/\\]*[^/\\?#]+[/\\]/i.test(address);
}

function addNormalisations(complete: string, parsed: URL, changed: Set<UrlChange>): void {
  const written = authority(complete);
  const host = written.replace(/:\d*$/, '');
  if (host !== parsed.hostname) changed.add('host_normalised');
  if (/:\d*$/.test(written) && parsed.port === '' && !written.endsWith(']')) changed.add('default_port_removed');
  const rest = complete.slice(complete.indexOf(written) + written.length).split('#')[0] ?? '';
  if (rest !== '' && rest.split('?')[0] !== parsed.pathname && rest !== `${parsed.pathname}${parsed.search}`) {
    if (!rest.startsWith('?')) changed.add('path_normalised');
  }
}

function withoutTracking(search: string): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => !TRACKING.test(pair.split('=')[0] ?? ''));
  return kept.length === 0 || kept.join('') === '' ? '' : `?${kept.join('&')}`;
}
