import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { CSV, FILE_TYPES, LINE_STREAM, WORKBOOK } from '../../platform/http/json-body.js';
import { atLeastRate } from '../../platform/http/least-rate.js';
import { readUpload } from '../../platform/http/multipart-body.js';
import { fault } from '../../platform/http/faults.js';
import { TEXT_ENCODINGS, type TextEncoding } from '../../platform/text/text-encoding.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { ReceivedFile } from '../files/received-file.js';
import { openTable } from '../files/open-table.js';
import type { FileFormat, Table } from '../files/table.js';
import { MAX_STREAM_BYTES } from '../model/items/submission.js';
import { FILE_PARAMETERS, type FileUse, type ImportParameters } from './import-parameters.js';

/** The formats by the media type of a body that is the file itself. */
const FORMATS: Readonly<Record<string, FileFormat>> = { [CSV]: 'csv', [LINE_STREAM]: 'ndjson', [WORKBOOK]: 'xlsx' };

/** Fields of a form beside its file: a mapping may name many columns. Sizes in bytes. */
const FIELD_LIMITS = { fields: 20, fieldBytes: 64 * 1024 } as const;

/** Other names of our encodings, as `charset` names them. */
const CHARSETS: Readonly<Record<string, TextEncoding>> = {
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  cp1252: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
};

/**
 * What browsers mean by `utf-16`, too, by the WHATWG: the byte order mark decides, and without one UTF-16 is
 * little-endian, as Windows writes it. RFC 2781 would have it big-endian, which hardly a program writes; who does says
 * `utf-16be`.
 */
const UTF_16 = 'utf-16';

/** A file as it came with a request, and what came with it. */
export interface Received {
  readonly file: ReceivedFile;
  readonly format: FileFormat;
  /** What the `charset` of the media type says. */
  readonly encoding: TextEncoding | undefined;
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Whether the body of a request is a file, raw or in a form. Lines of a submission are one when the query says the
 * kind: otherwise their first line does. Those of a part are items as they stand unless the query says how to read a
 * file.
 */
export function isFile(request: FastifyRequest, of: FileUse): boolean {
  if (request.isMultipart()) return true;
  const type = mediaType(request);
  const query = request.query as object;
  if (type === LINE_STREAM)
    return of === 'retry' || (of === 'part' ? FILE_PARAMETERS.some((name) => name in query) : 'kind' in query);
  return FILE_TYPES.includes(type);
}

/**
 * Reads the file of a request to the disk. Throws PAYLOAD_TOO_LARGE, and VALIDATION_ERROR for a form without exactly
 * one file.
 */
export async function receiveFile(request: FastifyRequest): Promise<Received> {
  if (request.isMultipart()) return receiveForm(request);
  // First: nobody would remove the file when its encoding is refused after it was received.
  const encoding = charsetOf(request);
  const stream = request.body as Readable;
  // An abandoned stream must stay open: destroying it would close the connection before the answer is sent.
  const bytes = atLeastRate(stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>);
  const file = await ReceivedFile.receive(bytes, MAX_STREAM_BYTES);
  return { file, format: FORMATS[mediaType(request)] ?? 'csv', encoding: told(encoding, file), fields: new Map() };
}

/** Opens a file as its parameters, its media type or its bytes say. Throws FILE_REJECTED. */
export function openReceived(
  { file, format, encoding }: Received,
  { format: chosen, choice }: ImportParameters,
): Promise<Table> {
  return openTable(file, chosen ?? format, { ...definedOnly({ encoding }), ...choice });
}

const told = (encoding: TextEncoding | typeof UTF_16 | undefined, file: ReceivedFile): TextEncoding | undefined =>
  encoding === UTF_16 ? (file.encoding === 'utf-16be' ? 'utf-16be' : 'utf-16le') : encoding;

async function receiveForm(request: FastifyRequest): Promise<Received> {
  const upload = readUpload(request, { fileBytes: MAX_STREAM_BYTES + 1, files: 2, ...FIELD_LIMITS });
  let file: ReceivedFile | undefined;
  let name: string | undefined;
  try {
    for await (const part of upload.files()) {
      if (file !== undefined) throw oneFile('There are two files; send one.');
      name = part.name;
      file = await ReceivedFile.receive(part.content, MAX_STREAM_BYTES);
    }
    if (file === undefined) throw oneFile('Field required');
    return { file, format: file.formatBy(name), encoding: undefined, fields: upload.fields };
  } catch (error) {
    await file?.discard();
    throw error;
  }
}

const oneFile = (message: string): AppError => invalid([fault('file', message, undefined, 'missing')]);

const mediaType = ({ headers }: FastifyRequest): string =>
  (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** Throws UNSUPPORTED_MEDIA_TYPE for a charset that is not read. */
function charsetOf({ headers }: FastifyRequest): TextEncoding | typeof UTF_16 | undefined {
  const charset = /charset\s*=\s*"?([^";\s]*)/i.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase();
  if (charset === undefined || charset === UTF_16) return charset;
  const known =
    TEXT_ENCODINGS.find((one) => one === charset) ?? (Object.hasOwn(CHARSETS, charset) ? CHARSETS[charset] : undefined);
  if (known !== undefined) return known;
  throw new AppError('UNSUPPORTED_MEDIA_TYPE', `The file must be encoded in one of ${TEXT_ENCODINGS.join(', ')}.`);
}
