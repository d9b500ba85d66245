import { ERRORS, type ItemError } from '../../platform/errors/app-error.js';
import type { BatchRow } from './batch-queries.js';
import { progress, successRate } from '../model/counters.js';
import type { ItemRow } from './item-queries.js';
import { NO_THROUGHPUT, type Throughput } from './throughput.js';
import {
  BATCH_STATUSES,
  ITEM_STATUSES,
  PRIORITIES,
  type BatchStatus,
  type ItemStatus,
  type Priority,
} from '../model/batch-status.js';
import { KINDS, type KindName } from '../model/kind.js';
import { ApiProperty } from '@nestjs/swagger';

/** How many items are in which state; `total` is their sum at every instant. */
export class CountersDto {
  /** @example 3 */
  total!: number;

  /** @example 0 */
  pending!: number;

  /** @example 0 */
  running!: number;

  /** @example 2 */
  succeeded!: number;

  /** @example 1 */
  failed!: number;

  /** @example 0 */
  cancelled!: number;
}

/** A batch of any kind, as it stands. */
export class BatchViewDto {
  /**
   * Public id: an integer, a UUID or `batch_YYYYMMDD_xxxxxx`, after its kind.
   * @example "019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11"
   */
  id!: string;

  @ApiProperty({ enum: KINDS })
  kind!: KindName;

  /** User id of who submitted it. */
  owner_id!: number;

  /** @example "Friday price changes" */
  name!: string | null;

  /** `completed` = every item succeeded, `failed` = none did, `partial` = mixed. */
  @ApiProperty({ enum: BATCH_STATUSES })
  status!: BatchStatus;

  @ApiProperty({ enum: PRIORITIES })
  priority!: Priority;

  /** All items or none. */
  atomic!: boolean;

  /**
   * Items that run at once, over all processes; one after another when 1.
   * @example 5
   */
  max_concurrent!: number;

  counters!: CountersDto;

  /**
   * Items that ended, in per cent.
   * @example 100
   */
  progress!: number;

  /**
   * Successes of the items that succeeded or failed, in per cent.
   * @example 66.67
   */
  success_rate!: number;

  /** Items that ended per second, of the last five minutes; null in lists, and until three ended. */
  rate_per_second!: number | null;

  /** When the last item will have ended at the present rate; null when nothing can be said. */
  estimated_completion!: string | null;

  /**
   * The options it was submitted with.
   * @example { "strict": false }
   */
  options!: Record<string, unknown>;

  /** The caller's own data. */
  metadata!: Record<string, unknown> | null;

  webhook_url!: string | null;

  /** Grows with every change. */
  revision!: number;

  created_at!: string;

  /** null while it waits for the first time. */
  started_at!: string | null;

  /** null until its last item ended. */
  completed_at!: string | null;

  updated_at!: string;

  static from(row: BatchRow, pace: Throughput = NO_THROUGHPUT): BatchViewDto {
    const { total, pending, running, succeeded, failed, cancelled } = row;
    const counters = { total, pending, running, succeeded, failed, cancelled };
    return {
      id: row.publicId,
      kind: row.kind,
      owner_id: row.ownerId,
      name: row.name,
      status: row.status,
      priority: row.priority,
      atomic: row.isAtomic,
      max_concurrent: row.maxConcurrent,
      counters,
      progress: progress(counters, 2),
      success_rate: successRate(counters, 2),
      rate_per_second: pace.ratePerSecond,
      estimated_completion: pace.estimatedCompletion?.toISOString() ?? null,
      options: row.options,
      metadata: row.metadata,
      webhook_url: row.webhookUrl,
      revision: row.revision,
      created_at: row.createdAt.toISOString(),
      started_at: row.startedAt?.toISOString() ?? null,
      completed_at: row.completedAt?.toISOString() ?? null,
      updated_at: row.updatedAt.toISOString(),
    };
  }
}

/** A page of batches, newest first. */
export class BatchListDto {
  results!: BatchViewDto[];

