import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { SpendingDto } from '../../batch/spending/spending.dto.js';
import { BatchExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { ROLES, type Role } from '../profile/role-terms.js';
import { Fraction } from '../../platform/http/fraction.js';
import { ProfileOptionsDto } from '../input/profile-options.dto.js';
import { BATCH_STATUSES } from '../../batch/model/status/batch-status.js';

/** A batch of profiles without the list of profiles. */
export class ProfileEnvelopeDto extends IntersectionType(BatchExtrasDto, ProfileOptionsDto) {
  /**
   * Profiles processed concurrently, 1 to 5. Default 3.
   * @example 3
   */
  @IsInt({ message: 'Input should be a valid integer' })
  @Min(1, { message: 'Input should be greater than or equal to 1' })
  @Max(5, { message: 'Input should be less than or equal to 5' })
  @ApiProperty({ required: false })
  max_concurrent: number = 3;
}

/** One profile to ingest. */
export class ProfileItemDto {
  /**
   * Address of the member's page. Country and mobile hosts, locales and query are accepted; company pages are not.
   * @example "https://www.linkedin.com/in/username1/"
   */
  linkedin_url!: string;

  /** The role that the profile is expected to hold; a mismatch adds a warning. */
  @ApiProperty({ enum: ROLES, description: 'The role that the profile is expected to hold; a mismatch is a warning.' })
  suggested_role!: Role;

  /**
   * Name shown instead of the name in the source.
   * @example "Optional Name"
   */
  name?: string;

  /** Whether the companies of the work history are processed too. Default true. */
  include_companies?: boolean;

  /** The caller's own name for the item, at most 200 characters; returned in results and exports. */
  ref?: string;

  /** The caller's own data; returned in results and exports, not interpreted. */
  metadata?: Record<string, unknown>;
}

/** Profiles to ingest. */
export class ProfileBatchDto extends ProfileEnvelopeDto {
  /** 1 to 10 profiles. */
  profiles!: ProfileItemDto[];
}

/**
 * A stored profile, or the reason why it was not stored (then `id` is empty and only `pipeline_metadata` has details).
 */
export class ProfileRowDto {
  /**
   * Id of the profile; empty when it failed.
   * @example "5f2c7a0d-9b1e-8f6a-8c3d-2e1f0a9b8c7d"
   */
  id!: string;

  /**
   * Name of the person.
   * @example "Profile Name"
   */
  name!: string;

  /**
   * Address as submitted.
   * @example "https://www.linkedin.com/in/username1/"
   */
  url!: string;

  /**
   * Current position.
   * @example "Chief Technology Officer"
   */
  position!: string;

  /** Text about the person. */
  about!: string;

  /** Work history. */
  experience?: Record<string, unknown>[];

  /** Education. */
  education?: Record<string, unknown>[];

  /** Certificates. */
  certifications?: Record<string, unknown>[];

  /** Companies of the work history, each with at least `id` and `company_name`. */
  companies_processed?: Record<string, unknown>[];

  /**
   * `pipeline_id`, `companies_found`, `has_embeddings`, `processing_time`; for a failed profile `status` and `errors`.
   */
  pipeline_metadata!: Record<string, unknown>;

  /**
   * When the row was made.
   * @example "2023-12-07T10:30:00Z"
   */
  created_at!: string;

  /** The `ref` of the submitted item. */
  ref?: string;

  /** The `metadata` of the submitted item. */
  metadata?: Record<string, unknown>;
}

/** Results of a batch of profiles. */
export class ProfileBatchResultDto {
  /** Id of the batch; null in a dry run. */
  batch_id!: string | null;

  /**
   * Profiles submitted.
   * @example 2
   */
  total_requested!: number;

  /**
   * Profiles ingested.
   * @example 1
   */
  successful!: number;

  /**
   * Profiles that failed.
   * @example 1
   */
  failed!: number;

  /** Profiles that have ended, in the order of the request. */
  results!: ProfileRowDto[];

  /**
   * When the batch started.
   * @example "2023-12-07T10:30:00Z"
   */
  started_at?: string;

  /** When the batch ended; null until then. */
  completed_at?: string | null;

  /**
   * Seconds from its start to its end, or until now.
   * @example 15.3
   */
  @Fraction()
  processing_time_seconds?: number;

  /** Status of the batch; in every 202 response and in the status route. */
  @ApiProperty({ enum: BATCH_STATUSES })
  status?: string;

  /** Address of the status route; in every 202 response and in the status route. */
  status_url?: string;

  /** Only in a dry run. */
  validate_only?: boolean;

  /** Only in a dry run: the result of the validation of every profile. */
  valid?: Record<string, unknown>[];

  /** Only in a dry run: whom the batch would ask for money, and how much that can be at most. */
  spending_preview?: SpendingDto[];
}

/** Paid questions of a batch so far. */
export class ProfileSpendingDto {
  /** Id of the batch. */
  batch_id!: string;

  /** One entry for each that is paid by the question, whether it was asked or not. */
  spending!: SpendingDto[];
}
