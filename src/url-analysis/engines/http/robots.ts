import robotsParser from 'robots-parser';
import { AppError } from '../../../platform/http/error.js';
import type { Egress } from '../../../platform/net/egress.types.js';

/** robots.txt of the page's origin. It is reported, not obeyed: the page was named by a person, nothing is crawled. */
export interface RobotsTxt {
  /** Null when it could not be fetched. */
  readonly status: number | null;
  /** Googlebot may fetch the page (RFC 9309: no file allows all). Null when the server failed, which crawlers take as a no for now. */
  readonly allows_url: boolean | null;
  /** At most 20. */
  readonly sitemaps: readonly string[];
}

/** RFC 9309 2.5: crawlers read at least 500 KiB. */
const MAX_BYTES = 512_000;

export async function fetchRobots(
  pageUrl: string,
  egress: Egress,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<RobotsTxt> {
  const address = new URL('/robots.txt', pageUrl);
  try {
    const response = await egress.request(address, {
      purpose: 'target',
      headers,
      signal,
      limits: { truncate: true, wireBytes: MAX_BYTES, decodedBytes: MAX_BYTES, totalMs: 15_000 },
    });
    return judgeRobots(address.href, response.status, response.body.toString('utf8'), pageUrl);
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error;
    return { status: null, allows_url: null, sitemaps: [] };
  }
}

/** What a fetched robots.txt says about one page. */
export function judgeRobots(address: string, status: number, text: string, pageUrl: string): RobotsTxt {
  if (status >= 500) return { status, allows_url: null, sitemaps: [] };
  if (status >= 300) return { status, allows_url: true, sitemaps: [] };
  const robots = robotsParser(address, text);
  return {
    status,
    allows_url: robots.isAllowed(pageUrl, 'Googlebot') ?? true,
    sitemaps: robots.getSitemaps().slice(0, 20),
  };
}
