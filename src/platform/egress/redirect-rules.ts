import { AppError } from '../errors/app-error.js';
import type { TargetPolicy, UrlFaultKind } from './address-policy.js';
import type { EgressPurpose, EgressRequest } from './egress.types.js';
import { parseUrl } from '../addresses/parse-url.js';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** What the rules look at. */
export interface RedirectQuestion {
  readonly status: number;
  readonly location: string | undefined;
  readonly method: NonNullable<EgressRequest['method']>;
  readonly purpose: EgressPurpose;
  /** The URL that answered. */
  readonly from: URL;
  /** URLs of the chain so far, `from` included. */
  readonly visited: readonly string[];
  /** Redirects that may be followed in all. */
  readonly limit: number;
}

/**
 * Where a response leads: the judged URL of the next request, or null when the response is the answer.
 *
 * Only GET and HEAD are followed, so neither method nor body ever changes. Every step passes the policy like the first
 * one. From https to http is refused, and so is another host for providers, whose answers are only trusted as theirs.
 * Throws TOO_MANY_REDIRECTS, REDIRECT_NOT_ALLOWED or TARGET_NOT_ALLOWED.
 */
export function redirectOf(question: RedirectQuestion, policy: TargetPolicy): URL | null {
  const { status, location, method, purpose, from, visited, limit } = question;
  if (!REDIRECTS.has(status) || location === undefined || limit <= 0) return null;
  if (method !== 'GET' && method !== 'HEAD') return null;
  if (visited.length > limit) throw new AppError('TOO_MANY_REDIRECTS');
  const next = parseUrl(location, from.href);
  if (next === null) throw new AppError('REDIRECT_NOT_ALLOWED');
  if (from.protocol === 'https:' && next.protocol === 'http:') throw new AppError('REDIRECT_NOT_ALLOWED');
  const verdict = policy.judgeUrl(next, purpose);
  if (!verdict.allowed) throw redirectFault(verdict.kind);
  if (purpose === 'provider' && verdict.url.hostname !== from.hostname) throw new AppError('REDIRECT_NOT_ALLOWED');
  // We send no cookies along, so the same request would bring the same answer for ever.
  if (visited.includes(verdict.url.href)) throw new AppError('TOO_MANY_REDIRECTS');
  return verdict.url;
}

function redirectFault(kind: UrlFaultKind): AppError {
  return new AppError(kind === 'port' || kind === 'target_not_allowed' ? 'TARGET_NOT_ALLOWED' : 'REDIRECT_NOT_ALLOWED');
}
