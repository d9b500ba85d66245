import { IsBoolean, IsInt, IsObject, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { IntersectionType } from '@nestjs/swagger';
import { QueryBoolean, QueryInteger } from '../../platform/http/query-values.js';
import type { StoredContact } from '../store/contact-queries.js';
import { PageQueryDto, CreatedRangeDto } from '../../platform/http/page-query.dto.js';
import { OwnerChoiceDto } from '../../accounts/rights/owner-query.dto.js';
import { Fraction } from '../../platform/http/fraction.js';

/** Which contacts of an owner match. */
export class ContactFilterDto extends IntersectionType(CreatedRangeDto, OwnerChoiceDto) {
  /**
   * Only the contact with this id.
   * @example "contact-001"
   */
  @Optional()
  @IsString()
  @MaxLength(255)
  id?: string;

  /**
   * Compared case-insensitively.
   * @example "ana@example.com"
   */
  @Optional()
  @IsString()
  @MaxLength(254)
  email?: string;

  /**
   * Compared case-insensitively.
   * @example "Acme"
   */
  @Optional()
  @IsString()
  @MaxLength(200)
  company?: string;

  /** Compared case-insensitively. */
  @Optional()
  @IsString()
  @MaxLength(200)
  source?: string;

  /** Only contacts that this batch inserted. */
  @Optional()
  @IsString()
  @MaxLength(64)
  batch_id?: string;

  /** Minimum priority, 1 to 10. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(10)
  priority_min?: number;

  /** Text that the name, the e-mail address, the company or the notes contain. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  q?: string;
}

/** Which contacts are listed. */
export class ContactListQueryDto extends IntersectionType(PageQueryDto, ContactFilterDto) {}

/** Which contacts are erased; at least one filter is required. */
export class ContactEraseQueryDto extends ContactFilterDto {
  /** true: erases nothing and counts the contacts that match. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  dry_run: boolean = false;
}

/** Result of an erasure. */
export class ContactErasedDto {
  /** Whether nothing was erased because only the number was asked for. */
  dry_run!: boolean;

  /**
   * Contacts erased, or matched in a dry run.
   * @example 12
   */
  contacts!: number;

  /** true: more contacts match than the 50,000 that one request erases; repeat the request. */
  has_more!: boolean;
}

/** Changes to a contact; omitted fields stay unchanged. */
export class ContactChangeDto {
  /**
   * Fields to change. Fields without a column of their own are stored in `extra`; null clears a field.
   * @example { "company": "Acme Ltd", "plan": null }
   */
  @Optional()
  @IsObject()
  data?: Record<string, unknown>;

  /** 1 (low) to 10 (urgent). */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(10)
  priority?: number;
}

/** A contact as it is stored. */
export class ContactViewDto {
  /**
   * The caller's id of the contact.
   * @example "contact-001"
   */
  id!: string;

  /** Id of the batch that inserted it. */
  batch_id!: string | null;

  /** Priority from 1 to 10; 10 is the most urgent. */
  priority!: number;

  /**
   * Name of the person.
   * @example "Ana Souza"
   */
  name!: string | null;

  /**
   * E-mail address.
   * @example "ana@example.com"
   */
  email!: string | null;

  /** Telephone number. */
  phone!: string | null;

  /** Employer. */
  company!: string | null;

  /** Position there. */
  position!: string | null;

  /** Where the contact came from. */
  source!: string | null;

  /** The caller's score. */
  @Fraction()
  score!: number | null;

  /** The caller's sentiment. */
  sentiment!: string | null;

  /** The caller's tags. */
  tags!: string[] | null;

  /** The caller's notes. */
  notes!: string | null;

  /** Fields of `data` without a column of their own. */
  extra!: Record<string, unknown>;

  /** When it was inserted. */
  created_at!: string;

  static from(row: StoredContact): ContactViewDto {
    const { id, priority, name, email, phone, company, position, source, score, sentiment, tags, notes, extra } = row;
    return {
      id,
      batch_id: row.batchId,
      priority,
      name,
      email,
      phone,
      company,
      position,
      source,
      score,
      sentiment,
      tags,
      notes,
      extra,
      created_at: row.createdAt.toISOString(),
    };
  }
}

/** A page of contacts, newest first. */
export class ContactListDto {
  /** The contacts of the page. */
  results!: ContactViewDto[];

  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: string | null;
}
