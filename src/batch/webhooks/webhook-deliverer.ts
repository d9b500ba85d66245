import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { outsideTransaction } from '../../platform/database/nested-connection.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { DeliveryPlaces, type PlaceLimits } from './delivery-places.js';
import { DeliveryStore, type DueDelivery } from './delivery-store.js';
import { DeliverySender } from './send-delivery.js';
import { WebhookOutbox } from './webhook-outbox.js';
import { LEASE_SETTINGS } from '../model/status/lease.settings.js';

/** Most attempts of one process at once, limited so that receivers that hang do not delay the others. */
const LIMITS: PlaceLimits = { all: 32, perOwner: 8, perEndpoint: 4, failing: 8 };
/** Interval of polling for due deliveries, in milliseconds. */
const POLL_MS = 2000;
/** Delay before polling after an outbox write, in milliseconds, so that its transaction has usually committed. */
const AFTER_WRITE_MS = 25;
/** How long running attempts may continue when the process stops, in milliseconds. */
const DRAIN_MS = 5000;

/**
 * Sends due deliveries, in a loop and with limits of its own, independent of the execution of items. Several processes
 * share the table: a claimed row belongs to one process until its lease expires. A message is therefore sent at least
 * once, and twice only when a process crashes between sending it and recording the result.
 */
@Injectable()
export class WebhookDeliverer {
  private readonly places = new DeliveryPlaces(LIMITS);
  private readonly attempts = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private polling: Promise<void> | undefined;
  private again = false;
  private isStarted = false;
  private readonly leaseMs: number;

  constructor(
    private readonly store: DeliveryStore,
    private readonly sender: DeliverySender,
    private readonly outbox: WebhookOutbox,
    private readonly log: AppLogger,
    config: AppConfig,
  ) {
    // 60 s by default; one attempt may take a third of it.
    this.leaseMs = LEASE_SETTINGS.of(config).LEASE_SECONDS * 2000;
  }

  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.outbox.onWrite(() => this.schedule(AFTER_WRITE_MS));
    this.schedule(0);
  }

  /** Waits up to DRAIN_MS for running attempts, then aborts them; another process sends the aborted ones again. */
  async stop(): Promise<void> {
    if (!this.isStarted) return;
    this.isStarted = false;
    clearTimeout(this.timer);
    await this.polling;
    const late = setTimeout(() => this.stopping.abort(), DRAIN_MS);
    await Promise.all(this.attempts);
    clearTimeout(late);
  }

  /** Polls now, after a delivery was made due. */
  wake(): void {
    this.schedule(0);
  }

  private schedule(delayMs: number): void {
    if (!this.isStarted) return;
    if (this.polling !== undefined) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    // Often called inside the transaction that wrote to the outbox, while polling must run outside of it.
    this.timer = outsideTransaction(() => setTimeout(() => this.pollAndContinue(), delayMs));
  }

  private pollAndContinue(): void {
    this.polling = this.poll().finally(() => {
      this.polling = undefined;
      this.schedule(this.again ? AFTER_WRITE_MS : POLL_MS);
      this.again = false;
    });
  }

  private async poll(): Promise<void> {
    try {
      while (this.isStarted && !this.places.isFull) {
        const chosen = this.places.choose(await this.store.due(LIMITS.perEndpoint));
        if (chosen.length === 0) return;
        const { taken, cancelled } = await this.store.claim(
          chosen.map(({ id }) => id),
          this.leaseMs,
        );
        for (const delivery of taken) this.begin(delivery);
        // Another process claimed all of them; the next poll finds what it leaves.
        if (taken.length + cancelled === 0) return;
      }
    } catch (error) {
      this.log.warn('due webhook deliveries could not be read', { error: String(error) });
    }
  }

  private begin(delivery: DueDelivery): void {
    this.places.take(delivery);
    const done = this.attempt(delivery).finally(() => {
      this.places.free(delivery.id);
      this.attempts.delete(done);
      this.schedule(0);
    });
    this.attempts.add(done);
  }

  /** Never throws. */
  private async attempt(delivery: DueDelivery): Promise<void> {
    const fields = { delivery: delivery.id, endpoint: delivery.endpointId, attempt: delivery.attempt };
    try {
      const result = await this.sender.send(delivery, this.leaseMs / 3, this.stopping.signal);
      this.places.recordResult(delivery.endpointId, result.next.status === 'delivered');
      await this.store.record(delivery.id, delivery.attempt, result);
      if (result.isGone) await this.store.disable(delivery, this.stopping.signal);
      const { responseStatus, errorCode, next } = result;
      if (next.status !== 'delivered')
        this.log.warn('webhook delivery failed', {
          ...fields,
          status: responseStatus,
          code: errorCode,
          next: next.status,
        });
    } catch (error) {
      if (this.stopping.signal.aborted)
        await this.store.undoAttempt(delivery.id, delivery.attempt).catch(() => undefined);
      else this.log.warn('the result of a webhook delivery could not be recorded', { ...fields, error: String(error) });
    }
  }
}
