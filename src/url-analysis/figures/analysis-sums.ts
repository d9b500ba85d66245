import { PackedReader, PackedWriter } from './packed-bytes.js';
import { ValueSums } from './value-sums.js';

/** Columns whose percentiles are told, in the order in which they are packed. */
export const METRICS = ['duration_ms', 'ttfb_ms', 'fcp_ms', 'lcp_ms', 'tbt_ms', 'cls', 'si_ms', 'total_bytes'] as const;
/** Columns of scores, without their ending. */
export const CATEGORIES = ['performance', 'accessibility', 'best_practices', 'seo', 'http'] as const;
const TTFB = METRICS.indexOf('ttfb_ms');
const BANDS = 10;

/** Provider, strategy and host of an analysis, its metrics and its scores. */
export type AnalysisRow = readonly [
  provider: string | null,
  strategy: string,
  host: string | null,
  metrics: readonly (number | null)[],
  scores: readonly (number | null)[],
];

/** Values of a metric, and of a host, that stored sums keep as they are: they are read in great numbers. */
export const STORED = 256;
/** Those that an answer keeps: of some weeks with few analyses. */
export const ANSWERED = 5000;
/** Hosts in stored sums: those with the most analyses, of these the slowest. */
const HOSTS = 2000;
/** Values of hosts that stored sums keep as they are: of all together, and of each in any case. */
const OF_HOSTS = 1024;
const OF_HOST = 8;

/** The analyses of an engine with a strategy. */
export interface GroupSums {
  readonly engine: string;
  readonly strategy: string;
  analyses: number;
  /** In the order of METRICS. */
  readonly metrics: readonly ValueSums[];
}

/** Everything that analytics tell of some analyses. Packed sums of parts add up to those of the whole. */
export class AnalysisSums {
  readonly groups = new Map<string, GroupSums>();
  /** How many scores there are in each band of each category. */
  readonly bands = CATEGORIES.map(() => new Array<number>(BANDS).fill(0));
  /** Times to the first byte by host. */
  readonly hosts = new Map<string, ValueSums>();

  constructor(private readonly kept: number) {}

  add([provider, strategy, host, metrics, scores]: AnalysisRow): void {
    if (provider !== null) {
      const group = this.group(provider, strategy);
      group.analyses += 1;
      for (const [at, sums] of group.metrics.entries()) addTo(sums, metrics[at]);
    }
    for (const [at, bands] of this.bands.entries()) {
      const score = scores[at];
      if (score === null || score === undefined) continue;
      const band = Math.min(BANDS - 1, Math.floor(score / 10));
      bands[band] = (bands[band] ?? 0) + 1;
    }
    const ttfb = metrics[TTFB];
    if (host !== null && ttfb !== null && ttfb !== undefined) this.host(host).add(ttfb);
  }

  pack(): Buffer {
    const to = new PackedWriter();
    to.integer(this.groups.size);
    for (const { engine, strategy, analyses, metrics } of this.groups.values()) {
      to.text(engine);
      to.text(strategy);
      to.integer(analyses);
      for (const sums of metrics) sums.write(to);
    }
    for (const band of this.bands.flat()) to.integer(band);
    const hosts = this.storedHosts();
    const kept = Math.min(STORED, Math.max(OF_HOST, Math.floor(OF_HOSTS / hosts.length)));
    to.integer(hosts.length);
    for (const [host, sums] of hosts) {
      to.text(host);
      sums.write(to, kept);
    }
    return to.finish();
  }

  addPacked(bytes: Buffer): void {
    const from = new PackedReader(bytes);
    for (let left = from.integer(); left > 0; left -= 1) {
      const group = this.group(from.text(), from.text());
      group.analyses += from.integer();
      for (const sums of group.metrics) sums.addFrom(from);
    }
    for (const bands of this.bands)
      for (let band = 0; band < BANDS; band += 1) bands[band] = (bands[band] ?? 0) + from.integer();
    for (let left = from.integer(); left > 0; left -= 1) this.host(from.text()).addFrom(from);
  }

  private group(engine: string, strategy: string): GroupSums {
    const key = `${engine} ${strategy}`;
    let group = this.groups.get(key);
    if (group === undefined) {
      group = { engine, strategy, analyses: 0, metrics: METRICS.map(() => new ValueSums(this.kept)) };
      this.groups.set(key, group);
    }
    return group;
  }

  private host(name: string): ValueSums {
    let sums = this.hosts.get(name);
    if (sums === undefined) {
      sums = new ValueSums(this.kept);
      this.hosts.set(name, sums);
    }
    return sums;
  }

  private storedHosts(): readonly (readonly [string, ValueSums])[] {
    if (this.hosts.size <= HOSTS) return [...this.hosts];
    return [...this.hosts]
      .map(([host, sums]) => ({ host, sums, median: sums.percentile(0.5) ?? 0 }))
      .sort((a, b) => b.sums.count - a.sums.count || b.median - a.median)
      .slice(0, HOSTS)
      .map(({ host, sums }) => [host, sums] as const);
  }
}

function addTo(sums: ValueSums, value: number | null | undefined): void {
  if (value !== null && value !== undefined) sums.add(value);
}
