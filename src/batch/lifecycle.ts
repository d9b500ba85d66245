import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run, type Statement } from '../platform/database/statement.js';

/** What happens to a batch as a whole; kept in `batch_events`. */
export type LifecycleEvent =
  'submitted' | 'started' | 'paused' | 'resumed' | 'retried' | 'completed' | 'partial' | 'failed' | 'cancelled';

const NOTE: Statement = {
  name: 'note_batch_event',
  text: 'INSERT INTO batch_events (batch_id, type) VALUES ($1, $2)',
};

/** Notes what happens to batches, in the transaction that makes it happen. */
@Injectable()
export class Lifecycle {
  async note(batchId: number, event: LifecycleEvent, tx: EntityManager): Promise<void> {
    await run(NOTE, [batchId, event], tx);
  }
}
