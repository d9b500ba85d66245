import type { ItemError } from '../../platform/errors/app-error.js';
import type { RefusedItem, SubmittedItem } from '../model/items/submission.js';
import type { ItemSpool } from './item-spool.js';
import type { RowFault } from './row-items.js';

/** What becomes of a file with rows that are no valid items. */
export const ON_INVALID = ['refuse', 'skip', 'fail_items'] as const;
export type OnInvalid = (typeof ON_INVALID)[number];

/** Rows that did not become items as they stand. */
export interface ReportedRows {
  count: number;
  /** Every line, in order. */
  readonly lines: number[];
  /** What is wrong with the first of them. */
  readonly errors: RowFault[];
}

/** The rows of a file as items on the disk, and what became of the others. */
export interface ImportedRows {
  readonly items: ItemSpool<SubmittedItem<object>, RefusedItem>;
  /** Rows with content. */
  readonly rows: number;
  readonly skipped: ReportedRows;
  readonly failed: ReportedRows;
  /** The lines of all rows in order, and the errors of invalid ones by their place; only for a dry run. */
  readonly lines: readonly number[];
  readonly errors: ReadonlyMap<number, ItemError>;
}
