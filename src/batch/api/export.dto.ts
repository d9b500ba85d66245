import { IsBoolean, IsIn } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { QueryBoolean } from '../../platform/http/query-values.js';
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

  /** Whether a CSV begins with a byte order mark, without which Excel takes it for another encoding than UTF-8. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  bom: boolean = true;
}
