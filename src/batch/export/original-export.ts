import { Injectable } from '@nestjs/common';
import { columnNames } from '../model/fields/column-names.js';
import { keysOf, REF } from '../model/fields/field-path.js';
import { HandlerRegistry } from '../model/handlers/handler-registry.js';
import type { Fields } from '../model/fields/item-fields.js';
import { itemFields } from '../model/fields/item-schema.js';
import type { BatchRow } from '../read/batch-queries.js';
import { type FileOfBatch, FileQueries } from '../read/file-queries.js';
import type { ItemRow } from '../read/item-queries.js';
import { type FieldColumn, fieldAt, type RowOfFile, withFields, withRow } from './original-layout.js';

/** A batch as its caller sent it: its columns, and what gives an item's row its cells. */
export interface Original {
  readonly headers: readonly string[];
  /** Name of the separator of a CSV file. */
  readonly delimiter: string | null;
  readonly complete: (rows: readonly ItemRow[]) => Promise<readonly RowOfFile[]>;
}

/** Where a column of a file goes, as its report has it; null for one of no field. */
type MappedField = { readonly field: string } | null;

/**
 * Gives items the cells of the file that they came as; a batch that came otherwise has the fields of its items as
 * columns.
 */
@Injectable()
export class OriginalExport {
  constructor(
    private readonly files: FileQueries,
    private readonly handlers: HandlerRegistry,
  ) {}

  /** How the file was read; undefined for a batch that did not come as one. */
  find(batch: BatchRow): Promise<FileOfBatch | undefined> {
    return this.files.find(batch.key);
  }

  ofFile(batch: BatchRow, file: FileOfBatch): Original {
    const { headers, delimiter } = file;
    const names = columnNames(headers);
    const mapped = this.mappedColumns(batch, names, file);
    const complete = async (rows: readonly ItemRow[]): Promise<readonly RowOfFile[]> => {
      const texts = await this.files.rowsOf(
        batch.key,
        rows.map(({ index }) => index),
      );
      return rows.map((row) => {
        const text = texts.get(row.index);
        return text === undefined ? withFields(row, mapped) : withRow(row, text, file, { headers, names });
      });
    };
    return { headers, delimiter, complete };
  }

  /** The columns of the file as the fields that they fill: items of a part that came as JSON have no row. */
  private mappedColumns({ kind }: BatchRow, names: readonly string[], { report }: FileOfBatch): readonly FieldColumn[] {
    const declared = this.handlers.find(kind)?.kind;
    const target = { fields: declared === undefined ? [] : itemFields(declared), rest: declared?.columns?.rest };
    const { mapping } = report as { readonly mapping: { readonly columns: Readonly<Record<string, MappedField>> } };
    return names.map((name): FieldColumn => {
      const field = mapping.columns[name]?.field;
      if (field === undefined) return { name, read: ({ metadata }) => metadata?.[name] };
      if (field === REF) return { name, read: ({ ref }) => ref ?? undefined };
      const keys = keysOf(field, target);
      return { name, read: ({ input }) => fieldAt(input, keys) };
    });
  }

  /** `inputs` are the fields that the inputs have: below a free-form object they are columns too. */
  ofFields(batch: BatchRow, inputs: Fields): Original {
    const columns = this.fieldColumns(batch, inputs);
    const complete = (rows: readonly ItemRow[]): Promise<readonly RowOfFile[]> =>
      Promise.resolve(rows.map((row) => withFields(row, columns)));
    return { headers: columns.map(({ name }) => name), delimiter: null, complete };
  }

  private fieldColumns({ kind }: BatchRow, inputs: Fields): readonly FieldColumn[] {
    const declared = this.handlers.find(kind)?.kind;
    const rest = declared?.columns?.rest;
    const listed = declared === undefined ? [] : itemFields(declared).map(({ path }) => path);
    const found = inputs.paths
      .filter((keys) => declared === undefined || (rest !== undefined && keys[0] === rest && keys.length === 2))
      .map((keys) => keys.join('.'));
    const used = [...listed.filter((path) => isUsed(path, inputs)), ...found.filter((path) => !listed.includes(path))];
    const ref: FieldColumn = { name: 'ref', read: (row) => row.ref ?? undefined };
    const below = (path: string): readonly string[] =>
      rest !== undefined && !listed.includes(path) ? [rest, path.slice(rest.length + 1)] : path.split('.');
    return [ref, ...used.map((path): FieldColumn => ({ name: path, read: (row) => fieldAt(row.input, below(path)) }))];
  }
}

/**
 * Whether some item has the field, or something below it. Of inputs that were not searched every field may be there.
 */
const isUsed = (path: string, { paths }: Fields): boolean =>
  paths.some((keys) => keys.length === 0 || keys.join('.') === path || keys.join('.').startsWith(`${path}.`));
