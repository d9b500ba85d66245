import { closeSync, createWriteStream, openSync, rmSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConnectionError, type Download, TimeoutError } from '../../typescript/src/main.js';
import type { Context } from './context.js';
import { UsageError } from './exit-codes.js';
import type { Output } from './output.js';

/** Which file of a batch. */
export interface ExportFlags {
  readonly out?: string;
  readonly format?: string;
  readonly only?: 'succeeded' | 'failed' | 'cancelled' | 'unprocessed';
  readonly layout?: 'original' | 'standard';
  readonly bom?: boolean;
}

const FORMATS = ['json', 'ndjson', 'csv', 'xlsx'] as const;
type Format = (typeof FORMATS)[number];

/** How often a download that was cut off begins anew. */
const TRIES = 4;

/** The format that is asked for, or that the name of the file ends in. */
export function exportFormat({ format, out }: ExportFlags, isJson: boolean): Format {
  const wanted = format ?? /\.(\w+)$/.exec(out ?? '')?.[1]?.toLowerCase() ?? (isJson ? 'ndjson' : 'csv');
  const found = FORMATS.find((one) => one === (wanted === 'jsonl' ? 'ndjson' : wanted));
  if (found === undefined) throw new UsageError(`The format must be one of ${FORMATS.join(', ')}, not ${wanted}.`);
  return found;
}

/** Throws while nothing has been sent when the results could not be written in the end. */
export function refuseOut(how: ExportFlags, out: Output): void {
  const format = exportFormat(how, out.isJson);
  if (how.out !== undefined && how.out !== '-') refuseUnwritable(how.out);
  else if (format === 'xlsx' && out.isShown) throw new UsageError('A workbook is no text for a terminal: pass --out.');
}

/** The same for a command that reads rows: their `--format` is not that of the results. */
export function refuseResults({ out: path }: Pick<ExportFlags, 'out'>, out: Output): void {
  if (path !== undefined) refuseOut({ out: path }, out);
}

function refuseUnwritable(path: string): void {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) throw new Error('it is a folder');
    tryToWrite(partOf(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be written: ${reason}`, { cause: error });
  }
}

/** Leaves nothing behind, and what is there as it is: another command may be writing it. */
function tryToWrite(path: string): void {
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  closeSync(openSync(path, 'a'));
  if (!isThere) rmSync(path);
}

/** Where a file grows until it is whole. */
const partOf = (path: string): string => `${path}.part`;

/** Writes the results to a file, or to standard output. The file appears when it is whole. */
export async function saveExport({ client, out }: Context<object>, id: string, how: ExportFlags): Promise<void> {
  refuseOut(how, out);
  const format = exportFormat(how, out.isJson);
  const query = {
    format,
    ...(how.only === undefined ? {} : { only: how.only }),
    ...(how.bom === undefined ? {} : { bom: how.bom }),
    ...(how.layout === undefined ? {} : { layout: how.layout }),
  };
  if (how.out === undefined || how.out === '-') {
    const file = await client.batches.export(id, query);
    if (out.isShown) for await (const line of file.lines()) await out.line(line);
    else for await (const bytes of file) await out.bytes(bytes);
    return;
  }
  await saveWhole(() => client.batches.export(id, query), how.out);
  out.say(`Wrote ${how.out}.`);
}

async function saveWhole(open: () => Promise<Download>, path: string): Promise<void> {
  const part = partOf(path);
  for (let tries = 1; ; tries += 1) {
    try {
      await pipeline(Readable.from(await open()), createWriteStream(part));
      await rename(part, path);
      return;
    } catch (error) {
      await rm(part, { force: true });
      const isCut = error instanceof ConnectionError || error instanceof TimeoutError;
      if (!isCut || tries >= TRIES) throw error;
    }
  }
}
