import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { flushStatements } from '../../platform/database/statement.js';
import { type AnyHandler, isBackground } from '../model/handlers/handler-registry.js';
import { type SearchBlock, searchPieces, toBlocks } from '../model/search/search-blocks.js';
import type { SubmittedFile, SubmittedItem } from '../model/items/submission.js';
import type { SubmissionStore } from './submission-store.js';

/** Items that follow each other in a batch. */
interface Chunk {
  readonly items: readonly SubmittedItem<object>[];
  /** Index of the first one. */
  readonly first: number;
  /** Options of the batch. */
  readonly options: object;
}

/** Stores items of a batch, which words they have, and the feature's rows of them. */
export async function insertChunk(
  store: SubmissionStore,
  handler: AnyHandler,
  batch: { readonly id: number; readonly ownerId: number },
  { items, first, options }: Chunk,
  tx: EntityManager,
): Promise<void> {
  if (items[0]?.row === undefined) await store.insertItems(batch.id, items, first, tx);
  else {
    const placed = items.map((item, at) => ({ ...item, index: item.index ?? first + at }));
    await store.files.insertItems(batch.id, placed, tx);
    await store.files.insertRows(batch.id, placed, tx);
  }
  await store.insertBlocks(batch.id, await blocksOf(items, first), tx);
  if (!isBackground(handler) || handler.submitted === undefined) return;
  const inputs = items.map(({ input, index }, at) => ({ index: index ?? first + at, input }));
  await handler.submitted(batch, inputs, options, tx);
}

/** Stores the rows of a file that are failed items from the beginning. Answers how many. */
export async function insertRefused(
  store: SubmissionStore,
  handler: AnyHandler,
  batch: { readonly id: number; readonly ownerId: number },
  { refused, options }: { readonly refused: SubmittedFile['refused']; readonly options: object },
  tx: EntityManager,
): Promise<number> {
  let count = 0;
  for await (const items of refused()) {
    await flushStatements(tx);
    await store.files.insertRefused(batch.id, items, tx);
    await store.files.insertRows(batch.id, items, tx);
    await store.insertBlocks(batch.id, await blocksOf(items, 0), tx);
    if (isBackground(handler)) await handler.refused?.(batch, items, options, tx);
    count += items.length;
  }
  return count;
}

/** Which words the inputs have; each stands at its index, or behind the one before it. */
async function blocksOf(items: readonly SubmittedItem<object>[], first: number): Promise<readonly SearchBlock[]> {
  const blocks: SearchBlock[] = [];
  for (const [n, piece] of [...searchPieces(items, first)].entries()) {
    // Others are served in between.
    if (n > 0) await nextTurn();
    blocks.push(...toBlocks(piece));
  }
  return blocks;
}
