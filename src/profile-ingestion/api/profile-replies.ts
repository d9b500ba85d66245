import { Injectable } from '@nestjs/common';
import type { BatchRow } from '../../batch/read/batch-queries.js';
import { ItemQueries } from '../../batch/read/item-queries.js';
import { ProfileResults } from '../store/profile-result-queries.js';
import type { BatchReply } from '../pipeline/profile-row.js';
import { renderBatch } from './render-profile-batch.js';

/** Items read for one reply; a batch of the shared API may have more, whose items are read there. */
const SHOWN_ITEMS = 100;

/** Reads what a batch's reply is made of, and renders it. */
@Injectable()
export class ProfileReplies {
  constructor(
    private readonly items: ItemQueries,
    private readonly results: ProfileResults,
  ) {}

  /** The batch as it stands: as the seed answers one that is done, or as a 202. */
  async of(batch: BatchRow, isDone: boolean): Promise<BatchReply> {
    const items = await this.items.page(batch.key, { statuses: null, code: null }, -1, SHOWN_ITEMS);
    const erased = await this.results.erasedSuccesses(batch.key);
    return renderBatch(batch, items, { erased, isDone });
  }
}
