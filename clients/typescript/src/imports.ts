/** How the service read a file. */
export interface Import {
  readonly format: 'csv' | 'ndjson' | 'xlsx';
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  /** Rows with content, without the header. */
  readonly rows: number;
  /** Rows that became items. */
  readonly imported: number;
  readonly columns: readonly {
    readonly name: string;
    readonly field: string | null;
    readonly convert: readonly string[];
    readonly guessed: boolean;
    readonly metadata: boolean;
  }[];
  /** Complete; it can be sent again as `mapping`. */
  readonly mapping: {
    readonly columns: Readonly<Record<string, unknown>>;
    readonly fixed: Readonly<Record<string, unknown>>;
  };
  readonly on_invalid: 'refuse' | 'skip' | 'fail_items';
  readonly skipped: RowCount;
  readonly failed: RowCount;
}

/** Rows of which something is said. */
export interface RowCount {
  readonly count: number;
  readonly lines: readonly number[];
  readonly errors?: readonly RowError[];
}

/** What is wrong with a row. */
export interface RowError {
  readonly line: number;
  readonly column: string | null;
  readonly field: string;
  readonly message: string;
  readonly invalid_value: unknown;
  readonly error_type: string;
}
