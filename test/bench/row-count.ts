import { Unzip, UnzipInflate } from 'fflate';

/** The table formats of an export. */
export type RowFormat = 'csv' | 'ndjson' | 'xlsx';

/** Counts the rows of an export while it comes, header not included, in constant memory. */
export interface RowCount {
  add(chunk: Uint8Array): void;
  /** The rows, once all has come. */
  end(): number;
}

/** Cells must have no line breaks: lines of a CSV are counted as rows. */
export function rowCount(format: RowFormat): RowCount {
  if (format === 'xlsx') return sheetRows();
  const lines = occurrences('\n');
  return { add: lines.add, end: () => lines.end() - (format === 'csv' ? 1 : 0) };
}

function sheetRows(): RowCount {
  const rows = occurrences('</row>');
  const zip = new Unzip((file) => {
    if (!file.name.startsWith('xl/worksheets/')) return;
    file.ondata = (error, chunk) => {
      if (error !== null) throw error;
      rows.add(chunk);
    };
    file.start();
  });
  zip.register(UnzipInflate);
  return {
    add: (chunk) => zip.push(chunk),
    end: () => {
      zip.push(new Uint8Array(), true);
      return rows.end() - 1;
    },
  };
}

/** How often an ASCII text stands in bytes that come in chunks; one that two chunks share is found too. */
function occurrences(sought: string): RowCount {
  let count = 0;
  let kept = Buffer.alloc(0);
  return {
    add: (chunk) => {
      const bytes = Buffer.concat([kept, chunk]);
      for (let at = bytes.indexOf(sought); at >= 0; at = bytes.indexOf(sought, at + sought.length)) count += 1;
      // Shorter than what is sought: nothing is counted twice.
      kept = sought.length === 1 ? Buffer.alloc(0) : Buffer.from(bytes.subarray(1 - sought.length));
    },
    end: () => count,
  };
}
