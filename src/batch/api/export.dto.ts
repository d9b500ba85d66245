import { IsBoolean, IsIn } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { QueryBoolean } from '../../platform/http/query-values.js';
import { EXPORT_SELECTIONS, type ExportSelection } from '../export/batch-export.js';
import { EXPORT_FORMATS, type ExportFormat } from '../export/formats.js';

/** Format and filter of an export. */
export class ExportQueryDto {
  /** Format of the file. */
  @Optional()
  @IsIn(EXPORT_FORMATS)
  format: ExportFormat = 'json';

  /** Only items of this state; `unprocessed` are those that are pending or running. */
  @Optional()
  @IsIn(EXPORT_SELECTIONS)
  only?: ExportSelection;

  /** Whether a CSV file begins with a byte order mark, without which Excel does not read it as UTF-8. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  bom: boolean = true;
}
