import type { LifecycleEvent } from '../model/status/lifecycle-event.js';

/** The events that an endpoint can subscribe to. */
export const WEBHOOK_EVENTS = [
  'batch.started',
  'batch.progress',
  'batch.items_failed',
  'batch.items_flagged',
  'batch.completed',
  'batch.partial',
  'batch.failed',
  'batch.cancelled',
] as const;

/** Events of which an unsent message is merged with, or replaced by, the next one of the same batch. */
export const MERGED_EVENTS = "('batch.progress', 'batch.items_failed', 'batch.items_flagged')";
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** The webhook event of each lifecycle event; lifecycle events that are not listed send no webhook. */
export const EVENT_OF: Readonly<Partial<Record<LifecycleEvent, WebhookEvent>>> = {
  started: 'batch.started',
  completed: 'batch.completed',
  partial: 'batch.partial',
  failed: 'batch.failed',
  cancelled: 'batch.cancelled',
};
