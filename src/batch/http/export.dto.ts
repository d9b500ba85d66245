import { IsIn } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { EXPORT_SELECTIONS, type ExportSelection } from '../export/batch-export.js';
import { EXPORT_FORMATS, type ExportFormat } from '../export/formats.js';

/** What to export and how. */
export class ExportQueryDto {
  /** The file's format. */
  @Optional()
  @IsIn(EXPORT_FORMATS)
  format: ExportFormat = 'json';

  /** Only items that ended so; `unprocessed` are those that wait or run. */
  @Optional()
  @IsIn(EXPORT_SELECTIONS)
  only?: ExportSelection;
}
