import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { decoded, type TextEncoding } from '../../platform/text/text-encoding.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { withoutGuard } from '../export/cell.js';
import { FILE_LIMITS, refuseFile } from './file-limits.js';
import { QuoteGuard } from './quote-guard.js';
import { DELIMITERS, type DelimiterName, type Table, type TableRow } from './table.js';

/** Bytes that are parsed between two turns of the event loop: some 5 ms. */
const CHUNK = 16 * 1024;
/** Characters and records in which the separator is looked for. */
const SAMPLE = 64 * 1024;
const SAMPLE_RECORDS = 20;

/** The line that tells Excel the separator, before the header. */
const SEPARATOR_LINE = /^\uFEFF?sep=(.)\r?\n/i;

interface Record {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Opens a CSV file: finds its separator and its header. Throws FILE_REJECTED. */
export async function openCsv(path: string, encoding: TextEncoding, chosen?: DelimiterName): Promise<Table> {
  const { separator, skipped } = await separatorOf(path, encoding, chosen);
  const records = (): AsyncGenerator<Record, void, undefined> => readRecords(path, encoding, separator, skipped);
  const header = await first(records());
  if (header === undefined) throw refuseFile('no_header', 'The file is empty; its first line names the columns.');
  const headers = header.record.map((text) => withoutGuard(text.trim()));
  return {
    format: 'csv',
    encoding,
    delimiter: nameOf(separator),
    sheet: null,
    headers,
    rows: () => readRows(records(), headers.length),
  };
}

async function* readRows(
  records: AsyncGenerator<Record, void, undefined>,
  columns: number,
): AsyncGenerator<TableRow, void, undefined> {
  let isHeader = true;
  for await (const { record, info } of records) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    if (record.every((text) => text.trim() === '')) continue;
    const cells = record.slice(0, columns).map(withoutGuard);
    const excess = record.slice(columns).some((text) => text.trim() !== '');
    yield {
      line: info.lines - lineBreaks(record),
      cells,
      text: JSON.stringify(cells),
      ...(excess ? { fault: `has ${record.length} cells; the header names ${columns} columns` } : {}),
    };
  }
}

async function* readRecords(
  path: string,
  encoding: TextEncoding,
  separator: string,
  skipped: number,
): AsyncGenerator<Record, void, undefined> {
  const chunks = createReadStream(path, { highWaterMark: CHUNK });
  const parser = parse({
    bom: true,
    delimiter: separator,
    from_line: skipped + 1,
    info: true,
    max_record_size: FILE_LIMITS.recordBytes,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const guard = new QuoteGuard(separator);
  const source = Readable.from(watched(decoded(chunks as AsyncIterable<Buffer>, encoding), guard));
  source.on('error', (error) => parser.destroy(error)).pipe(parser);
  try {
    for await (const one of parser as AsyncIterable<Record>) {
      const { columns } = FILE_LIMITS;
      if (one.record.length > columns)
        throw refuseFile('too_many_columns', `has ${one.record.length} cells; at most ${columns} are read.`, {
          line: one.info.lines,
          limit: columns,
          value: one.record.length,
        });
      yield one;
    }
  } catch (error) {
    throw error instanceof CsvError ? damaged(error) : error;
  } finally {
    source.destroy();
    chunks.destroy();
  }
}

async function* watched(texts: AsyncIterable<string>, guard: QuoteGuard): AsyncGenerator<string, void, undefined> {
  for await (const text of texts) {
    guard.watch(text);
    yield text;
  }
  guard.end();
}

function damaged(error: CsvError): Error {
  const line = typeof error['lines'] === 'number' ? error['lines'] : undefined;
  const place = { ...definedOnly({ line }), cause: error };
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return refuseFile('record_too_large', `a record has more than ${FILE_LIMITS.recordBytes} bytes.`, {
      ...place,
      limit: FILE_LIMITS.recordBytes,
    });
  return refuseFile('damaged', 'the file cannot be read as CSV.', place);
}

/** Line breaks within the cells of a record, which begins that many lines before it ends. */
const lineBreaks = (record: readonly string[]): number =>
  record.reduce((sum, text) => sum + (text.includes('\n') || text.includes('\r') ? breaksIn(text) : 0), 0);
const breaksIn = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

async function first<T>(values: AsyncGenerator<T, void, undefined>): Promise<T | undefined> {
  try {
    const { value, done } = await values.next();
    return done === true ? undefined : (value as T);
  } finally {
    await values.return(undefined);
  }
}

/** The separator that the caller names, that a `sep=` line names, or that the first records agree on most. */
async function separatorOf(
  path: string,
  encoding: TextEncoding,
  chosen: DelimiterName | undefined,
): Promise<{ readonly separator: string; readonly skipped: number }> {
  const stream = createReadStream(path, { end: SAMPLE - 1 });
  let sample = '';
  for await (const text of decoded(stream as AsyncIterable<Buffer>, encoding)) sample += text;
  const told = SEPARATOR_LINE.exec(sample)?.[1];
  const skipped = told === undefined ? 0 : 1;
  if (chosen !== undefined) return { separator: DELIMITERS[chosen], skipped };
  const known = Object.values(DELIMITERS).find((separator) => separator === told);
  return { separator: known ?? guessSeparator(sample), skipped };
}

/**
 * Between separators on which equally many records agree, the one that splits the header into more columns. A header
 * without any names one column, and is split by none that occurs: addresses in it may hold commas.
 */
function guessSeparator(sample: string): string {
  const score = (separator: string): number => {
    const [header = 0, ...others] = separatorsIn(sample, separator);
    const agreeing = others.filter((count) => count === header).length;
    return header === 0 ? 0 : header + (agreeing + 1) * FILE_LIMITS.columns;
  };
  const all: readonly string[] = Object.values(DELIMITERS);
  const best = all.reduce((one, other) => (score(other) > score(one) ? other : one));
  return score(best) > 0 ? best : (all.find((one) => !sample.includes(one)) ?? best);
}

/**
 * How often the separator stands in each of the first records, outside quoted cells; a quote within a cell opens none.
 */
function separatorsIn(sample: string, separator: string): readonly number[] {
  const counts: number[] = [];
  let count = 0;
  let isQuoted = false;
  let isEmpty = true;
  let before = '\n';
  for (const character of sample) {
    const opens = before === separator || before === '\n' || before === '\r' || before === '"';
    before = character;
    if (character === '"' && (isQuoted || opens)) isQuoted = !isQuoted;
    else if (!isQuoted && character === separator) count += 1;
    if (!isQuoted && (character === '\n' || character === '\r')) {
      if (!isEmpty) counts.push(count);
      if (counts.length === SAMPLE_RECORDS) return counts;
      [count, isEmpty] = [0, true];
    } else isEmpty = false;
  }
  return isEmpty ? counts : [...counts, count];
}

const nameOf = (separator: string): DelimiterName =>
  (Object.keys(DELIMITERS) as DelimiterName[]).find((name) => DELIMITERS[name] === separator) ?? ',';