  /** Give it as `cursor` for the next page; null on the last one. */
  next_cursor!: string | null;

  /** How many match in all; only with `total=true`. */
  total?: number;

  /** true: there are more than `total` says, counting stopped there. */
  total_is_capped?: boolean;
}

/** Why an item failed or was cancelled. */
export class ItemErrorDto {
  /** @example "DUPLICATE_ID" */
  code!: string;

  /** @example "The id \"contact-001\" is stored already." */
  message!: string;

  /** @example "ValueError" */
  type!: string;

  /** Whether trying again can help. */
  retryable!: boolean;

  /** @example {} */
  details!: Record<string, unknown>;

  static from({ code, message, details }: ItemError): ItemErrorDto {
    const spec = ERRORS[code];
    const retryable = spec.class === 'transient' || spec.class === 'throttled';
    return { code, message, type: spec.type, retryable, details: { ...details } };
  }
}

/** One try of an item that failed, or that ended an item which was opened again. */
export class AttemptDto {
  /** @example 1 */
  number!: number;

  started_at!: string | null;

  ended_at!: string | null;

  /** Why it failed; null for a success. */
  error!: ItemErrorDto | null;

  /** What it ran with, where a retry corrected that; null where the input stayed. */
  input!: Record<string, unknown> | null;

  static from(log: Readonly<Record<string, unknown>>): AttemptDto {
    const { number, started_at: startedAt, ended_at: endedAt, error, input } = log;
    return {
      number: Number(number),
      started_at: iso(startedAt),
      ended_at: iso(endedAt),
      error: error === null || error === undefined ? null : ItemErrorDto.from(error as ItemError),
      input: (input ?? null) as Record<string, unknown> | null,
    };
  }
}

/** An instant out of a JSON column, where PostgreSQL writes it with microseconds and an offset. */
const iso = (value: unknown): string | null => (typeof value === 'string' ? new Date(value).toISOString() : null);

/** One item of a batch, with its outcome. */
export class ItemViewDto {
  /** Zero-based position in the submission. */
  index!: number;

  /** The caller's own name for the item. */
  ref!: string | null;

  /** The caller's own data. */
  metadata!: Record<string, unknown> | null;

  @ApiProperty({ enum: ITEM_STATUSES })
  status!: ItemStatus;

  /** What was submitted. */
  input!: Record<string, unknown>;

  /** What came of it; null unless it succeeded. */
  output!: Record<string, unknown> | null;

  /** null unless it failed or was cancelled. */
  error!: ItemErrorDto | null;

  started_at!: string | null;

  ended_at!: string | null;

  /**
   * Tries so far, those before a retry included.
   * @example 1
   */
  attempts!: number;

  /** Parked until then, to be tried again; null unless it waits for its time. */
  run_at!: string | null;

  /** Why it is parked. */
  wait_reason!: string | null;

  /** What it is at, in the words of its kind. */
  step!: string | null;

  /** What its handler warns of. */
  warnings!: string[];

  /** Tries that failed, and what they were before the item was opened again, oldest first. */
  attempt_log!: AttemptDto[];

  static from(row: ItemRow): ItemViewDto {
    return {
      index: row.index,
      ref: row.ref,
      metadata: row.metadata,
      status: row.status,
      input: row.input,
      output: row.output,
      error: row.error === null ? null : ItemErrorDto.from(row.error),
      started_at: row.startedAt?.toISOString() ?? null,
      ended_at: row.endedAt?.toISOString() ?? null,
      attempts: row.attempts,
      run_at: row.runAt?.toISOString() ?? null,
      wait_reason: row.waitReason,
      step: row.step,
      warnings: [...(row.warnings ?? [])],
      attempt_log: (row.attemptLog ?? []).map(AttemptDto.from),
    };
  }
}

/** A page of items in input order. */
export class ItemListDto {
  results!: ItemViewDto[];

  /** Give it as `cursor` for the next page; null on the last one. */
  next_cursor!: number | null;
}
