import { z } from 'zod';
import { normalizeKeepingWords } from '../../facts/normalize-company-name.js';
import { shortText } from '../short-text.js';

/** `company_tickers.json`: a map of row numbers to some 10,000 rows, one per ticker. */
export const tickerFileSchema = z.record(
  z.string(),
  z.object({ cik_str: z.number().int().positive(), ticker: shortText, title: shortText }),
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

/** Filers of one name that are returned at most. */
const MOST_NAMESAKES = 20;

/**
 * The rows as a thread gives them back: one text and two lists of numbers take no time, 30,000 objects take a tenth of
 * a second.
 */
export interface PackedTickers {
  /** Lines of name (normalised), CIK, ticker and title, sorted by name; the rows of one name in the file's order. */
  readonly text: string;
  /** Where each line starts in the text, and where a further one would. */
  readonly starts: Uint32Array;
  /** The lines sorted by ticker; those of one ticker in the file's order. */
  readonly byTicker: Uint32Array;
}

const plain = (text: string): string => text.replace(/\s+/g, ' ');
const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

export function packTickers(rows: z.infer<typeof tickerFileSchema>): PackedTickers {
  const lines = Object.values(rows).map(({ cik_str, ticker, title: filed }, row) => {
    const title = plain(filed.replace(STATE_SUFFIX, ''));
    const cik = String(cik_str).padStart(10, '0');
    return { row, name: normalizeKeepingWords(title), cik, ticker: plain(ticker), title };
  });
  lines.sort((a, b) => compare(a.name, b.name));
  const texts = lines.map(({ name, cik, ticker, title }) => `${name}\t${cik}\t${ticker}\t${title}\n`);
  const starts = new Uint32Array(texts.length + 1);
  for (const [at, text] of texts.entries()) starts[at + 1] = (starts[at] ?? 0) + text.length;
  const numbered = lines.map(({ row, ticker }, line) => ({ row, ticker, line }));
  numbered.sort((a, b) => compare(a.ticker, b.ticker) || a.row - b.row);
  return { text: texts.join(''), starts, byTicker: Uint32Array.from(numbered, ({ line }) => line) };
}

/** Filers by normalised name and by ticker. */
export class TickerFile {
  constructor(private readonly packed: PackedTickers) {}

  /** Filers with exactly this name, ignoring legal form and a trailing `com`. */
  named(name: string): readonly Filer[] {
    const normal = normalizeKeepingWords(name);
    const filers = this.withName(normal);
    return filers.length > 0 ? filers : this.withName(`${normal} com`);
  }

  withTicker(ticker: string): Filer | null {
    const wanted = ticker.toUpperCase().replace('.', '-');
    const { byTicker } = this.packed;
    const at = this.firstOf(wanted, (index) => this.line(byTicker[index] ?? 0).filer.ticker);
    const found = at < byTicker.length ? this.line(byTicker[at] ?? 0).filer : null;
    return found?.ticker === wanted ? found : null;
  }

  /** A company has one row per class of shares; the first is the main one. */
  private withName(name: string): readonly Filer[] {
    const found = new Map<string, Filer>();
    for (let at = this.firstOf(name, (index) => this.line(index).name); found.size < MOST_NAMESAKES; at += 1) {
      const line = at < this.packed.byTicker.length ? this.line(at) : null;
      if (line?.name !== name) break;
      if (!found.has(line.filer.cik)) found.set(line.filer.cik, line.filer);
    }
    return [...found.values()];
  }

  /** Index of the first line whose key is not before the wanted one. */
  private firstOf(wanted: string, keyOf: (index: number) => string): number {
    let [low, high] = [0, this.packed.byTicker.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keyOf(middle) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private line(at: number): { readonly name: string; readonly filer: Filer } {
    const { text, starts } = this.packed;
    const [name = '', cik = '', ticker = '', title = ''] = text
      .slice(starts[at], (starts[at + 1] ?? 0) - 1)
      .split('\t');
    return { name, filer: { cik, ticker, title } };
  }
}
