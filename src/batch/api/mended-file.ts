import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Actor } from '../../accounts/rights/actor.js';
import { invalid } from '../../platform/errors/app-error.js';
import { cut } from '../../platform/http/faults.js';
import { refuseFile } from '../files/file-limits.js';
import type { OnInvalid } from '../files/imported-rows.js';
import { inPieces } from '../files/in-pieces.js';
import type { ItemSpool } from '../files/item-spool.js';
import type { Mapping } from '../files/mapping.js';
import {
  type Address,
  type Addresses,
  type MendedColumns,
  mendedCells,
  storedCells,
  storedText,
} from '../files/mended-rows.js';
import type { RowFault, RowItem, RowItems } from '../files/row-items.js';
import type { Table, TableRow } from '../files/table.js';
import type { AnyHandler } from '../model/handlers/handler-registry.js';
import { type ItemContent, MAX_BATCH_ITEMS } from '../model/items/item.js';
import type { Correction } from '../model/items/submission.js';
import type { BatchRow } from '../read/batch-queries.js';
import type { FileOfBatch, FileQueries, PlacedItem } from '../read/file-queries.js';
import { MOST_FAULTS, noRows, ROW_FAULTS, reportRow } from './import-rows.js';
import { requireInputScopes } from '../model/handlers/kind-scopes.js';
import { checkSubmitted } from './read-submission.js';

/** Rows whose items are looked up at once. */
const CHUNK = 500;
/**
 * Bytes of former rows and items that are in memory at once, but for the last of them: a line of a mended file may name
 * a large item.
 */
const PIECE_BYTES = 4 * 1024 * 1024;

/** A file of corrections, opened and mapped. */
export interface MendedFile {
  readonly table: Table;
  /** The file that the batch came as; undefined when it came otherwise. */
  readonly original: FileOfBatch | undefined;
  readonly columns: MendedColumns;
  readonly mapping: Mapping;
  /**
   * Values that the caller gives every corrected item; those of the batch's own mapping are for the rows of its files.
   */
  readonly fixed: Mapping['fixed'];
  readonly rowItems: RowItems;
  readonly addresses: Addresses;
}

interface MendContext {
  readonly batch: Pick<BatchRow, 'key' | 'options'>;
  readonly handler: AnyHandler;
  readonly actor: Actor;
  readonly onInvalid: OnInvalid;
}

/** A row with the item that it corrects. */
interface Matched {
  readonly row: TableRow;
  readonly index: number;
}

/** The items of some rows by their addresses; of those with one ref at least two. */
interface FoundItems {
  readonly byIndex: ReadonlyMap<number, readonly PlacedItem[]>;
  readonly byRef: ReadonlyMap<string, readonly PlacedItem[]>;
}

function byAddress(items: readonly PlacedItem[]): FoundItems {
  const byRef = new Map<string, PlacedItem[]>();
  for (const item of items) {
    if (item.ref === null) continue;
    const known = byRef.get(item.ref);
    if (known === undefined) byRef.set(item.ref, [item]);
    else known.push(item);
  }
  return { byIndex: new Map(items.map((item) => [item.index, [item]])), byRef };
}

/** Reads the rows of a file of corrections, finds their items, and checks what the rows make of them. */
export class MendedRows {
  rows = 0;
  readonly left = noRows();
  readonly skipped = noRows();
  private readonly faults: RowFault[] = [];
  /** The line that corrects an item, by its index. */
  private readonly lines = new Map<number, number>();

  constructor(
    private readonly files: FileQueries,
    private readonly file: MendedFile,
    private readonly context: MendContext,
  ) {}

  /**
   * Writes the corrections to the disk. Throws VALIDATION_ERROR with the first faults when the file is to be refused
   * for them.
   */
  async spool(corrections: ItemSpool<Correction>): Promise<void> {
    let chunk: TableRow[] = [];
    for await (const row of this.file.table.rows()) {
      this.rows += 1;
      if (this.rows > MAX_BATCH_ITEMS)
        throw refuseFile('too_many_rows', `The file has more than ${MAX_BATCH_ITEMS} rows.`, {
          limit: MAX_BATCH_ITEMS,
        });
      chunk.push(row);
      if (chunk.length < CHUNK) continue;
      await this.take(chunk, corrections);
      chunk = [];
    }
    await this.take(chunk, corrections);
    if (this.rows === 0) throw refuseFile('no_rows', 'The file has no row below its header.');
    this.refuseFaults(1);
  }

  private async take(rows: readonly TableRow[], corrections: ItemSpool<Correction>): Promise<void> {
    const matched = await this.match(rows);
    const sizes = await this.files.sizesOf(
      this.context.batch.key,
      matched.map(({ index }) => index),
    );
    for (const piece of inPieces(matched, ({ index }) => sizes.get(index) ?? 0, PIECE_BYTES))
      await this.takePiece(piece, corrections);
    this.refuseFaults(MOST_FAULTS);
    await nextTurn();
  }

