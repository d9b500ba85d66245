import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsNumber, IsString, IsUUID, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { ROLES, type Role } from '../profile/role-terms.js';
import { Fraction } from '../../platform/http/fraction.js';

/** Parameters of every similarity search. */
export class SearchDto {
  /**
   * Text to search for.
   * @example "CTO with experience in payments"
   */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  query?: string;

  /** Maximum number of hits. */
  @IsInt()
  @Min(1)
  @Max(50)
  k: number = 10;

  /** Minimum similarity of a hit, -1 to 1. */
  @Optional()
  @IsNumber()
  @Min(-1)
  @Max(1)
  @Fraction()
  min_similarity?: number;
}

/** Searches profiles by a text, or by another profile. */
export class ProfileSearchDto extends SearchDto {
  /** Id of a profile; searches similar profiles instead of using a query. */
  @Optional()
  @IsUUID('all')
  profile_id?: string;

  /** Only profiles with this suggested role. */
  @Optional()
  @IsIn(ROLES)
  role?: Role;

  /** Only profiles of people who worked at a company whose name contains this text. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  company?: string;
}

/** Searches companies by a text, or by another company. */
export class CompanySearchDto extends SearchDto {
  /** Id of a company; searches similar companies instead of using a query. */
  @Optional()
  @IsUUID('all')
  company_id?: string;

  /** Only companies whose industry or sector contains this text. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  industry?: string;
}

/** A matching profile. */
export class ProfileHitDto {
  /** Id of the profile. */
  profile_id!: string;

  /**
   * Cosine similarity, -1 to 1.
   * @example 0.7312
   */
  @Fraction()
  similarity!: number;

  /** Name of the person. */
  name!: string | null;

  /** Address of the profile. */
  url!: string;

  /** Current position. */
  position!: string | null;

  /** The role it was submitted with. */
  @ApiProperty({ enum: ROLES })
  suggested_role!: Role;
}

/** A matching company. */
export class CompanyHitDto {
  /** Id of the company. */
  company_id!: string;

  /**
   * Cosine similarity, -1 to 1.
   * @example 0.7312
   */
  @Fraction()
  similarity!: number;

  /** Name of the company. */
  company_name!: string;

  /** Domain of its website. */
  domain!: string | null;

  /** Industry. */
  industry!: string | null;

  /** Description. */
  description!: string | null;
}

/** The embedding model of a search. */
export class SearchModelDto {
  /**
   * Model whose vectors were compared; vectors of other models are never included.
   * @example "hash-v1"
   */
  embedding_model!: string;

  /** Whether the model compares meaning; false: it compares words only. */
  semantic!: boolean;

  /**
   * How the hits were ranked. `cosine`: by the similarity of the vectors alone. `cosine_rare_words`: by that similarity
   * to a query whose words count the more the rarer they are among what is searched (the local model, for texts, once
   * 20 are stored). `cosine_then_words`: so, and of the 50 nearest those first whose texts have the words of the query
   * (companies).
   */
  @ApiProperty({ enum: ['cosine', 'cosine_rare_words', 'cosine_then_words'] })
  ranking!: 'cosine' | 'cosine_rare_words' | 'cosine_then_words';
}

/** Matching profiles, the most similar first. */
export class ProfileHitsDto extends SearchModelDto {
  /** The most similar profiles first. */
  results!: ProfileHitDto[];
}

/** Matching companies, in the order that `ranking` says. */
export class CompanyHitsDto extends SearchModelDto {
  /** The companies in that order. */
  results!: CompanyHitDto[];
}
