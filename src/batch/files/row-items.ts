import type { ValidationFault } from '../../platform/errors/app-error.js';
import { screenJson } from '../../platform/http/json-screen.js';
import { cut, isPlainObject } from '../../platform/http/faults.js';
import { refuseFile, FILE_LIMITS } from './file-limits.js';
import { INPUT } from './exported-columns.js';
import { keysOf, REF } from '../model/fields/field-path.js';
import type { ItemContent } from '../model/items/item.js';
import { type MappedColumn, type Mapping, METADATA, type Target } from './mapping.js';
import type { Table, TableRow } from './table.js';

/** A fault of a row: a fault of its item, with the line and the column that it comes from. */
export interface RowFault extends ValidationFault {
  readonly line: number;
  /** Null when no single column is at fault. */
  readonly column: string | null;
}

/** What the columns of a row give: the raw item, and the faults of cells that could not be converted. */
export interface RowItem {
  readonly item: Readonly<Record<string, unknown>>;
  readonly faults: readonly RowFault[];
}

/** Names that reach an object's prototype when a careless merge copies them; no column may become such a field. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

interface Filled extends MappedColumn {
  readonly at: number;
  readonly keys: readonly string[];
}

/** An item that came without a row: its own fields, and its cells as if it had come as a row of the table. */
interface FormerItem {
  readonly item: Readonly<Record<string, unknown>>;
  readonly cells: readonly unknown[];
}

/** Turns the rows of a table into items, column by column. Throws FILE_REJECTED for columns that no item can have. */
export class RowItems {
  private readonly filled: readonly Filled[];
  private readonly kept: readonly { readonly at: number; readonly name: string }[];
  /** Texts of tables are trimmed, and an empty cell is no value; values of JSON are as they are. */
  private readonly isText: boolean;

  constructor(
    { format }: Pick<Table, 'format'>,
    private readonly mapping: Mapping,
    private readonly target: Target,
  ) {
    this.isText = format !== 'ndjson';
    const columns = mapping.columns.map((column, at) => ({ ...column, at }));
    this.filled = columns.flatMap((column) =>
      column.field === null ? [] : [{ ...column, keys: keysOf(column.field, target) }],
    );
    this.kept = columns.filter(({ isKept }) => isKept).map(({ at, name }) => ({ at, name }));
    for (const name of [...this.kept.map((one) => one.name), ...this.filled.flatMap(({ keys }) => keys)])
      if (FORBIDDEN.has(name))
        throw refuseFile('forbidden_column', `A column must not be called ${name}.`, { column: name });
    const extra = this.kept.length + this.filled.filter(({ keys }) => keys[0] === target.rest).length;
    if (extra > FILE_LIMITS.keptColumns)
      throw refuseFile(
        'too_many_columns',
        `The file has ${extra} columns that are no field of the items; at most ${FILE_LIMITS.keptColumns} are kept. Map or remove the others.`,
        { limit: FILE_LIMITS.keptColumns, value: extra },
      );
  }

  of({ line, cells, fault }: TableRow): RowItem {
    const item: Record<string, unknown> = {};
    const faults: RowFault[] = [];
    if (this.target.rest !== undefined) item[this.target.rest] = {};
    for (const [path, value] of Object.entries(this.mapping.fixed)) set(item, keysOf(path, this.target), value);
    for (const column of this.filled) this.fill(item, column, cells[column.at], line, faults);
    const metadata = this.metadataOf(cells);
    if (metadata !== undefined) item[METADATA] = { ...objectOf(item[METADATA]), ...metadata };
    return this.screened({ item, faults }, { line, fault });
  }

  /** An item that came without a row, with the cells that it would have. */
  former({ input, ref, metadata }: ItemContent): FormerItem {
    const item: Record<string, unknown> = {};
    this.fillAll(item, input as Readonly<Record<string, unknown>>);
    if (ref !== null) item[REF] = ref;
    if (metadata !== null) item[METADATA] = metadata;
    const cells = this.mapping.columns.map(({ name, field }) =>
      field === null ? valueAt(metadata, [name]) : valueAt(item, keysOf(field, this.target)),
    );
    return { item, cells };
  }

  /**
   * A corrected row over an item that came without one: only cells that are not the former ones change it; an emptied
   * one takes its value.
   */
  over(former: FormerItem, { line, cells, fault }: TableRow, fixed: Mapping['fixed']): RowItem {
    let item: Record<string, unknown> = { ...former.item };
    const faults: RowFault[] = [];
    const isChanged = (at: number): boolean => cells[at] !== former.cells[at];
    for (const [path, value] of Object.entries(fixed)) set(item, keysOf(path, this.target), value);
    for (const column of this.filled.filter(({ at }) => isChanged(at))) {
      // A whole input takes the place of the former one.
      if (column.field === INPUT) item = Object.fromEntries(Object.entries(item).filter(([name]) => !isOfInput(name)));
      else if (column.field !== REF) item = without(item, column.keys);
      this.fill(item, column, cells[column.at], line, faults);
    }
    const kept = this.kept.filter(({ at }) => isChanged(at));
    if (kept.length > 0) {
      const others = Object.entries(objectOf(item[METADATA])).filter(([key]) => !kept.some(({ name }) => name === key));
      item[METADATA] = { ...Object.fromEntries(others), ...this.metadataOf(cells, kept) };
    }
    return this.screened({ item, faults }, { line, fault });
  }

