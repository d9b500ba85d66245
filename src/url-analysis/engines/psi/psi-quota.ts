import { AppError } from '../../../platform/errors/app-error.js';

interface PsiQuotaSettings {
  /**
   * Maximum runs started per second, in bursts of the same size. The documented figures differ; about 240 per minute is
   * safe.
   */
  readonly perSecond: number;
  /** Concurrent runs per origin: with more the service responds with 500. */
  readonly perOrigin: number;
  /** Runs per day. Google's day begins at midnight Pacific time; here a day is 24 hours from the first run. */
  readonly perDay: number;
  /** Monotonic clock in milliseconds. */
  readonly now: () => number;
}

const PSI_QUOTA_DEFAULTS: PsiQuotaSettings = {
  perSecond: 4,
  perOrigin: 1,
  perDay: 25_000,
  now: () => performance.now(),
};

const DAY_MS = 86_400_000;
/** Seconds after which a run for a busy origin is tried again: about the duration of a run. */
const ORIGIN_WAIT_SECONDS = 15;

/**
 * Quota of one API key in this process. A run that exceeds it is rejected with PROVIDER_RATE_LIMITED and the seconds to
 * wait, so that its item is parked visibly instead of occupying a slot. Memory: one entry per origin with a current
 * run.
 */
export class PsiQuota {
  private readonly settings: PsiQuotaSettings;
  private tokens: number;
  private refilledAt: number;
  private dayStartedAt: number;
  private usedToday = 0;
  private closedUntil = 0;
  private readonly inFlight = new Map<string, number>();

  constructor(settings: Partial<PsiQuotaSettings> = {}) {
    this.settings = { ...PSI_QUOTA_DEFAULTS, ...settings };
    this.tokens = this.settings.perSecond;
    this.refilledAt = this.settings.now();
    this.dayStartedAt = this.refilledAt;
  }

  /**
   * Takes one run for an origin. Call the returned function once when the run has ended. Throws PROVIDER_RATE_LIMITED.
   */
  take(origin: string): () => void {
    const now = this.settings.now();
    this.refill(now);
    if (now < this.closedUntil) throw refused('provider', (this.closedUntil - now) / 1_000);
    if (this.usedToday >= this.settings.perDay) throw refused('day', (this.dayStartedAt + DAY_MS - now) / 1_000);
    const running = this.inFlight.get(origin) ?? 0;
    if (running >= this.settings.perOrigin) throw refused('origin', ORIGIN_WAIT_SECONDS);
    if (this.tokens < 1) throw refused('second', (1 - this.tokens) / this.settings.perSecond);
    this.tokens -= 1;
    this.usedToday += 1;
    this.inFlight.set(origin, running + 1);
    let isReturned = false;
    return () => {
      if (isReturned) return;
      isReturned = true;
      const left = (this.inFlight.get(origin) ?? 1) - 1;
      if (left > 0) this.inFlight.set(origin, left);
      else this.inFlight.delete(origin);
    };
  }

  /** Starts no run for this time, because the provider answered 429. */
  pause(seconds: number): void {
    this.closedUntil = Math.max(this.closedUntil, this.settings.now() + seconds * 1_000);
  }

  private refill(now: number): void {
    const { perSecond } = this.settings;
    this.tokens = Math.min(perSecond, this.tokens + ((now - this.refilledAt) / 1_000) * perSecond);
    this.refilledAt = now;
    if (now - this.dayStartedAt < DAY_MS) return;
    this.dayStartedAt = now;
    this.usedToday = 0;
  }
}

function refused(window: 'second' | 'origin' | 'day' | 'provider', seconds: number): AppError {
  return new AppError('PROVIDER_RATE_LIMITED', undefined, {
    retryAfter: Math.max(1, Math.ceil(seconds)),
    isUnbegun: true,
    details: { provider: 'psi', window },
  });
}
