import { IsBoolean, IsIn } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { QueryBoolean } from '../../platform/http/query-values.js';
import { TEXT_ENCODINGS, type TextEncoding } from '../../platform/text/text-encoding.js';
import { EXPORT_LAYOUTS, EXPORT_SELECTIONS, type ExportLayout, type ExportSelection } from '../export/batch-export.js';
import { EXPORT_FORMATS, type ExportFormat } from '../export/formats.js';

/** Format and filter of an export. */
export class ExportQueryDto {
  /**
   * Format of the file. Without it a batch that came as a file has that of the file, in the layout `original`; others
   * are JSON.
   */
  @Optional()
  @IsIn(EXPORT_FORMATS)
  format?: ExportFormat;

  /**
   * Encoding of CSV and lines of JSON. Without it a batch that came as a file has that of the file, in the layout
   * `original`; others are UTF-8. What Windows-1252 has no character for is a question mark in CSV; UTF-16 begins with
   * a byte order mark.
   */
  @Optional()
  @IsIn(TEXT_ENCODINGS)
  encoding?: TextEncoding;

  /** Only items of this state; `unprocessed` are those that are pending or running. */
  @Optional()
  @IsIn(EXPORT_SELECTIONS)
  only?: ExportSelection;

  /**
   * Columns of a table, or fields of lines of JSON: `original` are those that the caller sent, in their order, followed
   * by `_index`, `_status`, `_error_code`, `_error_message` and the results, with `only=failed` by `_index`,
   * `_error_code` and `_error_message` alone, to be mended and sent to retry; `standard` are those of the service.
   * Without it a batch that came as a file has the original ones, others the standard ones.
   */
  @Optional()
  @IsIn(EXPORT_LAYOUTS)
  layout?: ExportLayout;

  /** Whether a CSV file in UTF-8 begins with a byte order mark, without which Excel does not read it as UTF-8. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  bom: boolean = true;
}
