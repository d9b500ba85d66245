import { openCsv } from './csv-table.js';
import { openNdjson } from './ndjson-table.js';
import type { ReceivedFile } from './received-file.js';
import type { FileFormat, Table, TableChoice } from './table.js';
import { openWorkbook } from './workbook-table.js';

/** Opens a file in its format, read as the caller says or as its bytes suggest. Throws FILE_REJECTED. */
export function openTable(file: ReceivedFile, format: FileFormat, choice: TableChoice): Promise<Table> {
  const encoding = choice.encoding ?? file.encoding;
  switch (format) {
    case 'csv':
      return openCsv(file.path, encoding, choice.delimiter);
    case 'ndjson':
      return openNdjson(file.path, encoding);
    case 'xlsx':
      return openWorkbook(file.path, choice.sheet);
  }
}
