import { createReadStream } from 'node:fs';
import { AppError } from '../../platform/errors/app-error.js';
import { readJsonItem } from '../../platform/http/json-body.js';
import { isPlainObject } from '../../platform/http/faults.js';
import { decoded, type TextEncoding } from '../../platform/text/text-encoding.js';
import { FILE_LIMITS, refuseFile } from './file-limits.js';
import { readLines } from './read-lines.js';
import type { Table, TableRow } from './table.js';

const CHUNK = 16 * 1024;
/** Characters that are kept of a line that is too large for an item. */
const KEPT_CHARACTERS = 1000;

interface ParsedLine {
  readonly line: number;
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly fault?: string;
}

/**
 * Opens a file of JSON objects, one on each line. Its columns are the fields of all lines, in the order of their first
 * appearance; for that it is read once. Throws FILE_REJECTED.
 */
export async function openNdjson(path: string, encoding: TextEncoding): Promise<Table> {
  const names = new Set<string>();
  for await (const { value, line } of parsedLines(path, encoding)) {
    for (const name of Object.keys(value)) names.add(name);
    if (names.size > FILE_LIMITS.columns)
      throw refuseFile('too_many_columns', `the lines have more than ${FILE_LIMITS.columns} fields together.`, {
        line,
        limit: FILE_LIMITS.columns,
        value: names.size,
      });
  }
  const headers = [...names];
  if (headers.length === 0) throw refuseFile('no_rows', 'The file has no line with a JSON object.');
  return {
    format: 'ndjson',
    encoding,
    delimiter: null,
    sheet: null,
    headers,
    rows: () => rows(path, encoding, headers),
  };
}

async function* rows(
  path: string,
  encoding: TextEncoding,
  headers: readonly string[],
): AsyncGenerator<TableRow, void, undefined> {
  for await (const { line, text, value, fault } of parsedLines(path, encoding)) {
    const cells = headers.map((name) => (Object.hasOwn(value, name) ? value[name] : undefined));
    yield { line, cells, text, ...(fault === undefined ? {} : { fault }) };
  }
}

async function* parsedLines(path: string, encoding: TextEncoding): AsyncGenerator<ParsedLine, void, undefined> {
  const stream = createReadStream(path, { highWaterMark: CHUNK });
  try {
    const bytes = asUtf8(decoded(stream as AsyncIterable<Buffer>, encoding));
    for await (const { bytes: line, number } of readLines(bytes, { maxLine: FILE_LIMITS.recordBytes })) {
      const text = Buffer.from(line).toString();
      if (text.trim() !== '') yield parsed(text, line, number);
    }
  } finally {
    stream.destroy();
  }
}

/**
 * Names are read without spaces around them, as the headers of a table are. A line that has such names is kept with the
 * names by which everything else knows its values.
 */
function named(value: Readonly<Record<string, unknown>>, text: string, line: number): ParsedLine {
  const names = Object.keys(value);
  const trimmed = names.map((name) => name.trim());
  if (trimmed.every((name, at) => name === names[at])) return { line, text, value };
  const twice = trimmed.find((name, at) => trimmed.indexOf(name) < at);
  if (twice !== undefined) return { line, text, value: {}, fault: `has the field ${twice.slice(0, 100)} twice` };
  const fields = Object.fromEntries(trimmed.map((name, at) => [name, value[names[at] ?? '']]));
  return { line, text: JSON.stringify(fields), value: fields };
}

/** A line that is no JSON makes the file unreadable; a value that no item may have makes its row invalid. */
function parsed(text: string, bytes: Uint8Array, line: number): ParsedLine {
  try {
    const value = readJsonItem(bytes);
    if (isPlainObject(value)) return named(value, text, line);
    return { line, text: `{"value":${text}}`, value: {}, fault: 'must be a JSON object' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const [fault] = error.validationErrors ?? [];
    if (fault === undefined) throw refuseFile('damaged', 'the line is not valid JSON.', { line, cause: error });
    // A value that is too deep or too large would be so for the reader of an export, too.
    const kept = /^too_/.test(fault.error_type) ? JSON.stringify({ value: text.slice(0, KEPT_CHARACTERS) }) : text;
    return { line, text: kept, value: {}, fault: `${fault.field} ${fault.message}` };
  }
}

async function* asUtf8(texts: AsyncIterable<string>): AsyncGenerator<Buffer, void, undefined> {
  for await (const text of texts) yield Buffer.from(text);
}
