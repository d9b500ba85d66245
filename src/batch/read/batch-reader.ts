import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { allows } from '../../accounts/rights/scopes.js';
import { sees, seesAll, visibleOwner } from '../../accounts/rights/visibility.js';
import { AppError } from '../../platform/errors/app-error.js';
import { decodeCursor, encodeCursor, toPage } from '../../platform/http/paging.js';
import { instant } from '../../platform/http/query-values.js';
import { BatchControl } from '../control/batch-control.js';
import { HandlerRegistry, notLoaded } from '../model/handlers/handler-registry.js';
import type { KindName } from '../model/kinds/kind.js';
import { BatchQueries, type BatchFilter, type BatchRow, TOTAL_CAP } from './batch-queries.js';
import type { BatchFilterDto, BatchListQueryDto, ItemListQueryDto } from './batch-list.dto.js';
import { FileQueries } from './file-queries.js';
import { type ItemFilter, type ItemPage, ItemQueries, type ItemRow } from './item-queries.js';
import { readableKinds, readsItems, requireItemScope } from '../model/kinds/read-scopes.js';

interface BatchPage {
  readonly rows: readonly BatchRow[];
  readonly nextCursor: string | null;
  /** Undefined when it was not requested. */
  readonly total: { readonly count: number; readonly isCapped: boolean } | undefined;
}

/**
 * Reads and deletes batches with the rights of the caller. Another owner's batch is NOT_FOUND, as if it did not exist.
 */
@Injectable()
export class BatchReader {
  constructor(
    private readonly batches: BatchQueries,
    private readonly items: ItemQueries,
    private readonly control: BatchControl,
    private readonly handlers: HandlerRegistry,
    private readonly files: FileQueries,
  ) {}

  async list(actor: Actor, query: BatchListQueryDto): Promise<BatchPage> {
    const filter = toFilter(actor, query);
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const rows = await this.batches.page(filter, after, query.limit + 1);
    const count = query.total ? await this.batches.count(filter) : undefined;
    return {
      ...toPage(rows, query.limit, (last) => encodeCursor({ createdAt: last.createdAtExact, id: last.key })),
      total: count === undefined ? undefined : { count: Math.min(count, TOTAL_CAP), isCapped: count > TOTAL_CAP },
    };
  }

  /** Throws NOT_FOUND. */
  async get(actor: Actor, publicId: string): Promise<BatchRow> {
    const row = await this.batches.find(publicId, visibleOwner(actor));
    if (row === undefined) throw new AppError('NOT_FOUND', `There is no batch ${publicId}.`);
    return row;
  }

  /** What the caller was told of the file that a batch came as; undefined when it came otherwise. */
  async importOf({ key }: BatchRow): Promise<object | undefined> {
    return (await this.files.find(key))?.report;
  }

  /** A batch whose items the caller may read too. Throws NOT_FOUND, or FORBIDDEN without the read scope of its kind. */
  async getWithItems(actor: Actor, publicId: string): Promise<BatchRow> {
    const batch = await this.get(actor, publicId);
    requireItemScope(actor, batch.kind);
    return batch;
  }

  /** Whether the caller may still read a batch and its items: for what goes on after it was opened. */
  mayReadItems(actor: Actor, { ownerId, kind }: BatchRow): boolean {
    return sees(actor, ownerId) && allows(actor.scopes, 'batch:read') && readsItems(actor, kind);
  }

  /** A page of the items of a batch that `getWithItems` has answered. */
  async listItems(batch: BatchRow, query: ItemListQueryDto): Promise<ItemPage> {
    const page = await this.items.answerPage(batch.key, toItemFilter(query), query.cursor ?? -1, query.limit);
    return { ...page, rows: this.withReasons(page.rows, batch.kind) };
  }

  /** Those of some items of such a batch that fit; with a cursor where they are more than one answer may have. */
  async showItems(batch: BatchRow, query: ItemListQueryDto, indexes: readonly number[]): Promise<ItemPage> {
    const page = await this.items.answerOf(batch.key, toItemFilter(query), indexes);
    return { ...page, rows: this.withReasons(page.rows, batch.kind) };
  }

  /** Throws NOT_FOUND when there is no such batch or item, FORBIDDEN like `getWithItems`. */
  async getItem(actor: Actor, publicId: string, index: number): Promise<ItemRow> {
    const batch = await this.getWithItems(actor, publicId);
    const row = await this.items.find(batch.key, index);
    if (row === undefined) throw new AppError('NOT_FOUND', `Batch ${publicId} has no item ${index}.`);
    return this.withReasons([row], batch.kind)[0] ?? row;
  }

  /** Open items of a kind whose module is not loaded say so. */
  private withReasons(rows: readonly ItemRow[], kind: KindName): readonly ItemRow[] {
    if (this.handlers.find(kind) !== undefined) return rows;
    return rows.map((row) => (row.endedAt === null ? { ...row, waitReason: notLoaded(kind) } : row));
  }

  /**
   * Deletes an ended batch with its items, or one that still gets items, which is cancelled first. Throws NOT_FOUND, or
   * BATCH_NOT_TERMINAL while it has not ended.
   */
  async delete(actor: Actor, publicId: string): Promise<void> {
    const { key, status } = await this.get(actor, publicId);
    if (await this.control.delete(key)) return;
    throw new AppError('BATCH_NOT_TERMINAL', undefined, { details: { status } });
  }
}

/** The filter of a query of items. */
export const toItemFilter = ({ status, code }: ItemListQueryDto): ItemFilter => ({
  statuses: status === undefined ? null : [status],
  code: code ?? null,
});

/**
 * The filter of a query, with the rights of the caller. Throws FORBIDDEN when it names another owner without being an
 * admin.
 */
export function toFilter(actor: Actor, query: BatchFilterDto): BatchFilter {
  return {
    ownerId: visibleOwner(actor, query.owner),
    kind: query.kind ?? null,
    status: query.status ?? null,
    priority: query.priority ?? null,
    createdFrom: instant(query.created_from),
    createdTo: instant(query.created_to),
    words: query.q ?? null,
    refKinds: seesAll(actor) ? null : readableKinds(actor),
  };
}
