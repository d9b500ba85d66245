import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsString, MaxLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from './webhook-delivery.entity.js';
import { WEBHOOK_EVENTS, type WebhookEvent } from './webhook-event.js';
import type { DeliveryRow, EndpointRow } from './webhook-store.js';
import { IsStoredErrorCode } from '../../platform/http/error-body.dto.js';

/** An endpoint to register. */
export class NewWebhookDto {
  /**
   * URL to send to, at most 2,048 characters: https, and a public address unless the operator allows more.
   * @example "https://example.com/hooks/batches"
   */
  @IsString()
  @MaxLength(2048)
  url!: string;

  /** The events to send; all of them when omitted. */
  @ApiProperty({ enum: WEBHOOK_EVENTS, isArray: true })
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_EVENTS.length)
  @ArrayUnique()
  @IsIn(WEBHOOK_EVENTS, { each: true })
  events?: WebhookEvent[];

  /**
   * At most 200 characters.
   * @example "order desk"
   */
  @Optional()
  @IsString()
  @MaxLength(200)
  description?: string;
}

/** An endpoint, without its secret. */
export class WebhookViewDto {
  /**
   * Id of the endpoint.
   * @example "0f0a6a52-3c0f-4f5e-9d55-3a1f2b1a7a10"
   */
  id!: string;

  /** Id of the user it belongs to. */
  owner_id!: number;

  /** null for the endpoint whose secret signs messages to the `webhook_url` of your batches. */
  url!: string | null;

  /** The events it is told. */
  @ApiProperty({ enum: WEBHOOK_EVENTS, isArray: true })
  events!: string[];

  /** Caller-defined text. */
  description!: string | null;

  /** When the endpoint was disabled, because its receiver answered 410 Gone; null while it is enabled. */
  disabled_at!: string | null;

  /** Why it is disabled; null while it is not. */
  disabled_reason!: string | null;

  /** When it was registered. */
  created_at!: string;

  static from(row: EndpointRow): WebhookViewDto {
    return {
      id: row.id,
      owner_id: row.ownerId,
      url: row.url,
      events: [...row.events],
      description: row.description,
      disabled_at: row.disabledAt?.toISOString() ?? null,
      disabled_reason: row.disabledReason,
      created_at: row.createdAt.toISOString(),
    };
  }
}

/** An endpoint with its new secret. */
export class WebhookSecretDto extends WebhookViewDto {
  /**
   * Secret for verifying messages with any Standard Webhooks library; shown in this answer only.
   * @example "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
   */
  secret!: string;
}

/** All endpoints of the caller, at most eleven: ten registered ones and the one for the `webhook_url` of batches. */
export class WebhookListDto {
  /** All endpoints of the caller. */
  results!: WebhookViewDto[];
}

/** One message to one endpoint. */
export class DeliveryViewDto {
  /** Number of the delivery. */
  id!: number;

  /**
   * The `webhook-id` of every attempt.
   * @example "msg_0f0a6a52-3c0f-4f5e-9d55-3a1f2b1a7a10"
   */
  message_id!: string;

  /**
   * The event it tells.
   * @example "batch.completed"
   */
  @ApiProperty({ enum: [...WEBHOOK_EVENTS, 'webhook.test'] })
  event!: string;

  /** Public id of the batch; null for a test message. */
  batch_id!: string | null;

  /** State of the delivery. */
  @ApiProperty({ enum: DELIVERY_STATUSES })
  status!: DeliveryStatus;

  /** Attempts since the delivery was created or redelivered, including one that is under way. */
  attempts!: number;

  /** null when no further attempt follows. */
  next_attempt_at!: string | null;

  /** When it was last sent; null before. */
  last_attempt_at!: string | null;

  /** HTTP status of the last attempt; null when there was no answer. */
  response_status!: number | null;

  /** Error code of the last attempt; null when it did not fail. */
  @IsStoredErrorCode()
  error_code!: string | null;

  /** Body of the message. */
  payload!: Record<string, unknown>;

  /** When the endpoint accepted it; null before. */
  delivered_at!: string | null;

  /** When the event occurred. */
  created_at!: string;

  static from(row: DeliveryRow): DeliveryViewDto {
    return {
      id: row.id,
      message_id: `msg_${row.messageId}`,
      event: row.event,
      batch_id: row.batchPublicId,
      status: row.status,
      attempts: row.attempts,
      next_attempt_at: row.status === 'pending' ? row.nextAttemptAt.toISOString() : null,
      last_attempt_at: row.lastAttemptAt?.toISOString() ?? null,
      response_status: row.responseStatus,
      error_code: row.errorCode,
      payload: row.payload,
      delivered_at: row.deliveredAt?.toISOString() ?? null,
      created_at: row.createdAt.toISOString(),
    };
  }
}

/** A page of deliveries, newest first. */
export class DeliveryListDto {
  /** The deliveries of the page. */
  results!: DeliveryViewDto[];

  /** Pass it as `cursor` to get the next page; null on the last page. */
  next_cursor!: number | null;
}
