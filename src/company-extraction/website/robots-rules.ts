import { robotsRules } from '../../platform/egress/robots-txt.js';

/** Whether a page may be read. */
export type MayRead = (url: string) => boolean;

/** A reply of `<origin>/robots.txt`. Throws when the file cannot be fetched at all. */
type FetchRobots = (url: string, signal: AbortSignal) => Promise<{ readonly status: number; readonly body: Buffer }>;

/** RFC 9309, 2.4 allows a day; a company's pages are read within minutes, and the next company of the site soon after. */
const CACHE_TTL_MS = 15 * 60_000;
/** Remembered sites, and the bytes of their rules: a site may have some hundred KB of them. */
const MAX_SITES = 1_000;
const MAX_BYTES = 8 * 1024 * 1024;

interface CachedRules {
  readonly mayRead: MayRead;
  readonly bytes: number;
  readonly until: number;
}

/**
 * What robots.txt of each site allows us (RFC 9309): no file means everything, a server fault means nothing for now.
 * Rules are remembered for a quarter of an hour, faults are not.
 */
export class RobotsRules {
  private readonly cached = new Map<string, CachedRules>();
  private bytes = 0;

  constructor(
    private readonly fetch: FetchRobots,
    private readonly agent: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** About how many bytes the remembered rules take. */
  get size(): number {
    return this.bytes;
  }

  /** The rules for the origin of an address. Throws as the fetch does. */
  async of(address: string, signal: AbortSignal): Promise<MayRead> {
    const { origin } = new URL(address);
    const known = this.cached.get(origin);
    if (known !== undefined && known.until > this.now()) return known.mayRead;
    const url = `${origin}/robots.txt`;
    const { status, body } = await this.fetch(url, signal);
    const rules = robotsRules(status, body, this.agent);
    if (rules === null) return () => false;
    this.cache(origin, { mayRead: rules.allows, bytes: rules.bytes, until: this.now() + CACHE_TTL_MS });
    return rules.allows;
  }

  /** The oldest make room. */
  private cache(origin: string, kept: CachedRules): void {
    this.forget(origin);
    this.cached.set(origin, kept);
    this.bytes += kept.bytes;
    for (const oldest of this.cached.keys()) {
      if (this.cached.size <= MAX_SITES && this.bytes <= MAX_BYTES) return;
      this.forget(oldest);
    }
  }

  private forget(origin: string): void {
    this.bytes -= this.cached.get(origin)?.bytes ?? 0;
    this.cached.delete(origin);
  }
}
