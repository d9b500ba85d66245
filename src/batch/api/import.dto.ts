import { ApiProperty } from '@nestjs/swagger';
import { TEXT_ENCODINGS, type TextEncoding } from '../../platform/text/text-encoding.js';
import type { Mapping, MappedColumn } from '../files/mapping.js';
import type { RowFault } from '../files/row-items.js';
import { DELIMITERS, type DelimiterName, FILE_FORMATS, type FileFormat, type Table } from '../files/table.js';
import { BatchViewDto } from '../read/batch-view.dto.js';
import { type ImportedRows, ON_INVALID, type OnInvalid, type ReportedRows } from '../files/imported-rows.js';

/** Where the values of a column of a file go. */
export class ImportColumnDto {
  /**
   * Its header; of several with the same header the later ones have a number behind it.
   * @example "Website"
   */
  name!: string;

  /**
   * Path of the field that it fills; null when it fills none.
   * @example "url"
   */
  field!: string | null;

  /**
   * The conversions of its values, in order.
   * @example ["text"]
   */
  convert!: string[];

  /** Whether this was guessed from its name and not said by the caller. */
  guessed!: boolean;

  /** Whether its values are kept in the `metadata` of the items. */
  metadata!: boolean;

  static from({ name, field, convert, isGuessed, isKept }: MappedColumn): ImportColumnDto {
    return { name, field, convert: convert.map((one) => one.name), guessed: isGuessed, metadata: isKept };
  }
}

/** Where all columns go, in the form in which a caller can send it again. */
export class ImportMappingDto {
  /** By column: the field with its conversions; null for a column of no field. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', nullable: true, additionalProperties: true },
    example: { Website: { field: 'url', convert: ['text'] }, Note: null },
  })
  columns!: Record<string, { field: string; convert: string[] } | null>;

  /** Values of fields that every item has, by the path of the field. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: {} })
  fixed!: Record<string, unknown>;

  static from({ columns, fixed }: Mapping): ImportMappingDto {
    const told = columns.map(({ name, field, convert }) => [
      name,
      field === null ? null : { field, convert: convert.map((one) => one.name) },
    ]);
    return { columns: Object.fromEntries(told) as ImportMappingDto['columns'], fixed };
  }
}

/** What is wrong with a cell, or with a row. */
export class RowErrorDto {
  /**
   * Line of the file at which the row begins, or row of the sheet; from 1.
   * @example 17
   */
  line!: number;

  /**
   * Column of the file; null when no single one is at fault.
   * @example "Website"
   */
  column!: string | null;

  /**
   * Path of the field in the item.
   * @example "url"
   */
  field!: string;

  /**
   * What is wrong with it.
   * @example "must be a URL"
   */
  message!: string;

  /** The rejected value, of any type, cut at 200 characters. */
  invalid_value!: unknown;

  /**
   * Kind of the fault, for programs.
   * @example "url_parsing"
   */
  error_type!: string;

  static from({ line, column, field, message, invalid_value: value, error_type: type }: RowFault): RowErrorDto {
    return { line, column, field, message, invalid_value: value, error_type: type };
  }
}

/** Rows that did not become items as they stand. */
export class ReportedRowsDto {
  /**
   * Number of rows.
   * @example 2
   */
  count!: number;

  /**
   * The line of each of them.
   * @example [17, 903]
   */
  lines!: number[];

  /** What is wrong with the first hundred or so. */
  errors!: RowErrorDto[];

  static from({ count, lines, errors }: ReportedRows): ReportedRowsDto {
    return { count, lines: [...lines], errors: errors.map((error) => RowErrorDto.from(error)) };
  }
}

/** How a file was read, and what became of its rows. */
export class ImportDto {
  /** Format of the file. */
  @ApiProperty({ enum: FILE_FORMATS })
  format!: FileFormat;

  /** Encoding of its text; null for a workbook. */
  @ApiProperty({ type: 'string', enum: TEXT_ENCODINGS, nullable: true })
  encoding!: TextEncoding | null;

  /** Separator of a CSV file; null for other formats. */
  @ApiProperty({ type: 'string', enum: Object.keys(DELIMITERS), nullable: true })
  delimiter!: DelimiterName | null;

  /** Name of the sheet of a workbook; null for other formats. */
  sheet!: string | null;

  /**
   * Rows below the header that are not empty.
   * @example 1000
   */
  rows!: number;

  /**
   * Items that they became.
   * @example 998
   */
  imported!: number;

  /** Its columns, in order. */
  columns!: ImportColumnDto[];

  /** The same as a mapping that can be sent again. */
  mapping!: ImportMappingDto;

  /** What was to become of rows that are no valid items. */
  @ApiProperty({ enum: ON_INVALID })
  on_invalid!: OnInvalid;

  /** Rows that were left out, with `on_invalid=skip`. */
  skipped!: ReportedRowsDto;

  /** Rows that are recorded as failed items with the code INVALID_ROW, with `on_invalid=fail_items`. */
  failed!: ReportedRowsDto;

  static from(table: Table, mapping: Mapping, imported: ImportedRows, onInvalid: OnInvalid): ImportDto {
    const { format, encoding, delimiter, sheet } = table;
    const { rows, items, skipped, failed } = imported;
    return {
      format,
      encoding,
      delimiter,
      sheet,
      rows,
      imported: items.count + items.refusedCount,
      columns: mapping.columns.map((column) => ImportColumnDto.from(column)),
      mapping: ImportMappingDto.from(mapping),
      on_invalid: onInvalid,
      skipped: ReportedRowsDto.from(skipped),
      failed: ReportedRowsDto.from(failed),
    };
  }
}

/** A batch that was stored; one that came as a file says how that was read. */
export class SubmittedBatchDto extends BatchViewDto {
  /** How the file was read; only for a batch that came as one. */
  import?: ImportDto;
}

/** What a caller is told of a file with corrected rows. */
export class MendedDto {
  /**
   * Rows of the file.
   * @example 3
   */
  rows!: number;

  /** Rows whose items are not failed or cancelled any more, or not yet: they were left alone. */
  left!: ReportedRowsDto;

  /** Rows that are no valid items still and were left out, with `on_invalid=skip`. */
  skipped!: ReportedRowsDto;

  /** Columns of the file, in order. */
  columns!: ImportColumnDto[];
}
