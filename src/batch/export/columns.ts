import type { ExportColumn } from '../kind.js';
import type { ItemRow, JsonPath } from '../item-queries.js';
import { type Cell, toCell } from './cell.js';

/** Pages of items, read while the download is taken. */
export type Pages = AsyncIterable<readonly ItemRow[]>;

/** One column of a tabular export. */
export interface Column {
  readonly header: string;
  readonly read: (row: ItemRow) => Cell;
}

/** More fields than this in one batch's inputs, or outputs, and each item's are put into a single cell as JSON. */
export const FIELD_LIMIT = 256;

const iso = (instant: Date | null): Cell => instant?.toISOString() ?? '';

/** What every export begins with, whatever the kind. */
const LEADING: readonly Column[] = [
  { header: 'index', read: (row) => row.index },
  { header: 'ref', read: (row) => row.ref ?? '' },
  { header: 'status', read: (row) => row.status },
  { header: 'error_code', read: (row) => row.error?.code ?? '' },
  { header: 'error_message', read: (row) => row.error?.message ?? '' },
  { header: 'started_at', read: (row) => iso(row.startedAt) },
  { header: 'ended_at', read: (row) => iso(row.endedAt) },
];

const METADATA: Column = { header: 'metadata', read: (row) => toCell(row.metadata) };

/**
 * The columns of a batch's table: what every export has, then the fields that were submitted (`input.…`), then the kind's
 * own columns, or else the fields of the outputs (`output.…`).
 */
export function columnsOf(
  inputs: readonly JsonPath[],
  outputs: readonly JsonPath[],
  kindColumns: readonly ExportColumn[],
): readonly Column[] {
  const own = kindColumns.map(({ header, value }): Column => ({ header, read: (row) => toCell(value(row)) }));
  const results = own.length > 0 ? own : fieldsOf('output', outputs);
  return [...LEADING, ...fieldsOf('input', inputs), ...results, METADATA];
}

function fieldsOf(side: 'input' | 'output', paths: readonly JsonPath[]): readonly Column[] {
  if (paths.length > FIELD_LIMIT) return [{ header: side, read: (row) => toCell(row[side]) }];
  return paths.map((path) => ({
    header: [side, path.field, ...(path.inner === null ? [] : [path.inner])].join('.'),
    read: (row) => toCell(valueAt(row[side], path)),
  }));
}

function valueAt(source: Readonly<Record<string, unknown>> | null, { field, inner }: JsonPath): unknown {
  const value = own(source, field);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (inner !== null) return isObject ? own(value, inner) : undefined;
  // A field that is an object in this row is told by its inner columns.
  return isObject && Object.keys(value).length > 0 ? undefined : value;
}

const own = (source: object | null, key: string): unknown =>
  source !== null && Object.hasOwn(source, key) ? (source as Record<string, unknown>)[key] : undefined;
