import robotsParser from 'robots-parser';

/** Whether a page may be read. */
export type MayRead = (url: string) => boolean;

/** A reply of `<origin>/robots.txt`. Throws when the file cannot be fetched at all. */
type FetchRobots = (url: string, signal: AbortSignal) => Promise<{ readonly status: number; readonly body: Buffer }>;

/** RFC 9309, 2.4 allows a day; a company's pages are read within minutes, and the next company of the site soon after. */
const KEPT_MS = 15 * 60_000;
const MAX_KEPT = 1_000;

/**
 * What robots.txt of each site allows us (RFC 9309): no file means everything, a server fault means nothing for now.
 * Rules are remembered for a quarter of an hour, faults are not.
 */
export class RobotsRules {
  private readonly kept = new Map<string, { readonly mayRead: MayRead; readonly until: number }>();

  constructor(
    private readonly fetch: FetchRobots,
    private readonly agent: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** The rules for the origin of an address. Throws as the fetch does. */
  async of(address: string, signal: AbortSignal): Promise<MayRead> {
    const { origin } = new URL(address);
    const known = this.kept.get(origin);
    if (known !== undefined && known.until > this.now()) return known.mayRead;
    const url = `${origin}/robots.txt`;
    const { status, body } = await this.fetch(url, signal);
    if (status >= 500) return () => false;
    const mayRead = status >= 400 ? () => true : this.parse(url, body.toString('utf8'));
    this.keep(origin, mayRead);
    return mayRead;
  }

  private parse(url: string, text: string): MayRead {
    const rules = robotsParser(url, text);
    return (page) => rules.isAllowed(page, this.agent) !== false;
  }

  /** The oldest makes room. */
  private keep(origin: string, mayRead: MayRead): void {
    this.kept.delete(origin);
    this.kept.set(origin, { mayRead, until: this.now() + KEPT_MS });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MAX_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }
}
