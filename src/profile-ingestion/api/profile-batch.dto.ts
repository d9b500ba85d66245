import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { BatchExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { ROLES, type Role } from '../profile/role-terms.js';

/** What stands beside `profiles`. */
export class ProfileEnvelopeDto extends BatchExtrasDto {
  /**
   * Profiles processed at the same time.
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

  /** The role that the profile is expected to hold; a mismatch is a warning. */
  @ApiProperty({ enum: ROLES, description: 'The role that the profile is expected to hold; a mismatch is a warning.' })
  suggested_role!: Role;

  /**
   * Shown instead of the name that the source has.
   * @example "Optional Name"
   */
  name?: string;

  /** Whether the companies of the work history are processed too; true when not given. */
  include_companies?: boolean;

  /** The caller's own name for the item, at most 200 characters; echoed in results and exports. */
  ref?: string;

  /** The caller's own data; echoed in results and exports, never read. */
  metadata?: Record<string, unknown>;
}

/** Profiles to ingest. */
export class ProfileBatchDto extends ProfileEnvelopeDto {
  /** 1 to 10 profiles. */
  profiles!: ProfileItemDto[];
}

/** A profile as it was stored, or why it was not (then `id` is empty and only `pipeline_metadata` says more). */
export class ProfileRowDto {
  /** @example "5f2c7a0d-9b1e-8f6a-8c3d-2e1f0a9b8c7d" */
  id!: string;

  /** @example "Profile Name" */
  name!: string;

  /** @example "https://www.linkedin.com/in/username1/" */
  url!: string;

  /** @example "Chief Technology Officer" */
  position!: string;

  about!: string;

  experience?: Record<string, unknown>[];

  education?: Record<string, unknown>[];

  certifications?: Record<string, unknown>[];

  /** Companies of the work history, at least `id` and `company_name` of each. */
  companies_processed?: Record<string, unknown>[];

  /** `pipeline_id`, `companies_found`, `has_embeddings`, `processing_time`; for a failed profile `status` and `errors`. */
  pipeline_metadata!: Record<string, unknown>;

  /** @example "2023-12-07T10:30:00Z" */
  created_at!: string;

  /** The item's own, when given. */
  ref?: string;

  /** The item's own, when given. */
  metadata?: Record<string, unknown>;
}

/** What happened to each profile. */
export class ProfileBatchResultDto {
  /** The batch's id; null in a dry run. */
  batch_id!: string | null;

  /** @example 2 */
  total_requested!: number;

  /** @example 1 */
  successful!: number;

  /** @example 1 */
  failed!: number;

  /** In the order of the request; those that have ended. */
  results!: ProfileRowDto[];

  /** @example "2023-12-07T10:30:00Z" */
  started_at?: string;

  /** Null until the batch has ended. */
  completed_at?: string | null;

  /** @example 15.3 */
  processing_time_seconds?: number;

  /** State of the batch; in every 202, and always when it is read by its id. */
  status?: string;

  /** Where to look again; in every 202, and always when it is read by its id. */
  status_url?: string;

  /** Only in a dry run. */
  validate_only?: boolean;

  /** Only in a dry run: a verdict per profile. */
  valid?: Record<string, unknown>[];
}
