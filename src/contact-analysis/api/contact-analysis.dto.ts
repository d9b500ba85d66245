import { ApiProperty } from '@nestjs/swagger';
import { TransactionalExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { PRIORITIES, type Priority } from '../../batch/model/status/batch-status.js';
import { Fraction } from '../../platform/http/fraction.js';
import { IsErrorCode } from '../../platform/http/error-body.dto.js';

/** One contact to insert. */
export class ContactItemDto {
  /**
   * Id of the contact, unique among the owner's contacts: a string of 1 to 255 characters or an integer, which is
   * stored as a string.
   * @example "contact-001"
   */
  @ApiProperty({ oneOf: [{ type: 'string', minLength: 1, maxLength: 255 }, { type: 'integer' }] })
  id!: string;

  /**
   * The fields of the contact. `name`, `email`, `phone`, `company`, `position`, `source`, `score`, `sentiment`, `tags`
   * and `notes` have columns of their own; other fields are stored unchanged. `id` and `priority` in here are
   * overridden by those of the item; `owner_id`, `batch_id` and `created_at` fail the item.
   * @example { "name": "Ana Souza", "email": "ana@example.com", "company": "Acme", "score": 0.87 }
   */
  data!: Record<string, unknown>;

  /**
   * 1 (low) to 10 (urgent), or one of low (1), normal (5), high (8), urgent (10); 5 when not given.
   * @example 5
   */
  @ApiProperty({
    oneOf: [
      { type: 'integer', minimum: 1, maximum: 10 },
      { type: 'string', enum: [...PRIORITIES] },
    ],
  })
  priority?: number | Priority;

  /**
   * The caller's own name for the item, at most 200 characters; returned in results and exports.
   * @example "row 2"
   */
  ref?: string;

  /**
   * The caller's own data; returned unchanged and not interpreted.
   * @example { "sheet": "leads" }
   */
  metadata?: Record<string, unknown>;
}

/** Contacts to insert in one statement. */
export class ContactBatchDto extends TransactionalExtrasDto {
  /** 1 to 1,000 contacts. */
  items!: ContactItemDto[];
}

/** Why an item was not inserted. */
export class ContactErrorDto {
  /**
   * Error code.
   * @example "DUPLICATE_ID"
   */
  @IsErrorCode()
  code!: string;

  /**
   * What is wrong, for a person.
   * @example "The id contact-001 is stored already."
   */
  message!: string;
}

/** Result for one contact. */
export class ContactResultDto {
  /**
   * Id of the inserted row; the submitted id when the item failed.
   * @example "contact-001"
   */
  id!: string;

  /**
   * `success` or `error`.
   * @example "success"
   */
  status!: 'success' | 'error';

  /**
   * Result of the insert; null when the item failed.
   * @example { "message": "Inserted successfully" }
   */
  result!: Record<string, unknown> | null;

  /**
   * The item's share of the processing time of the batch, in milliseconds.
   * @example 0.042
   */
  @Fraction()
  processing_time_ms!: number;

  /** Why the item failed; only for a failed item. */
  error?: ContactErrorDto;

  /** The item's `ref`. */
  ref?: string;

  /** The item's `metadata`. */
  metadata?: Record<string, unknown>;
}

/** Result of a batch of contacts. */
export class ContactBatchResultDto {
  /**
   * Id of the batch; null in a dry run.
   * @example "019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11"
   */
  batch_id!: string | null;

  /**
   * Contacts submitted.
   * @example 1
   */
  total!: number;

  /**
   * Contacts inserted.
   * @example 1
   */
  successful!: number;

  /**
   * Contacts that failed.
   * @example 0
   */
  failed!: number;

  /** One result per item, in the order of the request. */
  results!: ContactResultDto[];

  /**
   * Processing time of the whole batch in milliseconds.
   * @example 4.21
   */
  @Fraction()
  processing_time_ms!: number;
}
