import type { ExportColumn } from '../model/kinds/kind.js';
import { type Fields, isNested, type JsonPath } from '../model/fields/item-fields.js';
import type { ItemRow } from '../read/item-queries.js';
import { type Cell, toCell } from './cell.js';

/** Pages of items, read as the client downloads. */
export type Pages = AsyncIterable<readonly ItemRow[]>;

/** One column of a tabular export. */
export interface Column {
  readonly header: string;
  readonly read: (row: ItemRow) => Cell;
}

const iso = (instant: Date | null): Cell => instant?.toISOString() ?? '';

/** The leading columns of an export of any kind. */
const LEADING: readonly Column[] = [
  { header: 'index', read: (row) => row.index },
  { header: 'ref', read: (row) => row.ref ?? '' },
  { header: 'status', read: (row) => row.status },
  { header: 'error_code', read: (row) => row.error?.code ?? '' },
  { header: 'error_message', read: (row) => row.error?.message ?? '' },
  { header: 'started_at', read: (row) => iso(row.startedAt) },
  { header: 'ended_at', read: (row) => iso(row.endedAt) },
];

/** Their headers. */
export const LEADING_HEADERS: readonly string[] = LEADING.map(({ header }) => header);

const METADATA: Column = { header: 'metadata', read: (row) => toCell(row.metadata) };

/**
 * The columns of a batch's table: the leading ones, then those that the kind declares, then the fields of the inputs
 * (`input.…`), then those of the outputs (`output.…`) of a kind that declares no columns.
 */
export function columnsOf(
  inputs: Fields,
  outputs: Fields | null,
  kindColumns: readonly ExportColumn[],
): readonly Column[] {
  return [
    ...LEADING,
    ...kindColumns.map(({ header, value }): Column => ({ header, read: (row) => toCell(value(row)) })),
    ...columnsAt('input', inputs),
    ...(outputs === null ? [] : columnsAt('output', outputs)),
    METADATA,
  ];
}

/** The columns of the results alone. */
export const resultColumns = (outputs: Fields | null, kindColumns: readonly ExportColumn[]): readonly Column[] => [
  ...kindColumns.map(({ header, value }): Column => ({ header, read: (row) => toCell(value(row)) })),
  ...(outputs === null ? [] : columnsAt('output', outputs)),
];

const columnsAt = (side: 'input' | 'output', { paths, depth }: Fields): readonly Column[] =>
  paths.map((path) => ({
    header: [side, ...path].join('.'),
    read: (row) => {
      const value = valueAt(row[side], path);
      // Nested values of this row are shown in the columns below this one, unless there are none.
      return path.length < depth && isNested(value) ? '' : toCell(value);
    },
  }));

const valueAt = (source: unknown, path: JsonPath): unknown => path.reduce(own, source);

function own(source: unknown, key: string): unknown {
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, key)) return undefined;
  if (Array.isArray(source) && !/^\d+$/.test(key)) return undefined;
  return (source as Readonly<Record<string, unknown>>)[key];
}
