import type { EgressHop } from '../../../platform/egress/egress.types.js';

/** One redirect on the way to the page. */
interface RedirectHop {
  readonly url: string;
  readonly status: number;
  readonly location: string | null;
  readonly ms: number;
  readonly scheme_change: boolean;
  readonly host_change: boolean;
}

/** Redirects from the requested to the final URL. A loop or too many redirects fail the item before this. */
export interface Redirects {
  readonly chain: readonly RedirectHop[];
  readonly count: number;
  /** Time spent on redirects in milliseconds. */
  readonly total_ms: number;
  readonly https_upgrade: boolean;
  /** Redirects other than the first step from http to https of the same host, which costs no points. */
  readonly charged_count: number;
}

export function describeRedirects(hops: readonly EgressHop[], finalUrl: string): Redirects {
  const redirects = hops.filter((hop) => hop.location !== null && hop.status >= 300 && hop.status < 400);
  const chain = redirects.map((hop, at) => {
    const from = new URL(hop.url);
    const to = new URL(redirects[at + 1]?.url ?? finalUrl);
    return {
      url: hop.url,
      status: hop.status,
      location: hop.location,
      ms: round(hop.ms),
      scheme_change: from.protocol !== to.protocol,
      host_change: from.host !== to.host,
    };
  });
  const upgrade = chain.some((hop) => hop.scheme_change && hop.url.startsWith('http:'));
  return {
    chain,
    count: chain.length,
    total_ms: round(chain.reduce((sum, hop) => sum + hop.ms, 0)),
    https_upgrade: upgrade,
    charged_count: chain.length - (upgrade ? 1 : 0),
  };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