  private screened({ item, faults }: RowItem, { line, fault }: Pick<TableRow, 'line' | 'fault'>): RowItem {
    const unfit = screenJson(item);
    const more = [
      ...(fault === undefined ? [] : [rowFault(line, fault)]),
      ...(unfit === undefined ? [] : [this.locate(unfit, line)]),
    ];
    return { item, faults: [...faults, ...more] };
  }

  /** The fault of an item as one of its row: with the column that fills the field. */
  locate(fault: ValidationFault, line: number): RowFault {
    const { field } = fault;
    const column =
      this.filled.find((one) => one.field === field) ??
      this.filled.find((one) => one.field !== null && field.startsWith(`${one.field}.`)) ??
      this.kept.find(({ name }) => field === `${METADATA}.${name}`) ??
      this.filled.find((one) => one.field === INPUT);
    return { ...fault, line, column: column?.name ?? null };
  }

  private fill(item: Record<string, unknown>, column: Filled, raw: unknown, line: number, faults: RowFault[]): void {
    let value = this.isText && typeof raw === 'string' ? raw.trim() : raw;
    if (value === undefined || (this.isText && value === '')) return;
    // An export says null where an item has no name.
    if (value === null && column.field === REF) return;
    for (const { name, apply } of column.convert) {
      const converted = apply(value);
      if ('problem' in converted) {
        const { field, name: header } = column;
        faults.push({
          ...{
            field: field ?? '',
            message: converted.problem,
            invalid_value: cut(value),
            error_type: `convert_${name.split(':', 1)[0] ?? ''}`,
          },
          ...{ line, column: header },
        });
        return;
      }
      value = converted.value;
    }
    if (column.field === REF && (typeof value === 'number' || typeof value === 'boolean')) value = String(value);
    if (column.field === INPUT && isPlainObject(value)) this.fillAll(item, value);
    else set(item, column.keys, value);
  }

  /** The fields of a whole input, as an export has it: what the kind has added to the input is none. */
  private fillAll(item: Record<string, unknown>, input: Readonly<Record<string, unknown>>): void {
    const { fields, rest } = this.target;
    if (rest !== undefined) item[rest] = { ...objectOf(item[rest]), ...objectOf(input[rest]) };
    for (const { path } of fields) {
      const keys = keysOf(path, this.target);
      const value = valueAt(input, keys);
      if (value !== undefined) set(item, keys, value);
    }
  }

  private metadataOf(cells: readonly unknown[], kept = this.kept): Record<string, unknown> | undefined {
    const metadata: Record<string, unknown> = {};
    let own: unknown;
    for (const { at, name } of kept) {
      const value = cells[at];
      if (value === undefined || value === '') continue;
      if (!this.isText && name === METADATA) own = value;
      else metadata[name] = value;
    }
    const all = isPlainObject(own) ? { ...own, ...metadata } : metadata;
    return Object.keys(all).length > 0 ? all : undefined;
  }
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> => (isPlainObject(value) ? value : {});

const isOfInput = (name: string): boolean => name !== REF && name !== METADATA;

/** The value at a path; undefined where there is none. */
const valueAt = (source: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>((at, key) => (isPlainObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), source);

const rowFault = (line: number, message: string): RowFault => ({
  field: 'row',
  message,
  invalid_value: null,
  error_type: 'row',
  line,
  column: null,
});

/** Sets a value at its path; what stands in the way and is no object is replaced. */
function set(item: Record<string, unknown>, keys: readonly string[], value: unknown): void {
  let at = item;
  for (const key of keys.slice(0, -1)) {
    const inner = at[key];
    const next: Record<string, unknown> = isPlainObject(inner) ? { ...inner } : {};
    at[key] = next;
    at = next;
  }
  at[keys.at(-1) ?? ''] = value;
}

/** An object without the value at a path. */
function without(
  item: Readonly<Record<string, unknown>>,
  [key = '', ...below]: readonly string[],
): Record<string, unknown> {
  const inner = item[key];
  if (below.length === 0) return Object.fromEntries(Object.entries(item).filter(([name]) => name !== key));
  return isPlainObject(inner) ? { ...item, [key]: without(inner, below) } : { ...item };
}
