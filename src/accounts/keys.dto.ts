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
import { Optional } from '../platform/http/optional.js';
import { IsInstant } from '../platform/http/query-values.js';
import type { IssuedKeyRow } from './issued-key-store.js';
import { SCOPES, type ScopeName } from './scopes.js';
import { PageQueryDto } from '../platform/http/page-query.dto.js';
import { OwnerFilterDto } from './owner-query.dto.js';

/** A key to make. */
export class NewKeyDto {
  /**
   * What the owner calls it.
   * @example "nightly import"
   */
  @IsString()
  @Matches(/\S/, { message: '$property must not be blank' })
  @MaxLength(200)
  name!: string;

  /**
   * What the key may do; only scopes that the calling key has.
   * @example ["batch:read", "contacts:write"]
   */
  @ApiProperty({ enum: SCOPES, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(SCOPES.length)
  @IsIn(SCOPES, { each: true })
  scopes!: ScopeName[];

  /** Whose key it is; oneself when not given, others only with the scope `admin`. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  user_id?: number;

  /**
   * When it stops working, ISO 8601. Null or not given: when the calling key does; never for one with the scope `admin`, or
   * one that does not expire. Not after the calling key.
   * @example "2036-01-01T00:00:00Z"
   */
  @Optional()
  @IsInstant()
  expires_at?: string | null;
}

/** Which keys to list. */
export class KeyListQueryDto extends IntersectionType(PageQueryDto, OwnerFilterDto) {}

/** A key, without its secret half. */
export class KeyViewDto {
  /**
   * The readable part of the key.
   * @example "4f1d09a2c37e"
   */
  id!: string;

  user_id!: number;

  /** The key it was made with: it ends and expires with that one. null for a key that an admin made. */
  parent_id!: string | null;

  /** @example "nightly import" */
  name!: string;

  /** @example ["batch:read"] */
  @ApiProperty({ enum: SCOPES, isArray: true })
  scopes!: readonly ScopeName[];

  created_at!: string;

  /** null: never. */
  expires_at!: string | null;

  /** null while it works. */
  revoked_at!: string | null;

  /** Noted about once a minute. */
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

/** A key that was made just now. */
export class IssuedKeyDto extends KeyViewDto {
  /**
   * The key itself, shown this once.
   * @example "bk_4f1d09a2c37e_…"
   */
  key!: string;
}

/** A page of keys, newest first. */
export class KeyListDto {
  results!: KeyViewDto[];

  /** Give it as `cursor` for the next page; null on the last one. */
  next_cursor!: string | null;
}
