import { AppError } from '../../../platform/errors/app-error.js';
import type { Egress } from '../../../platform/egress/egress.types.js';
import { ROBOTS_BYTES, robotsRules } from '../../../platform/egress/robots-txt.js';
import type { AskedHow } from './asked-how.js';

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

/** A robots.txt as it came. */
export interface RobotsFile {
  readonly status: number;
  readonly body: Buffer;
}

/** Null when it could not be fetched. */
export async function fetchRobots(
  origin: string,
  egress: Egress,
  { headers, signal, connections }: AskedHow,
): Promise<RobotsFile | null> {
  try {
    return await egress.request(new URL('/robots.txt', origin), {
      purpose: 'target',
      headers,
      signal,
      connections,
      limits: { truncate: true, wireBytes: ROBOTS_BYTES, decodedBytes: ROBOTS_BYTES, totalMs: 15_000 },
    });
  } catch (error) {
    if (signal.aborted || !(error instanceof AppError)) throw error;
    return null;
  }
}

/** Evaluates a robots.txt, null when it could not be fetched, for one page. */
export function checkRobots(file: RobotsFile | null, pageUrl: string): RobotsTxt {
  if (file === null) return { status: null, allows_url: null, sitemaps: [] };
  const rules = robotsRules(file.status, file.body, 'Googlebot');
  return { status: file.status, allows_url: rules?.allows(pageUrl) ?? null, sitemaps: rules?.sitemaps ?? [] };
}
