import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { HandlerRegistry } from '../model/handlers/handler-registry.js';
import { isAway } from '../model/items/outage.js';
import { Notifier } from '../notify/notifier.js';
import { BatchControl } from './batch-control.js';
import { ControlStore, type StaleControl, TAKEN_UP } from './control-store.js';

/**
 * Goes on with controls whose process has ended, and ends batches that were not sealed. A batch of which that fails is
 * tried again later, behind the others: it must not keep them from being taken up.
 */
@Injectable()
export class StaleControls {
  /** The last unsealed batch that could not be ended: the next sweep looks behind it. */
  private failed: StaleControl | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ControlStore,
    private readonly control: BatchControl,
    private readonly handlers: HandlerRegistry,
    private readonly notifier: Notifier,
    private readonly log: AppLogger,
  ) {}

  /** Takes some of each up; called now and then by every process. Throws when the database is away. */
  async finish(isStopping: () => boolean): Promise<void> {
    await this.endUnsealed(isStopping);
    const stale = await this.unitOfWork.run((tx) => this.store.findStaleControls(this.handlers.kinds(), tx));
    for (const batch of stale) {
      if (isStopping()) return;
      if (await this.succeeds(batch, () => this.control.finish(batch.id, isStopping))) this.notifier.wakeUp(batch.id);
      else await this.unitOfWork.run((tx) => this.store.leaveForLater(batch, tx));
    }
  }

  private async endUnsealed(isStopping: () => boolean): Promise<void> {
    const unsealed = await this.unitOfWork.run((tx) => this.store.findUnsealed(this.failed, tx));
    if (unsealed.length < TAKEN_UP) this.failed = undefined;
    for (const batch of unsealed) {
      if (isStopping()) return;
      if (await this.succeeds(batch, () => this.control.endUnsealed(batch.id, isStopping))) continue;
      if (unsealed.length === TAKEN_UP) this.failed = batch;
    }
  }

  private async succeeds({ id }: StaleControl, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (isAway(error)) throw error;
      this.log.error('a control could not be finished and is left for later', { batch: id, error: String(error) });
      return false;
    }
  }
}
