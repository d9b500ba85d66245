import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/actor.js';
import type { BatchRow } from '../../batch/read/batch-queries.js';
import { BatchReader } from '../../batch/read/batch-reader.js';
import { Notifier } from '../../batch/notify/notifier.js';
import { isTerminal } from '../../batch/model/batch-status.js';
import { AppConfig } from '../../platform/config/config.js';
import { ProcessHealth } from '../../platform/observability/process-health.js';

/** A hint may get lost: the batch is looked at this often by itself, in milliseconds. */
const POLL_MS = 1000;

/** Waits for batches without holding a connection. */
@Injectable()
export class BatchWaiter {
  constructor(
    private readonly reader: BatchReader,
    private readonly signals: Notifier,
    private readonly vitals: ProcessHealth,
    private readonly config: AppConfig,
  ) {}

  /**
   * The batch once it has ended, or as it stands when PROFILE_WAIT_SECONDS are over, the caller has gone or the process stops.
   * The work goes on in every case.
   */
  async untilEnded(actor: Actor, publicId: string, gone: AbortSignal): Promise<BatchRow> {
    const deadline = performance.now() + this.config.profileWaitSeconds * 1000;
    const bell = new Waiter();
    const leave = (): void => bell.ring();
    gone.addEventListener('abort', leave);
    let key: number | undefined;
    const unsubscribe = this.signals.onChange((hint) => {
      if (hint.batchId === key) bell.ring();
    });
    try {
      for (;;) {
        const row = await this.reader.get(actor, publicId);
        key = row.key;
        const left = deadline - performance.now();
        if (isTerminal(row.status) || left <= 0 || gone.aborted || this.vitals.isStopping) return row;
        await bell.wait(Math.min(POLL_MS, left));
      }
    } finally {
      unsubscribe();
      gone.removeEventListener('abort', leave);
    }
  }
}

/** Rings that come while nobody waits are remembered, so that none is missed. */
class Waiter {
  private rang = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.rang = true;
    this.wake?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.rang)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.wake = undefined;
    this.rang = false;
  }
}
