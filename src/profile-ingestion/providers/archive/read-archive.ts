import type { AppError } from '../../../platform/errors/app-error.js';
import { ARCHIVE_LIMITS, refuse, refuseExcess, type ArchiveLimits } from './archive-limits.js';
import { EXPORT_TABLES, type ExportTable } from './linkedin-export.js';
import { ACCEPTED, baseName, type ImportedArchive, type ParseArchive, parseArchive } from './parse-archive.js';
import { unpackEntry } from './unpack-entry.js';
import { readZipDirectory, type ZipEntry } from './zip-directory.js';

/** One uploaded file. `content` is read to its end or to the limit, whichever comes first. */
export interface UploadedFile {
  /** As the client named it; only its last part and extension are used. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

const ZIP_SIGNATURES = [0x04034b50, 0x06054b50];

/** Which table a file name means: `Basic_Export/Positions.csv`, and `Positions (1).csv` as browsers rename downloads. */
function tableOf(path: string): ExportTable | null {
  const name = baseName(path)
    .toLowerCase()
    .replace(/\s*\(\d{1,3}\)(?=\.csv$)/, '');
  return EXPORT_TABLES.find((table) => name === `${table}.csv`) ?? null;
}

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
  return { bytes: Buffer.concat(chunks, size), isZip: isZip === true };
}

/** Tables of an export ZIP. Of two files of one name the one nearer the root is used. */
async function tablesOfZip(zip: Buffer, limits: ArchiveLimits): Promise<Map<ExportTable, Buffer>> {
  const depth = (entry: ZipEntry): number => entry.name.split('/').length;
  const wanted = new Map<ExportTable, ZipEntry>();
  for (const entry of readZipDirectory(zip, limits)) {
    const table = tableOf(entry.name);
    // macOS stores a shadow file `._Positions.csv` in `__MACOSX/`; its base name already differs.
    if (table === null) continue;
    const known = wanted.get(table);
    if (known === undefined || depth(entry) < depth(known)) wanted.set(table, entry);
  }
  const tables = new Map<ExportTable, Buffer>();
  for (const [table, entry] of wanted) tables.set(table, await unpackEntry(zip, entry, limits));
  return tables;
}

const isResume = (path: string): boolean => /\.json$/i.test(path);

/** Refuses a file by its place and name, before a byte of it is read. */
function checkPlace(name: string, count: number, resume: object | null, limits: ArchiveLimits): void {
  if (count > limits.files) throw refuse('too_many_files', `At most ${limits.files} files make an import.`);
  if (resume !== null || (isResume(name) && count > 1))
    throw refuse('too_many_files', 'A JSON Resume is an import of its own: upload it without other files.', name);
  // Rejected by name and unread, for example Connections.csv.
  if (tableOf(name) === null && /\.csv$/i.test(name))
    throw refuse('not_an_archive', `This table is not read: upload ${ACCEPTED}.`, name);
}

/** The first bytes over the limit are the value: the rest is never read. */
const tooLarge = (file: string, limit: number, size: number): AppError =>
  refuseExcess('too_large', `The file is larger than ${limit} bytes.`, file, limit, size);

/**
 * Reads an uploaded archive into a profile: a LinkedIn data export as ZIP or as single CSVs, or one JSON Resume. Kinds are
 * told apart by content first (a ZIP's signature, a JSON object) and by file name for tables. Files of the export that are
 * other people's or private (connections, messages) are never opened. The uploads are read to their end whatever they are: the
 * fields of a form may stand behind its files. What was read is parsed by `parse`: here in tests, in a thread in the service.
 *
 * @throws AppError ARCHIVE_REJECTED with `details.reason` (ArchiveFault).
 */
export async function readArchive(
  uploads: AsyncIterable<UploadedFile> | Iterable<UploadedFile>,
  parse: ParseArchive = parseArchive,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<ImportedArchive> {
  const tables = new Map<ExportTable, Buffer>();
  let resume: { readonly name: string; readonly bytes: Buffer } | null = null;
  let count = 0;
  for await (const upload of uploads) {
    checkPlace(upload.name, ++count, resume, limits);
    const table = tableOf(upload.name);
    const { bytes, isZip } = await collect(upload, limits);
    if (isZip) for (const [name, content] of await tablesOfZip(bytes, limits)) tables.set(name, content);
    else if (table !== null) tables.set(table, bytes);
    else if (isResume(upload.name)) resume = { name: upload.name, bytes };
    else throw refuse('not_an_archive', `The file is not part of ${ACCEPTED}.`, upload.name);
  }
  return parse(resume === null ? { tables } : { resume }, limits);
}
