import { BatchwrightError } from './errors.js';
import type { KindName, OptionsOf, SubmitOptions } from './submission.js';
import type { Body } from './transport.js';

/**
 * A file with a row for each item. A stream can be sent once only; give a function that opens it where it may be
 * repeated.
 */
export type FileInput =
  Blob | Uint8Array<ArrayBuffer> | string | ReadableStream<Uint8Array> | (() => ReadableStream<Uint8Array>);

/** Formats of files. */
export type FileFormat = 'csv' | 'ndjson' | 'xlsx';

/** Where the columns of a file go. */
export interface Mapping {
  /** By column: the field of the item, with conversions; null keeps the column as metadata. */
  readonly columns?: Readonly<
    Record<string, string | null | { readonly field: string; readonly convert?: string | readonly string[] }>
  >;
  /** Fields that are the same in every row. */
  readonly fixed?: Readonly<Record<string, unknown>>;
}

/** How to read a file. */
export interface FileOptions {
  /** Known from the name of a `File` unless told. */
  readonly format?: FileFormat;
  /** Recognised unless told. */
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly delimiter?: ',' | ';' | 'tab' | '|';
  /** Name of the worksheet, or its number from 1; the first one unless told. */
  readonly sheet?: string;
  /** Guessed from the kind's schema unless told; the answer says how. */
  readonly mapping?: Mapping;
}

/** How to submit a file. */
export interface ImportOptions<K extends KindName = KindName> extends FileOptions, SubmitOptions {
  /** What a bad row does: refuses the file (default), is left out, or is recorded as a failed item. */
  readonly onInvalid?: 'refuse' | 'skip' | 'fail_items';
  readonly options?: OptionsOf<K>;
  readonly name?: string;
  readonly webhookUrl?: string;
  readonly priority?: 'low' | 'normal' | 'high' | 'urgent';
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly atomic?: boolean;
  readonly maxConcurrent?: number;
  readonly timeoutSeconds?: number;
}

const TYPES: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A request with a file: its body, headers and the parameters in its query. */
export interface FileRequest {
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | boolean>>;
  /** Whether the body can be sent again. */
  readonly isRewindable: boolean;
}

type Parameters = Readonly<Record<string, unknown>>;

/** The parameters of the service's own names. */
export function toParameters(kind: string | undefined, given: ImportOptions): Parameters {
  const { format, encoding, delimiter, sheet, mapping, onInvalid, options, name, priority, metadata, atomic } = given;
  return {
    kind,
    format,
    encoding,
    delimiter,
    sheet,
    mapping,
    on_invalid: onInvalid,
    options,
    name,
    priority,
    metadata,
    atomic,
    webhook_url: given.webhookUrl,
    max_concurrent: given.maxConcurrent,
    timeout_seconds: given.timeoutSeconds,
  };
}

/** The format that a name ends in. */
export function formatOf(name: string): FileFormat | undefined {
  const ending = /\.(csv|tsv|txt|ndjson|jsonl|xlsx)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined) return undefined;
  if (ending === 'xlsx') return 'xlsx';
  return ending === 'ndjson' || ending === 'jsonl' ? 'ndjson' : 'csv';
}

/** Longest query with which the path stays below what servers take; longer parameters go beside the file. */
const MAX_QUERY = 6000;

/** The request that carries a file. */
export async function toFileRequest(file: FileInput, parameters: Parameters): Promise<FileRequest> {
  const format =
    (parameters['format'] as FileFormat | undefined) ??
    ('name' in Object(file) ? formatOf((file as File).name) : undefined);
  if (format === undefined) throw new BatchwrightError('The format of the file is not known: pass `format`.');
  const query = Object.fromEntries(
    Object.entries(parameters)
      .filter(([name, value]) => value !== undefined && name !== 'format')
      .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
  if (new URLSearchParams(query).toString().length > MAX_QUERY) return besideFile(file, format, query);
  const body = file instanceof ReadableStream ? (): ReadableStream<Uint8Array> => file : file;
  return { body, headers: { 'Content-Type': TYPES[format] }, query, isRewindable: !(file instanceof ReadableStream) };
}

async function besideFile(
  file: FileInput,
  format: FileFormat,
  fields: Readonly<Record<string, string>>,
): Promise<FileRequest> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const blob = await new Response(typeof file === 'function' ? file() : file).blob();
  form.append('file', new Blob([blob], { type: TYPES[format] }), `file.${format}`);
  return { body: form, headers: {}, query: {}, isRewindable: true };
}
