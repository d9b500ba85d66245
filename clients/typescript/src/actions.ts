import { type Caller, keyed } from './caller.js';
import type { Answer, CallOptions, JsonBody, Query } from './operations.js';
import { pause } from './pause.js';
import type { components } from './schema.js';
import type { SubmitOptions } from './submission.js';

/** An action on many batches, and how far it is. */
export type BatchAction = components['schemas']['BatchAction'];
/** For how many batches an action would be. */
export type BatchActionCount = components['schemas']['BatchActionCount'];
/** What to do with which batches: `filter` or `ids`. */
export type NewBatchAction = Omit<JsonBody<'startBatchAction'>, 'dry_run'>;

const ENDED: readonly BatchAction['status'][] = ['completed', 'cancelled', 'stopped'];

/** Cancels, pauses, resumes, retries, deletes or reprioritises many batches as one piece of work. */
export class Actions {
  constructor(private readonly caller: Caller) {}

  /** For how many batches an action would be; nothing is done. */
  async count(action: NewBatchAction, options: CallOptions = {}): Promise<BatchActionCount> {
    const json = { ...action, dry_run: true };
    return (await this.caller.call('startBatchAction', { json, isRepeatable: true, ...options })) as BatchActionCount;
  }

  /** Starts an action. A call that is repeated for a lost answer starts one only. */
  async start(action: NewBatchAction, options: SubmitOptions = {}): Promise<BatchAction> {
    return (await this.caller.call('startBatchAction', { json: action, ...keyed(options) })) as BatchAction;
  }

  get(id: string, options: CallOptions = {}): Promise<BatchAction> {
    return this.caller.call('getBatchAction', { path: { id }, ...options });
  }

  /** One page of actions, newest first. */
  list(query: Query<'listBatchActions'> = {}, options: CallOptions = {}): Promise<Answer<'listBatchActions'>> {
    return this.caller.call('listBatchActions', { query, ...options });
  }

  /** Ends an action where it is; what is done stays done. */
  cancel(id: string, options: CallOptions = {}): Promise<BatchAction> {
    return this.caller.call('cancelBatchAction', { path: { id }, isRepeatable: true, ...options });
  }

  /**
   * Asks until an action has ended, every `pollMs` (1,000 unless told). Abort the signal to stop waiting; the action
   * runs on.
   */
  async wait(
    id: string,
    {
      pollMs = 1000,
      onProgress,
      ...options
    }: CallOptions & { readonly pollMs?: number; readonly onProgress?: (action: BatchAction) => void } = {},
  ): Promise<BatchAction> {
    for (;;) {
      const action = await this.get(id, options);
      onProgress?.(action);
      if (ENDED.includes(action.status)) return action;
      await pause(pollMs, options.signal);
    }
  }
}
