import { AppError } from '../../../platform/errors/app-error.js';
import '../../profile-ingestion.errors.js';

/** Limits for an uploaded archive. Sizes in bytes. */
export interface ArchiveLimits {
  /** A ZIP as uploaded. It is held in memory, because its directory is at its end. */
  readonly zipBytes: number;
  /** A single CSV or JSON file, uploaded or inside a ZIP, unpacked. */
  readonly fileBytes: number;
  /** All uploaded files of one import together. */
  readonly files: number;
  /** Entries of a ZIP, read or not. */
  readonly entries: number;
  /** Unpacked size of all entries as the directory declares it, read or not. */
  readonly declaredBytes: number;
  /** Ratio of unpacked to packed size of an entry above 1 MiB; text rarely exceeds 20, DEFLATE ends at 1032. */
  readonly ratio: number;
  /** Rows of one table. */
  readonly rows: number;
  /** One CSV record. */
  readonly recordBytes: number;
  /** Cells of a CSV record; the widest table of an export has a dozen. */
  readonly cells: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  zipBytes: 64 * 1024 * 1024,
  fileBytes: 8 * 1024 * 1024,
  files: 20,
  entries: 5_000,
  declaredBytes: 512 * 1024 * 1024,
  ratio: 100,
  rows: 5_000,
  recordBytes: 256 * 1024,
  cells: 200,
};

/** Why an archive was rejected; `details.reason` of the error. */
type ArchiveFault =
  | 'too_large'
  | 'too_many_files'
  | 'too_many_entries'
  | 'too_many_rows'
  | 'too_many_cells'
  | 'expands_too_much'
  | 'unsafe_path'
  | 'encrypted'
  | 'unsupported'
  | 'damaged'
  | 'not_an_archive'
  | 'nothing_to_read';

/** Error of a rejected archive: 422 ARCHIVE_REJECTED with the reason, and the entry or file concerned. */
export function refuse(reason: ArchiveFault, message: string, file?: string, cause?: unknown): AppError {
  const about = file === undefined ? {} : { file: file.slice(0, 200) };
  return new AppError('ARCHIVE_REJECTED', message, { details: { reason, ...about }, cause });
}

/** A refusal of a file that holds more than it may: its details have the limit and the value. */
export function refuseExcess(
  reason: ArchiveFault,
  message: string,
  file: string,
  limit: number,
  value: number,
): AppError {
  const details = { reason, file: file.slice(0, 200), limit, value };
  return new AppError('ARCHIVE_REJECTED', message, { details });
}
