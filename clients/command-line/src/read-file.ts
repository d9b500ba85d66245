import { createReadStream, readFileSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { type FileFormat, type FileInput, formatOf } from '../../typescript/src/main.js';
import { UsageError } from './exit-codes.js';

/** A file that was named, or standard input. */
export interface GivenFile {
  readonly format: FileFormat | 'json';
  readonly input: FileInput;
}

/** Most bytes that the service takes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Opens a file; `-` is standard input, which is kept in memory, so that it can be sent again. */
export async function openFile(path: string, format: string | undefined): Promise<GivenFile> {
  const known = readFormat(path, format);
  if (path === '-') return { format: known, input: await readStandardInput() };
  try {
    if (!statSync(path).isFile()) throw new UsageError(`${path} is not a file.`);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} cannot be read.`, { cause: error });
  }
  if (known === 'json') return { format: known, input: readFileSync(path) as Uint8Array<ArrayBuffer> };
  return {
    format: known,
    input: () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
  };
}

function readFormat(path: string, format: string | undefined): FileFormat | 'json' {
  const wanted = format ?? (/\.json$/i.test(path) ? 'json' : formatOf(path));
  if (wanted === 'json' || wanted === 'csv' || wanted === 'ndjson' || wanted === 'xlsx') return wanted;
  if (wanted !== undefined) throw new UsageError(`The format must be csv, ndjson, xlsx or json, not ${wanted}.`);
  throw new UsageError(`The format of ${path} is not known: pass --format csv, ndjson, xlsx or json.`);
}

async function readStandardInput(): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new UsageError('Standard input has more than the 64 MiB that the service takes.');
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

/** The items of a JSON file: a list, or a whole submission. */
export function readItems(
  input: FileInput,
): { readonly items: readonly unknown[] } & Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(input as Uint8Array));
  } catch (error) {
    throw new UsageError('The file is not valid JSON in UTF-8.', { cause: error });
  }
  if (Array.isArray(value)) return { items: value };
  if (typeof value === 'object' && value !== null && Array.isArray((value as { items?: unknown }).items))
    return value as { readonly items: readonly unknown[] };
  throw new UsageError('The JSON must be a list of items, or an object with `items`.');
}
