import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { guardWith } from '../../platform/egress/guard-handlers.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import type { Actor } from '../rights/actor.js';
import { LiveAccess } from './live-access.js';

/** Interval of reading the rights of the keys, in milliseconds; a lost right takes effect within 5 s. */
const CHECK_MS = 2500;

/** An answer or a connection that stays open after its request was authenticated. */
export interface RightsHolder {
  /** The caller as authenticated. */
  readonly actor: Actor;
  /** Is called with the caller's present rights; undefined when the key no longer works. Must not wait. */
  applyRights(actor: Actor | undefined): void;
}

/**
 * Tells whatever is open in this process what its key may do now: rights can be lost while a download or a live
 * connection lasts. All keys are read by one statement; the number of holders is bounded by that of connections.
 */
@Injectable()
export class RightsWatch implements OnApplicationShutdown {
  private readonly holders = new Set<RightsHolder>();
  private timer: NodeJS.Timeout | undefined;
  private isChecking = false;
  /** An error thrown by one holder must not affect the others or end the process. */
  private readonly guard = guardWith((error) => this.log.error('rights could not be applied', { err: error }));

  constructor(
    private readonly access: LiveAccess,
    private readonly log: AppLogger,
  ) {}

  /** Adds a holder. Returns a function that removes it; calling it twice does no harm. */
  add(holder: RightsHolder): () => void {
    this.holders.add(holder);
    this.timer ??= setInterval(() => void this.check(), CHECK_MS).unref();
    return () => {
      this.holders.delete(holder);
      if (this.holders.size === 0) this.stop();
    };
  }

  /** Reads the rights of all holders and applies them. */
  async check(): Promise<void> {
    if (this.isChecking) return;
    this.isChecking = true;
    try {
      // Holders that come while the keys are read are not affected.
      const holders = [...this.holders];
      const actors = await this.access.reread([...new Set(holders.map(({ actor }) => actor.keyId))]);
      const sessions = [...new Set(holders.flatMap(({ actor }) => actor.session ?? []))];
      const open = sessions.length === 0 ? new Set<string>() : await this.access.openSessions(sessions);
      for (const holder of holders)
        this.guard(() => {
          const { keyId, session } = holder.actor;
          const now = actors.get(keyId);
          if (session === undefined) holder.applyRights(now);
          else holder.applyRights(now !== undefined && open.has(session) ? { ...now, session } : undefined);
        })();
    } catch (error) {
      this.log.warn('the rights of open connections could not be read', { error: String(error) });
    } finally {
      this.isChecking = false;
    }
  }

  /** Not earlier: downloads go on while the process drains. */
  onApplicationShutdown(): void {
    this.stop();
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
