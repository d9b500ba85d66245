import type { EgressTimings } from '../../../platform/egress/egress.types.js';
import { median } from '../percentiles.js';

/** Phases of one exchange in milliseconds; null for a phase that did not occur. */
interface TimingSample {
  readonly dns_ms: number | null;
  readonly tcp_ms: number | null;
  readonly tls_ms: number | null;
  /** From sending the request to the headers of the response, without the connection time. */
  readonly ttfb_ms: number;
  readonly download_ms: number;
  readonly total_ms: number;
}

/** Medians over loads of the final URL, each on a new connection, and the samples behind them. */
export interface Timing extends TimingSample {
  /** Number of loads; 1 unless the batch asks for more. */
  readonly sample_count: number;
  readonly samples: readonly TimingSample[];
}

export function summariseTimings(timings: readonly EgressTimings[]): Timing {
  const samples = timings.map((t) => ({
    dns_ms: round(t.dnsMs),
    tcp_ms: round(t.tcpMs),
    tls_ms: round(t.tlsMs),
    ttfb_ms: round(t.ttfbMs) ?? 0,
    download_ms: round(t.downloadMs) ?? 0,
    total_ms: round(t.totalMs) ?? 0,
  }));
  const middle = (read: (sample: TimingSample) => number | null): number | null =>
    round(median(samples.map(read).filter((value): value is number => value !== null)));
  return {
    dns_ms: middle((sample) => sample.dns_ms),
    tcp_ms: middle((sample) => sample.tcp_ms),
    tls_ms: middle((sample) => sample.tls_ms),
    ttfb_ms: middle((sample) => sample.ttfb_ms) ?? 0,
    download_ms: middle((sample) => sample.download_ms) ?? 0,
    total_ms: middle((sample) => sample.total_ms) ?? 0,
    sample_count: samples.length,
    samples,
  };
}

function round(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 10) / 10;
}
