import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsString, MaxLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { QueryBoolean } from '../../platform/http/query-values.js';
import { ROLES, type Role } from '../rights/actor.js';
import type { OpenSession } from './sessions.js';

/** What signs a browser in: a key or a ticket. */
export class SignInDto {
  /** An API key; the session has its rights, and ends with it. */
  @Optional()
  @IsString()
  @MaxLength(300)
  key?: string;

  /** The ticket of the link that the start of the service prints; it works once, for 10 minutes. */
  @Optional()
  @IsString()
  @MaxLength(300)
  ticket?: string;
}

/** Which sessions to end. */
export class SignOutQueryDto {
  /** true: every session of the user, on every browser. */
  @QueryBoolean()
  @IsBoolean()
  all: boolean = false;
}

/** The user of a session. */
export class SessionUserDto {
  /**
   * Id of the user.
   * @example 1
   */
  id!: number;

  /**
   * Name as it is shown.
   * @example "Ana Souza"
   */
  name!: string;

  /**
   * E-mail address.
   * @example "ana@example.com"
   */
  email!: string;

  /** What the user may do to the marketplace with this key. */
  @ApiProperty({ enum: ROLES })
  role!: Role;
}

/** The key of a session. */
export class SessionKeyDto {
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
}

/** A signed-in browser. */
export class SessionDto {
  /** Who is signed in. */
  user!: SessionUserDto;

  /** The key that signed in. */
  key!: SessionKeyDto;

  /**
   * Scopes of the key now; `admin` includes every other.
   * @example ["batch:read", "batch:write"]
   */
  scopes!: string[];

  /** Time at which the session ends, 12 hours after the sign-in or with its key. */
  expires_at!: string;

  static from({ actor, userName, email, keyName, expiresAt }: OpenSession): SessionDto {
    return {
      user: { id: actor.userId, name: userName, email, role: actor.role },
      key: { id: actor.keyId, name: keyName },
      scopes: [...actor.scopes],
      expires_at: expiresAt.toISOString(),
    };
  }
}

/** The caller's session. */
export class CurrentSessionDto {
  /** Null when the request came without a session, or with one that has ended. */
  @ApiProperty({ type: SessionDto, nullable: true })
  session!: SessionDto | null;
}
