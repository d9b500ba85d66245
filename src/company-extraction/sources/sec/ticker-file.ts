import { z } from 'zod';
import { normalizeCompanyName } from '../../facts/normalize-company-name.js';

/** `company_tickers.json`: a map of row numbers to some 10,000 rows, one per ticker. */
export const tickerFileSchema = z.record(
  z.string(),
  z.object({ cik_str: z.number().int().positive(), ticker: z.string(), title: z.string() }),
);

export interface Filer {
  /** Ten digits. */
  readonly cik: string;
  readonly ticker: string;
  /** Title as filed: `NVIDIA CORP`, without the state that some titles end in (`/DE/`, `\DE\`). */
  readonly title: string;
}

/** SEC appends the state of incorporation to distinguish companies of the same name. */
const STATE_SUFFIX = /\s*[\\/][A-Z]{2,3}[\\/]?\s*$/;

/** Filers of one name that are kept: a file of nothing but namesakes must not take quadratic time. */
const MOST_NAMESAKES = 20;

/** Filers by normalised name and by ticker. */
export class TickerFile {
  private readonly byName = new Map<string, Filer[]>();
  private readonly byTicker = new Map<string, Filer>();

  constructor(rows: z.infer<typeof tickerFileSchema>) {
    for (const { cik_str, ticker, title } of Object.values(rows)) {
      const filer = { cik: String(cik_str).padStart(10, '0'), ticker, title: title.replace(STATE_SUFFIX, '') };
      const name = normalizeCompanyName(filer.title);
      const namesakes = this.byName.get(name) ?? [];
      // A company has one row per class of shares; the first is the main one.
      const isNew = namesakes.length < MOST_NAMESAKES && !namesakes.some((other) => other.cik === filer.cik);
      if (isNew) this.byName.set(name, [...namesakes, filer]);
      if (!this.byTicker.has(ticker)) this.byTicker.set(ticker, filer);
    }
  }

  /** Filers with exactly this name, ignoring legal form and a trailing `com`. */
  named(name: string): readonly Filer[] {
    const normal = normalizeCompanyName(name);
    return this.byName.get(normal) ?? this.byName.get(`${normal} com`) ?? [];
  }

  withTicker(ticker: string): Filer | null {
    return this.byTicker.get(ticker.toUpperCase().replace('.', '-')) ?? null;
  }
}
