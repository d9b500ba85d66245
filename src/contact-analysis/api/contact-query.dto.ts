import { IsBoolean, IsInt, IsObject, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { IntersectionType } from '@nestjs/swagger';
import { QueryBoolean, QueryInteger } from '../../platform/http/query-values.js';
import type { StoredContact } from '../store/contact-queries.js';
import { PageQueryDto, CreatedRangeDto } from '../../platform/http/page-query.dto.js';
import { OwnerChoiceDto } from '../../accounts/owner-query.dto.js';

/** Which contacts of an owner. */
export class ContactFilterDto extends IntersectionType(CreatedRangeDto, OwnerChoiceDto) {
  /** @example "contact-001" */
  @Optional()
  @IsString()
  @MaxLength(255)
  id?: string;

  /**
   * Whatever its case.
   * @example "ana@example.com"
   */
  @Optional()
  @IsString()
  @MaxLength(254)
  email?: string;

  /**
   * Whatever its case.
   * @example "Acme"
   */
  @Optional()
  @IsString()
  @MaxLength(200)
  company?: string;

  /** Whatever its case. */
  @Optional()
  @IsString()
  @MaxLength(200)
  source?: string;

  /** Only contacts that this batch inserted. */
  @Optional()
  @IsString()
  @MaxLength(64)
  batch_id?: string;

  /** Of this priority or more urgent. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(10)
  priority_min?: number;

  /** Words that the name, the e-mail address, the company or the notes contain. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  q?: string;
}

/** Which contacts to list. */
export class ContactListQueryDto extends IntersectionType(PageQueryDto, ContactFilterDto) {}

/** Which contacts to erase: at least one of the filters. */
export class ContactEraseQueryDto extends ContactFilterDto {
  /** true: erase nothing, count what would be. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  dry_run: boolean = false;
}

/** What an erasure did, or would do. */
export class ContactErasedDto {
  dry_run!: boolean;

  /**
   * Contacts erased, or found in a dry run.
   * @example 12
   */
  contacts!: number;

  /** true: one request erases 50,000 at most, and there are more; repeat it. */
  has_more!: boolean;
}

/** What to change of a contact; what is left out stays as it is. */
export class ContactChangeDto {
  /**
   * Fields as they are inserted. Fields without a column of their own go to `extra`. null empties a field.
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
  /** @example "contact-001" */
  id!: string;

  /** The batch that inserted it. */
  batch_id!: string | null;

  /** 1 to 10, 10 the most urgent. */
  priority!: number;

  /** @example "Ana Souza" */
  name!: string | null;

  /** @example "ana@example.com" */
  email!: string | null;

  phone!: string | null;

  company!: string | null;

  position!: string | null;

  source!: string | null;

  score!: number | null;

  sentiment!: string | null;

  tags!: string[] | null;

  notes!: string | null;

  /** Every field of `data` that has no column of its own. */
  extra!: Record<string, unknown>;

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
  results!: ContactViewDto[];

  /** Give it as `cursor` for the next page; null on the last one. */
  next_cursor!: string | null;
}
