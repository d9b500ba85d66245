import { AppError } from '../../../platform/errors/app-error.js';
import type { Egress } from '../../../platform/egress/egress.types.js';
import { ROBOTS_BYTES, robotsRules } from '../../../platform/egress/robots-txt.js';

/** robots.txt of the page's origin. It is reported but not applied: a user named the page, nothing is crawled. */
export interface RobotsTxt {
  /** Null when it could not be fetched. */
  readonly status: number | null;
  /**
   * Whether Googlebot may fetch the page (RFC 9309: no file allows everything). Null when the server failed, which
   * crawlers treat as a temporary disallow.
   */
  readonly allows_url: boolean | null;
  /** At most 20. */
  readonly sitemaps: readonly string[];
}

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
      limits: { truncate: true, wireBytes: ROBOTS_BYTES, decodedBytes: ROBOTS_BYTES, totalMs: 15_000 },
    });
    return checkRobots(response.status, response.body, pageUrl);
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error;
    return { status: null, allows_url: null, sitemaps: [] };
  }
}

/** Evaluates a fetched robots.txt for one page. */
export function checkRobots(status: number, body: Buffer, pageUrl: string): RobotsTxt {
  const rules = robotsRules(status, body, 'Googlebot');
  return { status, allows_url: rules?.allows(pageUrl) ?? null, sitemaps: rules?.sitemaps ?? [] };
}
