import { IsBoolean, IsIn, IsObject, IsString, IsUrl, MaxLength, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { PRIORITIES, type Priority } from '../model/batch-status.js';
import type { BatchExtras } from '../model/submission.js';

/** What may be sent along with a batch of any kind. */
export class BatchExtrasDto {
  /**
   * The caller's own name for the batch, searchable in lists.
   * @example "Friday price changes"
   */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  /**
   * Where to send the batch's webhooks, besides the registered endpoints.
   * @example "https://example.com/hooks/batches"
   */
  @Optional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  @MaxLength(2048)
  webhook_url?: string;

  /**
   * The caller's own data; echoed and never read.
   * @example { "ticket": "OPS-4711" }
   */
  @Optional()
  @IsObject()
  metadata?: Record<string, unknown>;
}

/** What may be sent along with a batch of a transactional kind. */
export class TransactionalExtrasDto extends BatchExtrasDto {
  /** true: all items or none, in one transaction; then at most 5,000 items. */
  @Optional()
  @IsBoolean()
  atomic?: boolean;

  /** How urgent the batch is when it waits; the synchronous form does not wait. */
  @Optional()
  @IsIn(PRIORITIES)
  priority?: Priority;
}

/** The extras of an envelope in the words of the batch module. */
export function toExtras(dto: BatchExtrasDto & Partial<TransactionalExtrasDto>): BatchExtras {
  return {
    ...(dto.name === undefined ? {} : { name: dto.name }),
    ...(dto.webhook_url === undefined ? {} : { webhookUrl: dto.webhook_url }),
    ...(dto.metadata === undefined ? {} : { metadata: dto.metadata }),
    ...(dto.atomic === undefined ? {} : { atomic: dto.atomic }),
    ...(dto.priority === undefined ? {} : { priority: dto.priority }),
  };
}
