import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { IsStoredErrorCode } from '../../platform/http/error-body.dto.js';
import { Optional } from '../../platform/http/optional.js';
import { PageQueryDto } from '../../platform/http/page-query.dto.js';
import { PRIORITIES, type Priority } from '../model/status/batch-status.js';
import { BatchFilterDto } from '../read/batch-list.dto.js';
import type { ActionCount, ActionRow, RefusedBatch } from './action-store.js';
import {
  ACTION_STATUSES,
  type ActionStatus,
  BATCH_ACTIONS,
  type BatchActionName,
  MAX_NAMED_BATCHES,
} from './batch-action.js';

/** An action on many batches, chosen by a filter or named: exactly one of both. */
export class NewBatchActionDto {
  /** What to do to each batch: the same as the single control. `retry` runs the failed items again, and no others. */
  @ApiProperty({ enum: BATCH_ACTIONS })
  @IsIn(BATCH_ACTIONS)
  action!: BatchActionName;

  /** The new priority; with the action `priority` only, which needs it. */
  @Optional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  /**
   * The batches that match all that is given, as the list of batches would show them; at least one field, and at most
   * 100,000 batches.
   * @example { "status": "failed" }
   */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => BatchFilterDto)
  filter?: BatchFilterDto;

  /**
   * Ids of 1 to 1,000 batches.
   * @example ["019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11"]
   */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_NAMED_BATCHES)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  ids?: string[];

  /** Only counts the batches; nothing is stored or done. Default false. */
  @Optional()
  @IsBoolean()
  dry_run?: boolean;

  /**
   * Why, for whoever reads it later; 1 to 500 characters.
   * @example "The provider is down until Monday."
   */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  @Matches(/\S/, { message: '$property must not be blank' })
  reason?: string;
}

/** How many batches an action would be for; nothing was stored. */
export class BatchActionCountDto {
  /** Always true. */
  dry_run!: boolean;

  /** What would be done. */
  @ApiProperty({ enum: BATCH_ACTIONS })
  action!: BatchActionName;

  /**
   * Batches that it would be for: those that match, or all that are named.
   * @example 12
   */
  matched!: number;

  /**
   * Those among them that it would change as they are now; the others would be refused, or are so already.
   * @example 9
   */
  actionable!: number;

  /**
   * Those that exist by their present status.
   * @example { "failed": 9, "completed": 3 }
   */
  by_status!: Record<string, number>;

  static from(action: BatchActionName, { matched, actionable, byStatus }: ActionCount): BatchActionCountDto {
    return { dry_run: true, action, matched, actionable, by_status: { ...byStatus } };
  }
}

/** Who asked for an action. */
export class ActionRequesterDto {
  /** Id of the user. */
  user_id!: number;

  /**
   * Id of the API key, whose rights are asked for again before each batch.
   * @example "k_3f9a1c7e20b4"
   */
  key_id!: string;
}

/** Why an action was stopped. */
export class ActionStopDto {
  /** Error code. */
  @IsStoredErrorCode()
  code!: string;

  /**
   * What happened, for a person.
   * @example "The API key that asked for it no longer works."
   */
  message!: string;
}

/** A batch that an action did not change. */
export class ActionRefusalDto {
  /**
   * Id of the batch.
   * @example "019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11"
   */
  batch_id!: string;

  /** Error code, as the single control would have answered. */
  @IsStoredErrorCode()
  code!: string;

  /**
   * Why, for a person.
   * @example "The batch has already ended: it is completed."
   */
  message!: string;
}

/** An action on many batches and how far it is. */
export class BatchActionDto {
  /**
   * Id of the action.
   * @example "019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d12"
   */
  id!: string;

  /** What is done to each batch. */
  @ApiProperty({ enum: BATCH_ACTIONS })
  action!: BatchActionName;

  /** The new priority; null unless the action is `priority`. */
  @ApiProperty({ type: 'string', enum: PRIORITIES, nullable: true })
  priority!: Priority | null;

  /**
   * Final states: `completed` = every batch is done or refused, `cancelled` = ended by a person, `stopped` = see
   * `stop_reason`.
   */
  @ApiProperty({ enum: ACTION_STATUSES })
  status!: ActionStatus;

  /**
   * The filter as it was sent; null when the batches were named.
   * @example { "status": "failed" }
   */
  filter!: Record<string, unknown> | null;

  /** Why, as it was sent. */
  reason!: string | null;

  /**
   * Batches that it is for, chosen when it was asked for.
   * @example 12
   */
  matched!: number;

  /**
   * Those that were changed, or were so already.
   * @example 9
   */
  done!: number;

  /**
   * Those that were refused.
   * @example 3
   */
  refused!: number;

  /**
   * Those that are still to come.
   * @example 0
   */
  remaining!: number;

  /** Who asked for it. */
  requested_by!: ActionRequesterDto;

  /** Why it was stopped; null unless it was. */
  stop_reason!: ActionStopDto | null;

  /** The first 100 batches that were refused; empty in lists. */
  refusals!: ActionRefusalDto[];

  /** When it was asked for. */
  created_at!: string;

  /** null until a process first works on it. */
  started_at!: string | null;

  /** null until it has ended. */
  ended_at!: string | null;

  static from(row: ActionRow, refusals: readonly RefusedBatch[] = []): BatchActionDto {
    return {
      id: row.publicId,
      action: row.action,
      priority: row.priority,
      status: row.status,
      filter: row.filter,
      reason: row.reason,
      matched: row.matched,
      done: row.done,
      refused: row.refused,
      remaining: row.matched - row.done - row.refused,
      requested_by: { user_id: row.ownerId, key_id: row.keyId },
      stop_reason: row.stopReason,
      refusals: refusals.map(({ batch, code, message }) => ({ batch_id: batch, code, message })),
      created_at: row.createdAt.toISOString(),
      started_at: row.startedAt?.toISOString() ?? null,
      ended_at: row.endedAt?.toISOString() ?? null,
    };
  }
}

/** Filters of the list of actions. */
export class BatchActionListQueryDto extends PageQueryDto {
  /** Only actions in this state. */
  @Optional()
  @IsIn(ACTION_STATUSES)
  status?: ActionStatus;
}

/** A page of actions, newest first. */
export class BatchActionListDto {
  /** The actions of the page. */
  results!: BatchActionDto[];

  /** Pass it as `cursor` to get the next page; null on the last page. */
  next_cursor!: string | null;
}
