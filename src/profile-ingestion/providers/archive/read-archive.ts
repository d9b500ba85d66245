import { joinPieces } from '../../../platform/egress/join-pieces.js';
import type { AppError } from '../../../platform/errors/app-error.js';
import { ARCHIVE_LIMITS, refuse, refuseExcess, type ArchiveLimits } from './archive-limits.js';
import type { ExportTable } from './linkedin-export.js';
import { ACCEPTED, type ImportedArchive, type ParseArchive, parseArchive } from './parse-archive.js';
import { tableOf, tablesOfZip, type UnpackArchive } from './unpack-archive.js';

/** One uploaded file. `content` is read to its end or to the limit, whichever comes first. */
export interface UploadedFile {
  /** As the client named it; only its last part and extension are used. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** What takes long: here in tests, in a thread in the service. */
export interface ArchiveWork {
  readonly unpack: UnpackArchive;
  readonly parse: ParseArchive;
}

const HERE: ArchiveWork = { unpack: tablesOfZip, parse: parseArchive };

const ZIP_SIGNATURES = [0x04034b50, 0x06054b50];

/** Reads all bytes of a stream; throws as soon as they exceed the limit, without reading the rest. */
async function collect(file: UploadedFile, limits: ArchiveLimits): Promise<{ bytes: Buffer; isZip: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let isZip: boolean | null = null;
  for await (const chunk of file.content) {
    chunks.push(chunk);
    size += chunk.length;
    if (isZip === null && size >= 4) isZip = ZIP_SIGNATURES.includes(Buffer.concat(chunks).readUInt32LE(0));
    const limit = isZip === true ? limits.zipBytes : limits.fileBytes;
    if (size > limit) throw tooLarge(file.name, limit, size);
  }
  return { bytes: await joinPieces(chunks), isZip: isZip === true };
}

/** Reads a CV in free text. */
export type ReadCv = (name: string, bytes: Uint8Array) => Promise<ImportedArchive>;

const noCvs: ReadCv = (name) => Promise.reject(refuse('not_an_archive', `The file is not part of ${ACCEPTED}.`, name));
const isCv = (path: string): boolean => /\.txt$/i.test(path);
const isResume = (path: string): boolean => /\.json$/i.test(path);

/** Refuses a file by its place and name, before a byte of it is read. */
function checkPlace(name: string, count: number, resume: object | null, limits: ArchiveLimits): void {
  if (count > limits.files) throw refuse('too_many_files', `At most ${limits.files} files make an import.`);
  if (resume !== null || ((isResume(name) || isCv(name)) && count > 1))
    throw refuse(
      'too_many_files',
      'A JSON Resume or a CV is an import of its own: upload it without other files.',
      name,
    );
  // Rejected by name and unread, for example Connections.csv.
  if (tableOf(name) === null && /\.csv$/i.test(name))
    throw refuse('not_an_archive', `This table is not read: upload ${ACCEPTED}.`, name);
}

/** The first bytes over the limit are the value: the rest is never read. */
const tooLarge = (file: string, limit: number, size: number): AppError =>
  refuseExcess('too_large', `The file is larger than ${limit} bytes.`, file, limit, size);

/**
 * Reads an uploaded archive into a profile: a LinkedIn data export as ZIP or as single CSVs, one JSON Resume, or a CV
 * in free text. Kinds are told apart by content first (a ZIP's signature, a JSON object) and by file name for tables.
 * Files of the export that are other people's or private (connections, messages) are never opened. The uploads are read
 * to their end whatever they are: the fields of a form may stand behind its files. What was read is unpacked and parsed
 * by `work`.
 *
 * @throws AppError ARCHIVE_REJECTED with `details.reason` (ArchiveFault).
 */
export async function readArchive(
  uploads: AsyncIterable<UploadedFile> | Iterable<UploadedFile>,
  work: ArchiveWork = HERE,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
  readCv: ReadCv = noCvs,
): Promise<ImportedArchive> {
  const tables = new Map<ExportTable, Uint8Array>();
  let resume: { readonly name: string; readonly bytes: Buffer } | null = null;
  let count = 0;
  for await (const upload of uploads) {
    checkPlace(upload.name, ++count, resume, limits);
    const table = tableOf(upload.name);
    const { bytes, isZip } = await collect(upload, limits);
    if (isZip) for (const [name, content] of await work.unpack(bytes, limits)) tables.set(name, content);
    else if (table !== null) tables.set(table, bytes);
    else if (isResume(upload.name) || isCv(upload.name)) resume = { name: upload.name, bytes };
    else throw refuse('not_an_archive', `The file is not part of ${ACCEPTED}.`, upload.name);
  }
  if (resume !== null && isCv(resume.name)) return readCv(resume.name, resume.bytes);
  return work.parse(resume === null ? { tables } : { resume }, limits);
}
