import type { AlpnProbe, Egress } from '../../../platform/egress/egress.types.js';
import { BoundedCache } from '../../../platform/cache/bounded-cache.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { AskedHow } from '../findings/asked-how.js';
import { fetchRobots, type RobotsFile } from '../findings/robots.js';

/** Milliseconds for which the pages of an origin share what was found out about it. */
const SHARED_MS = 60_000;
const ORIGINS = 500;
/** Larger files are not kept; those of most sites have less than 2 kB. */
const KEPT_BYTES = 16 * 1024;

/** What the pages of one origin have in common and what does not depend on the page, asked for once a minute. */
export class SiteFacts {
  private readonly robots = new BoundedCache<RobotsFile>({ max: ORIGINS, ttlMs: SHARED_MS });
  private readonly protocols = new BoundedCache<string | null>({ max: ORIGINS, ttlMs: SHARED_MS });

  constructor(private readonly egress: Egress & AlpnProbe) {}

  /** The robots.txt; null when it could not be fetched. */
  async robotsOf(pageUrl: string, how: AskedHow): Promise<RobotsFile | null> {
    const { origin } = new URL(pageUrl);
    const known = this.robots.get(origin);
    if (known !== undefined) return known;
    const file = await fetchRobots(origin, this.egress, how);
    if (file !== null && file.status < 500 && file.body.length <= KEPT_BYTES)
      this.robots.set(origin, { status: file.status, body: Buffer.from(file.body) });
    return file;
  }

  /**
   * The best protocol that the server would choose. One that answers requests but not ALPN does not fail the page:
   * null.
   */
  async protocolOf(pageUrl: string, signal: AbortSignal): Promise<string | null> {
    const { origin } = new URL(pageUrl);
    const known = this.protocols.get(origin);
    if (known !== undefined) return known;
    try {
      const protocol = await this.egress.probeAlpn(new URL(pageUrl), { purpose: 'target', signal });
      this.protocols.set(origin, protocol);
      return protocol;
    } catch (error) {
      if (signal.aborted || !(error instanceof AppError)) throw error;
      return null;
    }
  }
}
