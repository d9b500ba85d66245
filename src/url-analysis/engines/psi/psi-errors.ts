import { retryAfterSeconds } from '../../../platform/egress/retry-after.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { asList, asNumber, asRecord, asString } from '../loose-json.js';
import { pageFailure } from '../lighthouse/page-failure.js';

/** Seconds to wait after a 429 without Retry-After; PageSpeed Insights sends none. */
const DEFAULT_THROTTLE_SECONDS = 60;
/** Seconds to wait when the service fails; outages often last a minute or two (GoogleChrome/lighthouse #16853). */
const SERVER_FAULT_SECONDS = 60;

/**
 * The error for a response other than 200. Parses both documented formats: `error.errors[].reason` of 2019 and the same
 * list after `error.code` of 2026. The message never contains the key or a URL.
 * @param retryAfter the header of that name
 * @param attempt number of the try that has just failed, 1 for the first
 */
export function psiError(status: number, body: unknown, retryAfter: string | undefined, attempt: number): AppError {
  const error = asRecord(asRecord(body)['error']);
  const message = asString(error['message']) ?? '';
  const reasons = asList(error['errors']).map((entry) => asRecord(entry));
  const fromLighthouse =
    reasons.some((entry) => entry['domain'] === 'lighthouse') || /^Lighthouse returned error/.test(message);
  const code = asNumber(error['code']) ?? status;
  if (code === 429 || reasons.some((entry) => /rateLimit|quota/i.test(asString(entry['reason']) ?? ''))) {
    return quotaError(message, retryAfter);
  }
  const lighthouseCode = fromLighthouse ? lighthouseCodeOf(message) : null;
  if (lighthouseCode !== null) return pageFailure(lighthouseCode, message, attempt);
  if (code >= 500 || fromLighthouse) {
    return new AppError('PROVIDER_UNAVAILABLE', 'PageSpeed Insights failed; the request is retried.', {
      retryAfter: SERVER_FAULT_SECONDS,
      details: { provider: 'psi', status: code },
    });
  }
  if (
    code === 401 ||
    code === 403 ||
    reasons.some((entry) => entry['reason'] === 'keyInvalid') ||
    /API key/i.test(message)
  ) {
    return new AppError('PROVIDER_AUTH', 'PageSpeed Insights rejected the configured key.', {
      details: { provider: 'psi', status: code },
    });
  }
  return new AppError('VALIDATION_ERROR', 'PageSpeed Insights does not accept this URL.', {
    details: { provider: 'psi', status: code },
  });
}

function quotaError(message: string, retryAfter: string | undefined): AppError {
  const perDay = /per day/i.test(message);
  return new AppError('PROVIDER_RATE_LIMITED', undefined, {
    retryAfter: retryAfterSeconds(retryAfter) ?? DEFAULT_THROTTLE_SECONDS,
    details: { provider: 'psi', window: perDay ? 'day' : 'minute' },
  });
}

/** `Lighthouse returned error: FAILED_DOCUMENT_REQUEST. …`; null for `Something went wrong.` and similar. */
function lighthouseCodeOf(message: string): string | null {
  return /Lighthouse returned error: ([A-Z][A-Z0-9_]{3,60})\b/.exec(message.slice(0, 2_000))?.[1] ?? null;
}
