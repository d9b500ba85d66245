import { type ItemError, specOf } from '../../platform/errors/app-error.js';
import type { BatchRow } from './batch-queries.js';
import { progress, successRate } from '../model/status/counters.js';
import type { ItemRow } from './item-queries.js';
import { NO_THROUGHPUT, type Throughput } from './throughput.js';
import {
  BATCH_STATUSES,
  ITEM_STATUSES,
  PRIORITIES,
  type BatchStatus,
  type ItemStatus,
  type Priority,
} from '../model/status/batch-status.js';
import { KINDS } from '../model/kinds/declared-kinds.js';
import type { KindName } from '../model/kinds/kind.js';
import { ApiProperty } from '@nestjs/swagger';
import { Fraction } from '../../platform/http/fraction.js';
import { IsStoredErrorCode, IsErrorType } from '../../platform/http/error-body.dto.js';

/** Number of items by state; `total` is always the sum of the others. */
export class CountersDto {
  /**
   * All items.
   * @example 3
   */
  total!: number;

  /**
   * Items that wait.
   * @example 0
   */
  pending!: number;

  /**
   * Items that run.
   * @example 0
   */
  running!: number;

  /**
   * Items that succeeded.
   * @example 2
   */
  succeeded!: number;

  /**
   * Items that failed.
   * @example 1
   */
  failed!: number;

  /**
   * Items that were cancelled.
   * @example 0
   */
  cancelled!: number;
}

/** The current state of a batch of any kind. */
export class BatchViewDto {
  /**
   * Public id: an integer, a UUID or `batch_YYYYMMDD_xxxxxxxxxx`, depending on the kind.
   * @example "019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11"
   */
  id!: string;

  /** What its items are. */
  @ApiProperty({ type: 'string', enum: KINDS })
  kind!: KindName;

  /** Id of the user who submitted the batch. */
  owner_id!: number;

  /**
   * Caller-defined name.
   * @example "Friday price changes"
   */
  name!: string | null;

  /** Final states: `completed` = every item succeeded, `failed` = none did, `partial` = some did, `cancelled`. */
  @ApiProperty({ enum: BATCH_STATUSES })
  status!: BatchStatus;

  /** Order in which waiting batches run. */
  @ApiProperty({ enum: PRIORITIES })
  priority!: Priority;

  /** Whether the batch takes effect as a whole: if one item fails, nothing is written. */
  atomic!: boolean;

  /**
   * Most items that run at once, over all processes; 1 runs them one after the other.
   * @example 5
   */
  max_concurrent!: number;

  /** Items by state. */
  counters!: CountersDto;

  /**
   * Share of the items that have ended, in per cent with two decimals.
   * @example 100
   */
  @Fraction()
  progress!: number;

  /**
   * Share of successes among the items that succeeded or failed, in per cent with two decimals; 0 when there are none.
   * @example 66.67
   */
  @Fraction()
  success_rate!: number;

  /** Items that ended per second during the last 5 minutes; null in lists, and until three items have ended. */
  @Fraction()
  rate_per_second!: number | null;

  /** Estimated end of the batch at this rate; null when the rate is. */
  estimated_completion!: string | null;

  /**
   * The options that the batch was submitted with, including defaults.
   * @example { "strict": false }
   */
  options!: Record<string, unknown>;

  /** Caller-defined data, returned unchanged. */
  metadata!: Record<string, unknown> | null;

  /** Where its webhooks are sent besides the registered endpoints. */
  webhook_url!: string | null;

  /** Whether it gets further items, in parts, until it is sealed. */
  is_open!: boolean;

  /** When it ends if it is not sealed before; null unless `is_open`. */
  seal_by!: string | null;

  /** Why it ended otherwise than by its items, such as a seal that never came; null when it did not. */
  end_reason!: string | null;

  /** Increases with every change of the batch. */
  revision!: number;

  /** When it was submitted. */
  created_at!: string;

  /** null until a worker first starts the batch. */
  started_at!: string | null;

  /** null until the batch has ended. */
  completed_at!: string | null;

  /** When it last changed. */
  updated_at!: string;

