import { IsBoolean, IsIn, IsObject, IsString, IsUrl, MaxLength, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { PRIORITIES, type Priority } from '../model/status/batch-status.js';
import type { BatchExtras } from '../model/items/submission.js';

/** Optional fields of a batch of any kind. */
export class BatchExtrasDto {
  /**
   * Caller-defined name of the batch, 1 to 200 characters; lists can be searched by it.
   * @example "Friday price changes"
   */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  /**
   * URL of at most 2,048 characters to which the batch's webhooks are sent, besides the registered endpoints.
   * @example "https://example.com/hooks/batches"
   */
  @Optional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2048)
  webhook_url?: string;

  /**
   * Caller-defined data, returned unchanged.
   * @example { "ticket": "OPS-4711" }
   */
  @Optional()
  @IsObject()
  metadata?: Record<string, unknown>;
}

/** Optional fields of a batch of a transactional kind. */
export class TransactionalExtrasDto extends BatchExtrasDto {
  /** true: all items or none, in one transaction; then at most 5,000 items. Default false. */
  @Optional()
  @IsBoolean()
  atomic?: boolean;

  /** Order in which waiting batches run; without effect on a batch that runs within its request. Default `normal`. */
  @Optional()
  @IsIn(PRIORITIES)
  priority?: Priority;
}

/** Converts the optional fields of an envelope to the batch module's type. */
export function toExtras(dto: BatchExtrasDto & Partial<TransactionalExtrasDto>): BatchExtras {
  return {
    ...definedOnly({
      name: dto.name,
      webhookUrl: dto.webhook_url,
      metadata: dto.metadata,
      atomic: dto.atomic,
      priority: dto.priority,
    }),
  };
}
