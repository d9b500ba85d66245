import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsString, MaxLength, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import type { CompanyLinkRow, StoredProfileRow } from '../store/profile-queries.js';
import { ROLES, type Role } from '../profile/role-terms.js';
import { PageQueryDto } from '../../platform/http/page-query.dto.js';
import { OwnerChoiceDto } from '../../accounts/rights/owner-query.dto.js';
import { Fraction } from '../../platform/http/fraction.js';
import { ModelUsageDto } from '../../platform/llm/model-usage.dto.js';

/** Which profiles are listed. */
export class ProfileListQueryDto extends IntersectionType(PageQueryDto, OwnerChoiceDto) {
  /** Only profiles with this suggested role. */
  @Optional()
  @IsIn(ROLES)
  role?: Role;

  /** Only profiles whose name or position contains this text. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  q?: string;
}

/** Which profile is erased. */
export class EraseQueryDto extends OwnerChoiceDto {
  /**
   * Address of the profile, of which all stored data is erased.
   * @example "https://www.linkedin.com/in/username1/"
   */
  @IsString()
  @MaxLength(2048)
  linkedin_url!: string;
}

/** How well the titles match the suggested role. */
export class RoleMatchDto {
  /** The role of that title. */
  @ApiProperty({ enum: ROLES })
  role!: Role;

  /**
   * `exact`, `near` or `none`.
   * @example "exact"
   */
  match!: string;

  /** The title in the work history. */
  title!: string | null;

  /** Whether the person holds it now. */
  current!: boolean;

  /** Confidence from 0 to 1. */
  @Fraction()
  confidence!: number;
}

/** A stored profile. */
export class ProfileSummaryDto {
  /**
   * Id of the profile.
   * @example "5f2c7a0d-9b1e-8f6a-8c3d-2e1f0a9b8c7d"
   */
  id!: string;

  /**
   * Address of the profile.
   * @example "https://www.linkedin.com/in/username1/"
   */
  url!: string;

  /** Name of the person. */
  name!: string | null;

  /** Current position. */
  position!: string | null;

  /** The role it was submitted with. */
  @ApiProperty({ enum: ROLES })
  suggested_role!: Role;

  /** How the work history matches the role. */
  role_match!: RoleMatchDto;

  /** Source, time, confidence and lawful basis. */
  provenance!: Record<string, unknown>;

  /** When it was first stored. */
  created_at!: string;

  /** When it was last stored. */
  updated_at!: string;

  static of(row: StoredProfileRow): ProfileSummaryDto {
    const { id, url, name, position, suggestedRole, roleMatch, data, createdAt, updatedAt } = row;
    return {
      id,
      url,
      name,
      position,
      suggested_role: suggestedRole,
      role_match: { ...roleMatch },
      provenance: { ...data.provenance },
      created_at: createdAt.toISOString(),
      updated_at: updatedAt.toISOString(),
    };
  }
}

/** A page of profiles, newest first. */
export class ProfileListDto {
  /** The profiles of the page. */
  results!: ProfileSummaryDto[];

  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: string | null;
}

/** A stored profile with all details. */
export class ProfileDetailDto extends ProfileSummaryDto {
  /** Text about the person. */
  about!: string | null;

  /** Headline of the profile. */
  headline!: string | null;

  /** Where the person is. */
  location!: string | null;

  /** Work history. */
  experience!: Record<string, unknown>[];

  /** Education. */
  education!: Record<string, unknown>[];

  /** Certificates. */
  certifications!: Record<string, unknown>[];

  /** Skills. */
  skills!: string[];

  /** Languages. */
  languages!: string[];

  /** Companies of the work history, with the titles held there and the facts from company extraction. */
  companies!: Record<string, unknown>[];

  /** Until when the profile is retained. */
  retention!: string;

  static from(row: StoredProfileRow, companies: readonly CompanyLinkRow[]): ProfileDetailDto {
    const { about, headline, location, experience, education, certifications, skills, languages } = row.data;
    return {
      ...ProfileSummaryDto.of(row),
      about,
      headline,
      location,
      experience: experience.map((one) => ({ ...one })),
      education: education.map((one) => ({ ...one })),
      certifications: certifications.map((one) => ({ ...one })),
      skills: [...skills],
      languages: [...languages],
      companies: companies.map(({ id, name, facts, positions }) => ({ id, company_name: name, positions, facts })),
      retention: 'until it is erased with DELETE',
    };
  }
}

/** Number of records that an erasure deleted. */
export class ErasedDto {
  /**
   * Profiles erased.
   * @example 1
   */
  profiles!: number;

  /** Number of imports. */
  archives!: number;

  /** Number of batch items from which address, name and result were removed. */
  results!: number;
}

/** Result of an import. */
export class ImportedDto {
  /**
   * Address of the profile.
   * @example "https://www.linkedin.com/in/username1/"
   */
  url!: string;

  /**
   * `linkedin_export`, `json_resume` or `cv_text`.
   * @example "linkedin_export"
   */
  format!: string;

  /** Names of the files that were read. */
  files!: string[];

  /** Name of the person. */
  full_name!: string | null;

  /** Current position. */
  position!: string | null;

  /** Number of positions, schools and so on that were read. */
  counts!: Record<string, unknown>;

  /** What was not imported, and why. */
  warnings!: string[];

  /** What the language model cost; only of a CV. */
  model_usage?: ModelUsageDto;

  /** When it was imported. */
  imported_at!: string;
}

/** An upload: the address and the files. */
export class ImportRequestDto {
  /** Address that the import is bound to; may be omitted when a JSON Resume names it. */
  linkedin_url?: string;

  @ApiProperty({
    type: 'array',
    items: { type: 'string', format: 'binary' },
    description: 'A LinkedIn data export as ZIP or CSV files, or one JSON Resume.',
  })
  files!: unknown[];
}