  static from(row: BatchRow, throughput: Throughput = NO_THROUGHPUT): BatchViewDto {
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
      rate_per_second: throughput.ratePerSecond,
      estimated_completion: throughput.estimatedCompletion?.toISOString() ?? null,
      options: row.options,
      metadata: row.metadata,
      webhook_url: row.webhookUrl,
      is_open: row.sealBy !== null,
      seal_by: row.sealBy?.toISOString() ?? null,
      end_reason: row.endReason,
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
  /** The batches of the page. */
  results!: BatchViewDto[];

  /** Pass it as `cursor` to get the next page; null on the last page. */
  next_cursor!: string | null;

  /** Number of all matching batches, at most 10,000; only with `total=true`. */
  total?: number;

  /** Whether there are more matching batches than `total`; only with `total=true`. */
  total_is_capped?: boolean;
}

/** Why an item failed or was cancelled. */
export class ItemErrorDto {
  /**
   * Error code.
   * @example "DUPLICATE_ID"
   */
  @IsStoredErrorCode()
  code!: string;

  /**
   * What is wrong, for a person.
   * @example "The id contact-001 is stored already."
   */
  message!: string;

  /**
   * Class of the error.
   * @example "ValueError"
   */
  @IsErrorType()
  type!: string;

  /** Whether the error is temporary, so that a retry may succeed. */
  retryable!: boolean;

  /**
   * Further facts, by the code.
   * @example {}
   */
  details!: Record<string, unknown>;

  static from({ code, message, details }: ItemError): ItemErrorDto {
    const spec = specOf(code);
    const retryable = spec.class === 'transient' || spec.class === 'throttled';
    return { code, message, type: spec.type, retryable, details: { ...details } };
  }
}

/** A failed attempt at an item, or the last attempt before the item was retried. */
export class AttemptDto {
  /**
   * Number of the attempt, from 1.
   * @example 1
   */
  number!: number;

  /** When it started. */
  started_at!: string | null;

  /** When it ended. */
  ended_at!: string | null;

  /** Why the attempt failed; null when it succeeded. */
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

/** Converts a time of a JSON column, which PostgreSQL writes with microseconds and an offset. */
const iso = (value: unknown): string | null => (typeof value === 'string' ? new Date(value).toISOString() : null);

/** One item of a batch, with its result. */
export class ItemViewDto {
  /** Zero-based position in the submission. */
  index!: number;

  /** Caller-defined name of the item. */
  ref!: string | null;

  /** Caller-defined data, returned unchanged. */
  metadata!: Record<string, unknown> | null;

  /** State of the item. */
  @ApiProperty({ enum: ITEM_STATUSES })
  status!: ItemStatus;

  /** The input as submitted, or as corrected by a retry. */
  input!: Record<string, unknown>;

  /** The result; null unless the item succeeded. */
  output!: Record<string, unknown> | null;

  /** null unless the item failed or was cancelled. */
  error!: ItemErrorDto | null;

  /** When its last attempt started; null before. */
  started_at!: string | null;

  /** When it ended; null before. */
  ended_at!: string | null;

  /**
   * Tries so far, those before a retry included.
   * @example 1
   */
  attempts!: number;

  /** When the next attempt is due; null unless the item waits for it. */
  run_at!: string | null;

  /** Why the item waits: until `run_at`, or until the module of its kind is loaded; null unless it does. */
  wait_reason!: string | null;

  /** Name of the step that the item is in, defined by its kind; null when there is none. */
  step!: string | null;

  /** Warnings of the handler about the item. */
  warnings!: string[];

  /**
   * The newest 20 failed attempts and attempts before a retry, oldest first; `attempts` counts those no longer kept. An
   * error of more than 4 KiB is kept without its details, an input of more than 8 KiB as `{truncated, beginning}`.
   */
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
  /** The items of the page. */
  results!: ItemViewDto[];

  /** Pass it as `cursor` to get the next page; null on the last page. */
  next_cursor!: number | null;

  /** Only with `q`: whether the time was up before all was looked at. What took too long itself is left out. */
  truncated?: boolean;
}
