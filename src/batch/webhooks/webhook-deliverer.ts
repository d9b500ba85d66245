import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { outsideTransaction } from '../../platform/database/nested-connection.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { DeliveryPlaces, type PlaceLimits } from './delivery-places.js';
import { DeliveryStore, type DueDelivery } from './delivery-store.js';
import { DeliverySender } from './send-delivery.js';
import { WebhookOutbox } from './webhook-outbox.js';

/** Attempts of one process at once: receivers that hang must not hold up the others. */
const LIMITS: PlaceLimits = { all: 32, perOwner: 8, perEndpoint: 4, failing: 8 };
/** How often it looks for what is due, in milliseconds. */
const POLL_MS = 2000;
/** A look soon after something was written: its transaction has most likely ended by then. */
const SOON_MS = 25;
/** How long attempts may go on when the process stops, in milliseconds. */
const DRAIN_MS = 5000;

/**
 * Sends what is due. Works beside the items and never instead of them: its own loop, its own bound. Several processes share
 * the table; a row belongs to one until its lease is over, so a message is sent at least once, and twice only when a process
 * dies between sending and recording.
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
    // 60 s by default; the attempt itself has a third of it.
    this.leaseMs = config.leaseSeconds * 2000;
  }

  start(): void {
    if (this.isStarted) return;
    this.isStarted = true;
    this.outbox.onWrite(() => this.schedule(SOON_MS));
    this.schedule(0);
  }

  /** Lets attempts end for a while, then stops them; what was stopped is sent again by whoever comes next. */
  async stop(): Promise<void> {
    if (!this.isStarted) return;
    this.isStarted = false;
    clearTimeout(this.timer);
    await this.polling;
    const late = setTimeout(() => this.stopping.abort(), DRAIN_MS);
    await Promise.all(this.attempts);
    clearTimeout(late);
  }

  /** Looks now: something was made due. */
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
    // It is often called from inside the transaction that wrote something, and looks outside of it.
    this.timer = outsideTransaction(() => setTimeout(() => this.pollAndContinue(), delayMs));
  }

  private pollAndContinue(): void {
    this.polling = this.poll().finally(() => {
      this.polling = undefined;
      this.schedule(this.again ? SOON_MS : POLL_MS);
      this.again = false;
    });
  }

  private async poll(): Promise<void> {
    try {
      while (this.isStarted && !this.places.isFull) {
        const chosen = this.places.choose(await this.store.due(LIMITS.perEndpoint));
        if (chosen.length === 0) return;
        const taken = await this.store.claim(
          chosen.map(({ id }) => id),
          this.leaseMs,
        );
        for (const delivery of taken) this.begin(delivery);
        // Another process took them: it is at work, and what it leaves is found by the next look.
        if (taken.length === 0) return;
      }
    } catch (error) {
      this.log.warn('due webhooks could not be looked for', { error: String(error) });
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
      this.places.note(delivery.endpointId, result.next.status === 'delivered');
      await this.store.record(delivery.id, delivery.attempt, result);
      if (result.isGone) await this.store.disable(delivery);
      const { responseStatus, errorCode, next } = result;
      if (next.status !== 'delivered')
        this.log.warn('a webhook failed', { ...fields, status: responseStatus, code: errorCode, next: next.status });
    } catch (error) {
      if (this.stopping.signal.aborted) await this.store.giveBack(delivery.id, delivery.attempt).catch(() => undefined);
      else this.log.warn('the result of a webhook could not be recorded', { ...fields, error: String(error) });
    }
  }
}
