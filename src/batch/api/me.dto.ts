import { ApiProperty } from '@nestjs/swagger';
import { SessionUserDto } from '../../accounts/sessions/sessions.dto.js';

/** The key that a caller came with. */
export class OwnKeyDto {
  /**
   * Id of the key, which is no secret.
   * @example "9f2c4e8a1b3d"
   */
  id!: string;

  /**
   * Name that it was given.
   * @example "crm import"
   */
  name!: string;

  /** When the key expires; null: never. */
  expires_at!: string | null;
}

/** A limit, and what is left of it. */
export class RemainderDto {
  /** The most that is allowed. */
  limit!: number;

  /** What is left of it now. */
  left!: number;
}

/** The limits of a key together with the keys that were made with it. */
export class OwnLimitsDto {
  /** Requests a minute over all routes, this one included; null: as many as the caller likes. */
  @ApiProperty({ type: RemainderDto, nullable: true })
  requests_per_minute!: RemainderDto | null;

  /** Batches that wait, run or are paused. */
  active_batches!: RemainderDto;

  /**
   * Most items of one batch that comes in one request.
   * @example 100000
   */
  items_per_batch!: number;

  /**
   * Most items of one batch that gets them in parts.
   * @example 1000000
   */
  appended_items_per_batch!: number;
}

/** Who is calling, with what rights and limits. */
export class MeDto {
  /** Whose key it is. */
  user!: SessionUserDto;

  /** The key of the request or of its session. */
  key!: OwnKeyDto;

  /**
   * Scopes of the key now; `admin` includes every other.
   * @example ["batch:read", "batch:write"]
   */
  scopes!: string[];

  /** What the key may do, and how much of it is left. */
  limits!: OwnLimitsDto;
}
