import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, invalid, type ItemError } from '../../platform/errors/app-error.js';
import { screenJson } from '../../platform/http/json-screen.js';
import { ItemSpool } from '../files/item-spool.js';
import type { ImportedRows, OnInvalid, ReportedRows } from '../files/imported-rows.js';
import type { RowFault, RowItems } from '../files/row-items.js';
import type { Table, TableRow } from '../files/table.js';
import { refuseFile } from '../files/file-limits.js';
import type { AnyHandler } from '../model/handlers/handler-registry.js';
import { MAX_BATCH_ITEMS } from '../model/items/item.js';
import type { RefusedItem, SubmittedItem } from '../model/items/submission.js';
import { extrasFaults, readExtras } from '../request/item-extras.js';
import { checkSubmitted, requireItemCount } from './read-submission.js';

/** Faults that one answer lists in full. */
export const MOST_FAULTS = 100;
/** Faults of one row that are listed. */
export const ROW_FAULTS = 10;
/** Invalid rows of a dry run whose faults are listed one by one. */
const DETAILED_ERRORS = 1000;
/** Milliseconds of work between two turns of the event loop. */
const TURN_MS = 10;

/** What is done with the rows. */
interface ImportChoice {
  readonly onInvalid: OnInvalid;
  /** Whether every row gets a verdict and no row refuses the file. */
  readonly isDry: boolean;
}

/** The rows so far. */
interface State extends ImportedRows {
  rows: number;
  readonly lines: number[];
  readonly errors: Map<number, ItemError>;
}

export const noRows = (): ReportedRows => ({ count: 0, lines: [], errors: [] });

/**
 * Reads all rows of a table, checks them by the rules of the kind and writes them to the disk as items, in pieces
 * between which others are served. Throws VALIDATION_ERROR with the first faults when the file is to be refused for
 * them or no row is a valid item, BATCH_TOO_LARGE above the limits, FILE_REJECTED when there is no row.
 */
export async function importRows(
  table: Table,
  rowItems: RowItems,
  handler: AnyHandler,
  choice: ImportChoice,
): Promise<ImportedRows> {
  const items = await ItemSpool.make<SubmittedItem<object>, RefusedItem>();
  const state: State = { items, rows: 0, skipped: noRows(), failed: noRows(), lines: [], errors: new Map() };
  const faults: RowFault[] = [];
  try {
    let since = performance.now();
    for await (const row of table.rows()) {
      const index = state.rows++;
      requireRowCount(handler, state.rows);
      const { item, raw, found } = read(row, rowItems, handler);
      if (choice.isDry) state.lines.push(row.line);
      if (item !== undefined)
        await items.add({ ...item, ...(choice.onInvalid === 'skip' ? {} : { index }), row: toRow(row) });
      else await invalidRow(state, { ...row, index, raw, found }, choice, faults);
      if (faults.length >= MOST_FAULTS) break;
      if (performance.now() - since < TURN_MS) continue;
      await nextTurn();
      since = performance.now();
    }
    if (faults.length > 0) throw invalid(faults.slice(0, MOST_FAULTS));
    await items.end();
    requireRows(state, choice);
    return state;
  } catch (error) {
    await items.discard();
    throw error;
  }
}

const toRow = ({ line, text }: TableRow): { readonly line: number; readonly text: string } => ({ line, text });

function requireRowCount(handler: AnyHandler, count: number): void {
  requireItemCount(handler, count);
  if (count > MAX_BATCH_ITEMS)
    throw new AppError('BATCH_TOO_LARGE', `A batch has at most ${MAX_BATCH_ITEMS} items.`, {
      details: { field: 'items', limit: MAX_BATCH_ITEMS },
    });
}

function requireRows({ items, rows, failed, skipped }: ImportedRows, { isDry }: ImportChoice): void {
  if (rows === 0) throw refuseFile('no_rows', 'The file has no row below its header.');
  if (items.count > 0 || isDry) return;
  throw invalid([...failed.errors, ...skipped.errors].slice(0, MOST_FAULTS));
}

/** What the columns of a row give. */
type RawItem = Readonly<Record<string, unknown>>;

/** The item of a row, or its faults. */
function read(
  row: TableRow,
  rowItems: RowItems,
  handler: AnyHandler,
): { readonly item?: SubmittedItem<object>; readonly raw: RawItem; readonly found: readonly RowFault[] } {
  const { item: raw, faults } = rowItems.of(row);
  if (faults.length > 0) return { raw, found: faults };
  const checked = checkSubmitted(handler, raw);
  if ('value' in checked) return { item: checked.value, raw, found: [] };
  return { raw, found: checked.faults.map((fault) => rowItems.locate(fault, row.line)) };
}

interface InvalidRow extends TableRow {
  readonly index: number;
  readonly raw: RawItem;
  readonly found: readonly RowFault[];
}

async function invalidRow(
  state: State,
  row: InvalidRow,
  { onInvalid, isDry }: ImportChoice,
  faults: RowFault[],
): Promise<void> {
  const { index, line, found } = row;
  if (isDry) state.errors.set(index, errorOf(line, found, state.errors.size < DETAILED_ERRORS));
  if (onInvalid === 'skip') return reportRow(state.skipped, line, found);
  if (onInvalid === 'fail_items') {
    reportRow(state.failed, line, found);
    return state.items.refuse(toRefused(row));
  }
  if (!isDry)
    faults.push(...found.slice(0, ROW_FAULTS).map((fault) => ({ ...fault, field: `items.${index}.${fault.field}` })));
}

/** The failed item of a row: with what its columns gave, unless the database could not hold that. */
function toRefused({ index, line, raw, found, ...row }: InvalidRow): RefusedItem {
  const isFit = screenJson(raw) === undefined;
  const { ref, metadata, ...input } = isFit ? raw : {};
  const extras = { ...(ref === undefined ? {} : { ref }), ...(metadata === undefined ? {} : { metadata }) };
  return {
    index,
    row: toRow({ ...row, line }),
    input,
    ...(extrasFaults(extras).length > 0 ? {} : readExtras(extras)),
    error: errorOf(line, found, true),
  };
}

/** Adds a row to those that are reported. */
export function reportRow(reported: ReportedRows, line: number, found: readonly RowFault[]): void {
  reported.count += 1;
  reported.lines.push(line);
  if (reported.errors.length < MOST_FAULTS) reported.errors.push(...found.slice(0, ROW_FAULTS));
}

/** The recorded error of a row: what is wrong in words, each fault in its details. */
function errorOf(line: number, found: readonly RowFault[], isDetailed: boolean): ItemError {
  const said = found.slice(0, 3).map(({ column, field, message }) => `${column ?? field} ${message}`);
  const details = { line, ...(isDetailed ? { errors: found.slice(0, ROW_FAULTS) } : {}) };
  return { code: 'INVALID_ROW', message: `Line ${line}: ${said.join('; ')}`.slice(0, 500), details };
}
