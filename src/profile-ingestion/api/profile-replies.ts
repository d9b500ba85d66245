import { Injectable } from '@nestjs/common';
import type { BatchRow } from '../../batch/read/batch-queries.js';
import { ItemQueries } from '../../batch/read/item-queries.js';
import { ProfileResultStore } from '../store/profile-result-store.js';
import type { BatchReply } from '../pipeline/profile-row.js';
import { renderBatch } from './render-profile-batch.js';

/** Items per response. A batch submitted through the generic batch API may have more, which are read there. */
const MAX_ITEMS = 100;

/** Reads the items of a batch and renders the response. */
@Injectable()
export class ProfileReplies {
  constructor(
    private readonly items: ItemQueries,
    private readonly results: ProfileResultStore,
  ) {}

  /** Renders the current state of a batch: the full response when it is done, else that of a 202. */
  async of(batch: BatchRow, isDone: boolean): Promise<BatchReply> {
    const items = await this.items.page(batch.key, { statuses: null, code: null }, -1, MAX_ITEMS);
    const erased = await this.results.erasedSuccesses(batch.key);
    return renderBatch(batch, items, { erased, isDone });
  }
}
