import { readZipDirectory, type ZipEntry } from '../../../platform/archives/zip-directory.js';
import { bufferOf } from './archive-bytes.js';
import { refuse, type ArchiveLimits } from './archive-limits.js';
import { EXPORT_TABLES, type ExportTable } from './linkedin-export.js';
import { baseName } from './parse-archive.js';
import { unpackEntry } from './unpack-entry.js';

/** The tables of an export ZIP. Throws ARCHIVE_REJECTED. */
export type UnpackArchive = (zip: Uint8Array, limits: ArchiveLimits) => Promise<ReadonlyMap<ExportTable, Uint8Array>>;

/**
 * Which table a file name means: `Basic_Export/Positions.csv`, and `Positions (1).csv` as browsers rename downloads.
 */
export function tableOf(path: string): ExportTable | null {
  const name = baseName(path)
    .toLowerCase()
    .replace(/\s*\(\d{1,3}\)(?=\.csv$)/, '');
  return EXPORT_TABLES.find((table) => name === `${table}.csv`) ?? null;
}

/** Tables of an export ZIP. Of two files of one name the one nearer the root is used. */
export const tablesOfZip: UnpackArchive = async (bytes, limits) => {
  const zip = bufferOf(bytes);
  const depth = (entry: ZipEntry): number => entry.name.split('/').length;
  const wanted = new Map<ExportTable, ZipEntry>();
  for (const entry of readZipDirectory({ bytes: zip, at: 0 }, limits, refuse)) {
    const table = tableOf(entry.name);
    // macOS stores a shadow file `._Positions.csv` in `__MACOSX/`; its base name already differs.
    if (table === null) continue;
    const known = wanted.get(table);
    if (known === undefined || depth(entry) < depth(known)) wanted.set(table, entry);
  }
  const tables = new Map<ExportTable, Buffer>();
  for (const [table, entry] of wanted) tables.set(table, await unpackEntry(zip, entry, limits));
  return tables;
};
