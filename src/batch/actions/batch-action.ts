import type { Priority } from '../model/status/batch-status.js';

/** What can be done to many batches at once; each is what the single control of that name does. */
export const BATCH_ACTIONS = ['cancel', 'pause', 'resume', 'retry', 'delete', 'priority'] as const;
export type BatchActionName = (typeof BATCH_ACTIONS)[number];

/** `stopped`: it went no further because its key may not any more; `cancelled`: a person ended it. */
export const ACTION_STATUSES = ['pending', 'running', 'completed', 'cancelled', 'stopped'] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** Most batches of one action; of more, the filter has to be narrowed. */
export const MAX_ACTION_BATCHES = 100_000;
/** Most batches that a caller can name. */
export const MAX_NAMED_BATCHES = 1000;
/** Most actions of an owner that have not ended: each keeps the ids of its batches. */
export const MAX_OPEN_ACTIONS = 20;
/** Refusals that an action shows. */
export const SHOWN_REFUSALS = 100;

/** An action to be done. */
export interface NewAction {
  readonly action: BatchActionName;
  /** The new priority; only of the action `priority`. */
  readonly priority: Priority | null;
  readonly reason: string | null;
}
