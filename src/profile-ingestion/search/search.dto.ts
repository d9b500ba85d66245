import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsNumber, IsString, IsUUID, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { ROLES, type Role } from '../profile/role-terms.js';

/** What every similarity search can be told. */
export class SearchDto {
  /**
   * What to look for, in words.
   * @example "CTO with experience in payments"
   */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  query?: string;

  /** Most hits in the answer. */
  @IsInt()
  @Min(1)
  @Max(50)
  k: number = 10;

  /** Hits less alike than this are left out; -1 to 1. */
  @Optional()
  @IsNumber()
  @Min(-1)
  @Max(1)
  min_similarity?: number;
}

/** Looks for profiles like a text, or like another profile. */
export class ProfileSearchDto extends SearchDto {
  /** Instead of a query: profiles like this one. */
  @Optional()
  @IsUUID('all')
  profile_id?: string;

  /** Only profiles with this suggested role. */
  @Optional()
  @IsIn(ROLES)
  role?: Role;

  /** Only profiles of people who worked at a company with this in its name. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  company?: string;
}

/** Looks for companies like a text, or like another company. */
export class CompanySearchDto extends SearchDto {
  /** Instead of a query: companies like this one. */
  @Optional()
  @IsUUID('all')
  company_id?: string;

  /** Only companies with this in their industry or sector. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  industry?: string;
}

/** A profile found. */
export class ProfileHitDto {
  profile_id!: string;

  /**
   * Cosine similarity, -1 to 1.
   * @example 0.7312
   */
  similarity!: number;

  name!: string | null;

  url!: string;

  position!: string | null;

  @ApiProperty({ enum: ROLES })
  suggested_role!: Role;
}

/** A company found. */
export class CompanyHitDto {
  company_id!: string;

  /**
   * Cosine similarity, -1 to 1.
   * @example 0.7312
   */
  similarity!: number;

  company_name!: string;

  domain!: string | null;

  industry!: string | null;

  description!: string | null;
}

/** Which model compared. */
export class SearchModelDto {
  /**
   * The model whose vectors were compared; those of others are never mixed in.
   * @example "hash-v1"
   */
  embedding_model!: string;

  /** false: alike in words, not in meaning. */
  semantic!: boolean;
}

/** Profiles, the most alike first. */
export class ProfileHitsDto extends SearchModelDto {
  results!: ProfileHitDto[];
}

/** Companies, the most alike first. */
export class CompanyHitsDto extends SearchModelDto {
  results!: CompanyHitDto[];
}
