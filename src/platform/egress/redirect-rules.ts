import { AppError } from '../errors/app-error.js';
import type { TargetPolicy, UrlFaultKind } from './address-policy.js';
import type { EgressPurpose, EgressRequest } from './egress.types.js';
import { parseUrl } from '../addresses/parse-url.js';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Input of the redirect rules. */
interface RedirectQuestion {
  readonly status: number;
  readonly location: string | undefined;
  readonly method: NonNullable<EgressRequest['method']>;
  readonly purpose: EgressPurpose;
  /** The URL that responded. */
  readonly from: URL;
  /** URLs of the chain so far, `from` included. */
  readonly visited: readonly string[];
  /** Maximum number of redirects. */
  readonly limit: number;
}

/**
 * Where a response redirects to: the checked URL of the next request, or null when the response is final.
 *
 * Only GET and HEAD are followed, so neither method nor body ever changes. Every redirect passes the policy like
 * the first URL. Redirects from https to http are rejected, and to another host for providers, whose responses are
 * only trusted from their own host. Throws TOO_MANY_REDIRECTS, REDIRECT_NOT_ALLOWED or TARGET_NOT_ALLOWED.
 */
export function redirectOf(question: RedirectQuestion, policy: TargetPolicy): URL | null {
  const { status, location, method, purpose, from, visited, limit } = question;
  if (!REDIRECTS.has(status) || location === undefined || limit <= 0) return null;
  if (method !== 'GET' && method !== 'HEAD') return null;
  if (visited.length > limit) throw new AppError('TOO_MANY_REDIRECTS');
  const next = parseUrl(location, from.href);
  if (next === null) throw new AppError('REDIRECT_NOT_ALLOWED');
  if (from.protocol === 'https:' && next.protocol === 'http:') throw new AppError('REDIRECT_NOT_ALLOWED');
  const check = policy.checkUrl(next, purpose);
  if (!check.allowed) throw redirectFault(check.kind);
  if (purpose === 'provider' && check.url.hostname !== from.hostname) throw new AppError('REDIRECT_NOT_ALLOWED');
  // No cookies are sent, so the same request would return the same redirect forever.
  if (visited.includes(check.url.href)) throw new AppError('TOO_MANY_REDIRECTS');
  return check.url;
}

function redirectFault(kind: UrlFaultKind): AppError {
  return new AppError(kind === 'port' || kind === 'target_not_allowed' ? 'TARGET_NOT_ALLOWED' : 'REDIRECT_NOT_ALLOWED');
}
