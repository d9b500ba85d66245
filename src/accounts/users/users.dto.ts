import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsEmail, IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { NumberedPageQueryDto } from '../../platform/http/page-query.dto.js';
import { ROLES, type Role } from '../rights/actor.js';
import type { UserRow } from './user-store.js';

const NOT_BLANK = { message: '$property must not be blank' };

/** A user to make. */
export class NewUserDto {
  /**
   * Name of the user, 1 to 200 characters.
   * @example "Ana Souza"
   */
  @IsString()
  @Matches(/\S/, NOT_BLANK)
  @MaxLength(200)
  name!: string;

  /**
   * E-mail address, unique among users regardless of case, at most 254 characters.
   * @example "ana@example.com"
   */
  @IsEmail()
  @MaxLength(254)
  email!: string;

  /**
   * Telephone number.
   * @example "+55 11 91234-5678"
   */
  @Optional()
  @IsString()
  @MaxLength(50)
  phone?: string | null;

  /** What the user may do to the marketplace. */
  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: Role;
}

/** Fields of a user to change; omitted fields stay unchanged. */
export class UserChangeDto {
  /**
   * Name of the user, 1 to 200 characters.
   * @example "Ana Souza"
   */
  @Optional()
  @IsString()
  @Matches(/\S/, NOT_BLANK)
  @MaxLength(200)
  name?: string;

  /**
   * E-mail address, unique.
   * @example "ana@example.com"
   */
  @Optional()
  @IsEmail()
  @MaxLength(254)
  email?: string;

  /** At most 50 characters; null removes the number. */
  @Optional()
  @IsString()
  @MaxLength(50)
  phone?: string | null;

  /** What the user may do to the marketplace. */
  @ApiProperty({ enum: ROLES, required: false })
  @Optional()
  @IsIn(ROLES)
  role?: Role;

  /** false: the user's keys stop working. */
  @Optional()
  @IsBoolean()
  is_active?: boolean;
}

/** Filter of the list of users. */
export class UserListQueryDto extends NumberedPageQueryDto {
  /** Only users with this role. */
  @ApiProperty({ enum: ROLES, required: false })
  @Optional()
  @IsIn(ROLES)
  role?: Role;

  /** Text contained in the name or the e-mail address, ignoring case; at most 200 characters. */
  @Optional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

/** A user of the service. */
export class UserViewDto {
  /**
   * Id of the user.
   * @example 7
   */
  id!: number;

  /**
   * Name of the user.
   * @example "Ana Souza"
   */
  name!: string;

  /**
   * E-mail address, unique.
   * @example "ana@example.com"
   */
  email!: string;

  /** Telephone number; null when unknown. */
  phone!: string | null;

  /** Decides, with the scopes of a key, what the user may do. */
  @ApiProperty({ enum: ROLES })
  role!: Role;

  /** Whether the user's keys work. */
  is_active!: boolean;

  /** When the user was made. */
  created_at!: string;

  /** When the user was last changed. */
  updated_at!: string;

  static from(row: UserRow): UserViewDto {
    return {
      id: row.id,
      name: row.name,
      email: row.email,
      phone: row.phone,
      role: row.role,
      is_active: row.isActive,
      created_at: row.createdAt.toISOString(),
      updated_at: row.updatedAt.toISOString(),
    };
  }
}

/** A page of users. */
export class UserListDto {
  /** The users of the page. */
  results!: UserViewDto[];

  /** Give it as `cursor` for the next page; null on the last one. */
  next_cursor!: number | null;
}
