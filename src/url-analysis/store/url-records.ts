import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EndedItem } from '../../batch/model/items/item.js';
import { WebhookOutbox } from '../../batch/webhooks/webhook-outbox.js';
import { flushStatements } from '../../platform/database/statement.js';
import type { UrlAnalysis } from '../engines/url-analysis.js';
import type { UrlInput } from '../input/check-url.js';
import { CachedResultStore } from './cached-result-store.js';
import { UrlHistoryStore } from './url-history-store.js';
import { UrlStatusStore } from './url-status-store.js';

/** A result that was too large to be stored has no list. */
const breaksBudget = (output: Partial<UrlAnalysis>): boolean =>
  (output.results ?? []).some(({ budget }) => budget?.passed === false);

/** Everything that is stored of ended URLs, in the transaction that records them. */
@Injectable()
export class UrlRecords {
  constructor(
    readonly status: UrlStatusStore,
    readonly cache: CachedResultStore,
    private readonly history: UrlHistoryStore,
    private readonly outbox: WebhookOutbox,
  ) {}

  async save(ended: readonly EndedItem<UrlInput, UrlAnalysis>[], tx: EntityManager): Promise<void> {
    await this.status.save(ended, tx);
    await this.cache.store(ended, tx);
    await this.history.store(ended, tx);
    // What the database refuses must be known here, before the transaction goes on.
    await flushStatements(tx);
    const flagged = ended.filter(({ outcome }) => outcome.status === 'succeeded' && breaksBudget(outcome.output));
    for (const batchId of new Set(flagged.map((item) => item.batchId))) {
      const indexes = flagged.filter((item) => item.batchId === batchId).map(({ index }) => index);
      await this.outbox.write(batchId, 'batch.items_flagged', tx, { flagged: { indexes, flag: 'budget_exceeded' } });
    }
  }
}
