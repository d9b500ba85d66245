import type { LifecycleEvent } from '../model/lifecycle-event.js';

/** What an endpoint can be told of. */
export const WEBHOOK_EVENTS = [
  'batch.started',
  'batch.progress',
  'batch.items_failed',
  'batch.completed',
  'batch.partial',
  'batch.failed',
  'batch.cancelled',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Which event tells of what happened to a batch as a whole; what is not here is told to nobody. */
export const EVENT_OF: Readonly<Partial<Record<LifecycleEvent, WebhookEvent>>> = {
  started: 'batch.started',
  completed: 'batch.completed',
  partial: 'batch.partial',
  failed: 'batch.failed',
  cancelled: 'batch.cancelled',
};
