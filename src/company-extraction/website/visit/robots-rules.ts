import { robotsRules } from '../../../platform/egress/robots-txt.js';

/** Whether a page may be read. */
type MayRead = (url: string) => boolean;

/** Fetches `<origin>/robots.txt`. Throws when the file cannot be fetched at all. */
type FetchRobots = (url: string, signal: AbortSignal) => Promise<{ readonly status: number; readonly body: Buffer }>;

/**
 * Lifetime of cached rules. RFC 9309, 2.4 allows a day; a company's pages are read within minutes, and the next company
 * of the site soon after.
 */
const CACHE_TTL_MS = 15 * 60_000;
/** Maximum cached sites, and bytes of their rules: the rules of a site may take some hundred KB. */
const MAX_SITES = 1_000;
const MAX_BYTES = 8 * 1024 * 1024;

interface CachedRules {
  readonly mayRead: MayRead;
  readonly bytes: number;
  readonly until: number;
}

/**
 * robots.txt rules of each site (RFC 9309): no file allows everything, a server error forbids everything for now. Rules
 * are cached for 15 minutes, errors are not.
 */
export class RobotsRules {
  private readonly cached = new Map<string, CachedRules>();
  private bytes = 0;

  constructor(
    private readonly fetch: FetchRobots,
    private readonly agent: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Approximate bytes of the cached rules. */
  get size(): number {
    return this.bytes;
  }

  /** Rules for the origin of an address. Throws the errors of the fetch. */
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

  /** Evicts the oldest entries. */
  private cache(origin: string, rules: CachedRules): void {
    this.forget(origin);
    this.cached.set(origin, rules);
    this.bytes += rules.bytes;
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
