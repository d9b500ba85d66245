import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { invalidKey } from '../../accounts/access/auth-hook.js';
import { RightsWatch } from '../../accounts/access/rights-watch.js';
import { allows, lacksScope } from '../../accounts/rights/scopes.js';
import type { BatchRow } from '../../batch/read/batch-queries.js';
import { BatchReader } from '../../batch/read/batch-reader.js';
import { Notifier } from '../../batch/notify/notifier.js';
import { isTerminal } from '../../batch/model/status/batch-status.js';
import { WakeSignal } from '../../platform/concurrency/wake-signal.js';
import { AppConfig } from '../../platform/config/config.js';
import { PROFILE_SETTINGS } from '../profile-ingestion.settings.js';
import type { AppError } from '../../platform/errors/app-error.js';
import { ProcessHealth } from '../../platform/health/process-health.js';

/** Polling interval in milliseconds, because a change notice may be lost. */
const POLL_MS = 1000;

const SUBMIT_SCOPE = 'profile:write';

/** Who waits. */
interface Caller {
  readonly actor: Actor;
  /** Length of the key that was sent; refusals tell it. */
  readonly keyLength: number;
}

/** Waits for batches without holding a database connection. */
@Injectable()
export class BatchWaiter {
  constructor(
    private readonly reader: BatchReader,
    private readonly notifier: Notifier,
    private readonly processHealth: ProcessHealth,
    private readonly config: AppConfig,
    private readonly rights: RightsWatch,
  ) {}

  /**
   * The batch once it has ended, or its current state when PROFILE_WAIT_SECONDS have passed, the client has
   * disconnected or the process stops. The work continues in every case. Throws within 5 s UNAUTHORIZED after the key
   * ended, and FORBIDDEN after it lost the right to submit profiles.
   */
  async untilEnded({ actor, keyLength }: Caller, publicId: string, gone: AbortSignal): Promise<BatchRow> {
    const deadline = performance.now() + PROFILE_SETTINGS.of(this.config).PROFILE_WAIT_SECONDS * 1000;
    const wakeSignal = new WakeSignal();
    const leave = (): void => wakeSignal.wake();
    gone.addEventListener('abort', leave);
    let key: number | undefined;
    const unsubscribe = this.notifier.onChange((notice) => {
      if (notice.batchId === key) wakeSignal.wake();
    });
    let refused: AppError | undefined;
    const unwatch = this.rights.add({
      actor,
      applyRights: (now) => {
        if (now !== undefined && allows(now.scopes, SUBMIT_SCOPE)) return;
        refused = now === undefined ? invalidKey(keyLength) : lacksScope(SUBMIT_SCOPE);
        wakeSignal.wake();
      },
    });
    try {
      for (;;) {
        if (refused !== undefined) throw refused;
        const row = await this.reader.get(actor, publicId);
        key = row.key;
        const left = deadline - performance.now();
        if (isTerminal(row.status) || left <= 0 || gone.aborted || this.processHealth.isStopping) return row;
        await wakeSignal.wait(Math.min(POLL_MS, left));
      }
    } finally {
      unsubscribe();
      unwatch();
      gone.removeEventListener('abort', leave);
    }
  }
}
