import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { AppError } from '../../platform/errors/app-error.js';
import { type Also, BatchControl } from '../control/batch-control.js';
import { HandlerRegistry, notLoaded } from '../model/handlers/handler-registry.js';
import { BatchQueries, type BatchRow } from '../read/batch-queries.js';
import type { ActionRow } from './action-store.js';

/** What an action does to one batch: the single control, with its checks. */
@Injectable()
export class ActionSteps {
  constructor(
    private readonly batches: BatchQueries,
    private readonly control: BatchControl,
    private readonly handlers: HandlerRegistry,
  ) {}

  /**
   * Changes a batch of the owner (null: of any); `also` runs in the transaction of the change. Throws NOT_FOUND, and
   * what the control throws.
   */
  async apply(action: ActionRow, publicId: string, ownerId: number | null, actor: Actor, also: Also): Promise<void> {
    const batch = await this.batches.find(publicId, ownerId);
    if (batch === undefined) throw new AppError('NOT_FOUND', `There is no batch ${publicId}.`);
    switch (action.action) {
      case 'cancel':
        return this.control.cancel(batch.key, also);
      case 'pause':
        return this.control.pause(batch.key, also);
      case 'resume':
        return this.control.resume(batch.key, also);
      case 'priority':
        return this.control.adjust(batch.key, action.priority === null ? {} : { priority: action.priority }, also);
      case 'retry':
        return this.retry(batch, actor, also);
      case 'delete':
        return this.delete(batch, also);
    }
  }

  private async retry({ key, kind }: BatchRow, actor: Actor, also: Also): Promise<void> {
    if (this.handlers.find(kind) === undefined) throw new AppError('BATCH_NOT_RETRYABLE', notLoaded(kind));
    await this.control.retry(key, { statuses: ['failed'] }, actor, also);
  }

  private async delete({ key, status }: BatchRow, also: Also): Promise<void> {
    if (await this.control.delete(key, also)) return;
    throw new AppError('BATCH_NOT_TERMINAL', undefined, { details: { status } });
  }
}