  private async takePiece(matched: readonly Matched[], corrections: ItemSpool<Correction>): Promise<void> {
    const { batch, actor, handler } = this.context;
    const indexes = matched.map(({ index }) => index);
    const texts = await this.files.rowsOf(batch.key, indexes);
    const contents = await this.files.contentsOf(
      batch.key,
      indexes.filter((index) => !texts.has(index)),
    );
    const good: Correction[] = [];
    for (const { row, index } of matched) {
      const correction = this.correct(row, index, texts.get(index) ?? contents.get(index));
      if (correction !== undefined) good.push(correction);
    }
    requireInputScopes(
      actor,
      handler,
      good.map(({ input }) => input),
      batch.options,
    );
    for (const correction of good) await corrections.add(correction);
  }

  /** The rows whose items are failed or cancelled; what the others are is told. */
  private async match(rows: readonly TableRow[]): Promise<readonly Matched[]> {
    const addressed = rows.map((row) => ({ row, address: this.file.addresses.of(row) }));
    const addresses = addressed.flatMap(({ address }) => address ?? []);
    const items = await this.files.findItems(
      this.context.batch.key,
      addresses.flatMap(({ index }) => index ?? []),
      addresses.flatMap(({ ref }) => ref ?? []),
    );
    const found = byAddress(items);
    return addressed.flatMap(({ row, address }) => {
      const item = this.itemOf(row, address, found);
      if (item === undefined) return [];
      if (item.status === 'failed' || item.status === 'cancelled') return [{ row, index: item.index }];
      reportRow(this.left, row.line, []);
      return [];
    });
  }

  private itemOf(row: TableRow, address: Address | undefined, items: FoundItems): PlacedItem | undefined {
    const { columns } = this.file.addresses;
    if (address === undefined)
      return this.refuse(row, columns.index, 'does not say which item the row corrects', null, 'missing');
    const { index, ref, noIndex } = address;
    if (noIndex !== undefined)
      return this.refuse(row, columns.index, 'must be the index of an item', noIndex, 'int_parsing');
    const column = index === undefined ? columns.ref : columns.index;
    const value = index ?? ref;
    const found = (index === undefined ? items.byRef.get(ref ?? '') : items.byIndex.get(index)) ?? [];
    const [item] = found;
    if (item === undefined) return this.refuse(row, column, 'is of no item of the batch', value, 'unknown_item');
    if (found.length > 1)
      return this.refuse(row, column, 'is of several items of the batch; give their _index', value, 'ambiguous');
    const line = this.lines.get(item.index);
    if (line !== undefined)
      return this.refuse(row, column, `is of the item that line ${line} corrects`, value, 'duplicate');
    this.lines.set(item.index, row.line);
    return item;
  }

  /**
   * `former` is the row of the item, or what an item is made of that has none; undefined when it has just been deleted.
   */
  private correct(row: TableRow, index: number, former: string | ItemContent | undefined): Correction | undefined {
    if (former === undefined) return undefined;
    const { rowItems } = this.file;
    const { item, faults, cells } = this.merge(row, former);
    const checked = faults.length > 0 ? { faults } : checkSubmitted(this.context.handler, item);
    if ('faults' in checked) {
      this.invalid(
        row.line,
        index,
        checked.faults.map((fault) => rowItems.locate(fault, row.line)),
      );
      return undefined;
    }
    return { ...checked.value, index, line: row.line, cells };
  }

  /** What a row makes of its item, and the row as it is stored: an item that came without one gets none. */
  private merge(row: TableRow, former: string | ItemContent): RowItem & { readonly cells: string | null } {
    const { original, columns, rowItems, table, fixed } = this.file;
    if (typeof former !== 'string' || original === undefined) {
      const content = rowItems.former(former as ItemContent);
      const cells = mendedCells(row, columns, content.cells, table.encoding);
      return { ...rowItems.over(content, { ...row, cells }, fixed), cells: null };
    }
    const cells = mendedCells(row, columns, storedCells(former, original), table.encoding);
    return { ...rowItems.of({ ...row, cells }), cells: storedText(cells, original) };
  }

  private refuse(row: TableRow, column: string, message: string, value: unknown, type: string): undefined {
    const fault = { field: column, message, invalid_value: cut(value), error_type: type, line: row.line, column };
    this.invalid(row.line, undefined, [fault]);
    return undefined;
  }

  private invalid(line: number, index: number | undefined, found: readonly RowFault[]): void {
    if (this.context.onInvalid === 'skip') return reportRow(this.skipped, line, found);
    const prefix = index === undefined ? '' : `items.${index}.`;
    this.faults.push(...found.slice(0, ROW_FAULTS).map((fault) => ({ ...fault, field: `${prefix}${fault.field}` })));
  }

  private refuseFaults(from: number): void {
    if (this.faults.length >= from) throw invalid(this.faults.slice(0, MOST_FAULTS));
  }
}
