import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { OwnerFilterDto } from '../../accounts/rights/owner-query.dto.js';
import { IsStoredErrorCode } from '../../platform/http/error-body.dto.js';
import { Optional } from '../../platform/http/optional.js';
import { PageQueryDto } from '../../platform/http/page-query.dto.js';
import { BATCH_STATUSES, ITEM_STATUSES, type BatchStatus, type ItemStatus } from '../model/status/batch-status.js';
import { KINDS } from '../model/kinds/declared-kinds.js';
import type { KindName } from '../model/kinds/kind.js';
import { wordsOf } from '../model/search/search-words.js';
import { type FoundIn, PHASES } from './search-place.js';
import type { SearchPage, ShownHit } from './search-page.js';

/** What is searched for. */
export class SearchQueryDto extends IntersectionType(PageQueryDto, OwnerFilterDto) {
  /**
   * 1 to 200 characters: the id of a batch, a part of its name, the beginning of an item's ref, an error code, words of
   * an error message, or words of an input such as a URL, a name or an address.
   * @example "example.com"
   */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Matches(/\S/, { message: '$property must not be blank' })
  q!: string;

  /** Only batches of this kind. */
  @Optional()
  @IsIn(KINDS)
  kind?: KindName;
}

/** A batch, as far as a search shows it. */
export class FoundBatchDto {
  /**
   * Public id of the batch.
   * @example "019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11"
   */
  id!: string;

  /** What its items are. */
  @ApiProperty({ type: 'string', enum: KINDS })
  kind!: KindName;

  /** Id of the user who submitted it. */
  owner_id!: number;

  /** Caller-defined name. */
  name!: string | null;

  /** State of the batch. */
  @ApiProperty({ enum: BATCH_STATUSES })
  status!: BatchStatus;

  /** All its items. */
  total!: number;

  /** When it was submitted. */
  created_at!: string;
}

/** Why an item failed or was cancelled, as far as a search shows it. */
export class FoundErrorDto {
  /** Error code. */
  @IsStoredErrorCode()
  code!: string;

  /**
   * What is wrong, for a person.
   * @example "The id contact-001 is stored already."
   */
  message!: string;
}

/** An item, as far as a search shows it. */
export class FoundItemDto {
  /** Zero-based position in the batch. */
  index!: number;

  /** Caller-defined name of the item. */
  ref!: string | null;

  /** State of the item. */
  @ApiProperty({ enum: ITEM_STATUSES })
  status!: ItemStatus;

  /**
   * Up to 200 characters of its input as JSON, around the first word that was found there.
   * @example "{\"url\": \"https://example.com/\"}"
   */
  excerpt!: string;

  /** null unless it failed or was cancelled. */
  error!: FoundErrorDto | null;
}

/** Something that was found. */
export class SearchHitDto {
  /** What it was found by. */
  @ApiProperty({ enum: PHASES })
  found_in!: FoundIn;

  /** The batch. */
  batch!: FoundBatchDto;

  /** The item of it; null when the batch itself was found. */
  item!: FoundItemDto | null;

  static from({ foundIn, batch, item }: ShownHit, text: string): SearchHitDto {
    return {
      found_in: foundIn,
      batch: {
        id: batch.publicId,
        kind: batch.kind,
        owner_id: batch.ownerId,
        name: batch.name,
        status: batch.status,
        total: batch.total,
        created_at: batch.createdAt.toISOString(),
      },
      item: item && {
        index: item.index,
        ref: item.ref,
        status: item.status,
        excerpt: excerptOf(item.text, text),
        error: item.error && { code: item.error.code, message: item.error.message },
      },
    };
  }
}

/**
 * A page of what was found: batch ids first, then names, refs, error codes, error messages, inputs; each newest batch
 * first, refs in their order.
 */
export class SearchResultDto {
  /** What was found. */
  results!: SearchHitDto[];

  /** Pass it as `cursor` to go on; null at the end. */
  next_cursor!: string | null;

  /**
   * Whether the time was up before the page was full, or something took too long and was passed over; `next_cursor`
   * goes on. A page may then even be empty.
   */
  truncated!: boolean;

  static from({ hits, nextCursor, truncated }: SearchPage, text: string): SearchResultDto {
    return { results: hits.map((hit) => SearchHitDto.from(hit, text)), next_cursor: nextCursor, truncated };
  }
}

const EXCERPT = 200;
const BEFORE = 60;

function excerptOf(json: string, text: string): string {
  const small = json.toLowerCase();
  const places = [...wordsOf(text)].map((word) => small.indexOf(word)).filter((at) => at >= 0);
  const from = Math.max(0, (places.length === 0 ? 0 : Math.min(...places)) - BEFORE);
  // A cut may not leave half of a character.
  return json.slice(from, from + EXCERPT).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}
