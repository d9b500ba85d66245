import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { IsInstant } from '../../platform/http/query-values.js';
import type { IssuedKeyRow } from './issued-key-store.js';
import { SCOPES, type ScopeName } from '../rights/scopes.js';
import { PageQueryDto } from '../../platform/http/page-query.dto.js';
import { OwnerFilterDto } from '../rights/owner-query.dto.js';

/** Scopes that one key may list: more than there are. */
const MOST_SCOPES = 200;

/** A key to make. */
export class NewKeyDto {
  /**
   * The owner's name for the key, 1 to 200 characters.
   * @example "nightly import"
   */
  @IsString()
  @Matches(/\S/, { message: '$property must not be blank' })
  @MaxLength(200)
  name!: string;

  /**
   * Scopes of the key; only scopes that the calling key has.
   * @example ["batch:read", "contacts:write"]
   */
  @ApiProperty({ enum: SCOPES, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_SCOPES)
  @IsIn(SCOPES, { each: true })
  scopes!: ScopeName[];

  /** Id of the user who gets the key; default: the caller. Other users only with the scope `admin`. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  user_id?: number;

  /**
   * Expiry, ISO 8601, in the future; null or omitted: the key does not expire.
   * @example "2036-01-01T00:00:00Z"
   */
  @Optional()
  @IsInstant()
  expires_at?: string | null;
}

/** Filter of the list of keys. */
export class KeyListQueryDto extends IntersectionType(PageQueryDto, OwnerFilterDto) {}

/** A key without its secret part. */
export class KeyViewDto {
  /**
   * The id and readable part of the key.
   * @example "4f1d09a2c37e"
   */
  id!: string;

  /** Id of the user it belongs to. */
  user_id!: number;

  /** The key that made this one: this key stops working with it. Null for a key that an admin or the operator made. */
  parent_id!: string | null;

  /**
   * Name of the key, for people.
   * @example "nightly import"
   */
  name!: string;

  /**
   * What the key may do.
   * @example ["batch:read"]
   */
  @ApiProperty({ enum: SCOPES, isArray: true })
  scopes!: readonly ScopeName[];

  /** When it was made. */
  created_at!: string;

  /** null: does not expire. */
  expires_at!: string | null;

  /** null while the key is not revoked. */
  revoked_at!: string | null;

  /** Updated about once a minute; null: never used. */
  last_used_at!: string | null;

  static from(row: IssuedKeyRow): KeyViewDto {
    return {
      id: row.id,
      user_id: row.userId,
      parent_id: row.parentId,
      name: row.name,
      scopes: row.scopes,
      created_at: row.createdAt.toISOString(),
      expires_at: row.expiresAt?.toISOString() ?? null,
      revoked_at: row.revokedAt?.toISOString() ?? null,
      last_used_at: row.lastUsedAt?.toISOString() ?? null,
    };
  }
}

/** A key that was just made. */
export class IssuedKeyDto extends KeyViewDto {
  /**
   * The key itself, shown only in this response.
   * @example "bk_4f1d09a2c37e_…"
   */
  key!: string;
}

/** A page of keys from newest to oldest. */
export class KeyListDto {
  /** The keys of the page. */
  results!: KeyViewDto[];

  /** Give it as `cursor` for the next page; null on the last one. */
  next_cursor!: string | null;
}
