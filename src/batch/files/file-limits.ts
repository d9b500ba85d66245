import { AppError } from '../../platform/errors/app-error.js';

const MIB = 1024 * 1024;

/** What of a file is read. Sizes in bytes unless told otherwise. */
export const FILE_LIMITS = {
  columns: 1000,
  /** Columns of no field, which every item would carry along. */
  keptColumns: 200,
  /** One record of a CSV file, one line of JSON. */
  recordBytes: MIB,
  /** All items as JSON, valid and refused, with the rows that they come from. */
  itemBytes: 256 * MIB,
  /** Records that a workbook may have before and between its rows, empty ones. */
  sheetRows: 1_048_576,
  /** The sheet of a workbook, unpacked. */
  sheetBytes: 256 * MIB,
  /** Every other part of a workbook that is read whole, unpacked. */
  partBytes: 8 * MIB,
  /** The texts that the cells of a workbook share, in characters and in number; they are held in memory. */
  sharedCharacters: 32 * MIB,
  sharedTexts: 2_000_000,
  /** One cell of a workbook, in characters: Excel's own limit. */
  cellCharacters: 32_767,
} as const;

/** Why a file was refused as a whole; `details.reason` of the error. */
type FileFault =
  | 'damaged'
  | 'encrypted'
  | 'unsupported'
  | 'expands_too_much'
  | 'unsafe_path'
  | 'no_header'
  | 'no_rows'
  | 'unknown_sheet'
  | 'too_large'
  | 'too_many_entries'
  | 'too_many_columns'
  | 'other_columns'
  | 'too_many_rows'
  | 'too_many_texts'
  | 'record_too_large'
  | 'forbidden_column'
  | 'other_layout';

/** Where a file is at fault, and the limit that it passes. */
interface FilePlace {
  /** Line of the file, or row of the sheet, from 1. */
  readonly line?: number;
  readonly column?: string;
  readonly limit?: number;
  readonly value?: unknown;
  readonly cause?: unknown;
}

/** FILE_REJECTED: the file as a whole cannot be read. */
export function refuseFile(reason: FileFault, message: string, { cause, ...place }: FilePlace = {}): AppError {
  const at = place.line === undefined ? '' : `Line ${place.line}: `;
  return new AppError('FILE_REJECTED', `${at}${message}`, { details: { reason, ...place }, cause });
}
