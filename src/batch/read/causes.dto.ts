import { ApiProperty } from '@nestjs/swagger';
import { IsStoredErrorCode } from '../../platform/http/error-body.dto.js';
import { KINDS } from '../model/kinds/declared-kinds.js';
import type { KindName } from '../model/kinds/kind.js';
import { TIMEFRAME_NAMES } from './stats.dto.js';

/** Failed items of one kind and code whose messages are alike. */
export class CauseDto {
  /** Kind of their batches. */
  @ApiProperty({ type: 'string', enum: KINDS })
  kind!: KindName;

  /**
   * Error code.
   * @example "TIMEOUT"
   */
  @IsStoredErrorCode()
  code!: string;

  /**
   * Their message, with `…` for what differs: numbers, ids, addresses, names of hosts, quoted words.
   * @example "The id … is stored already."
   */
  message!: string;

  /**
   * The words that all these messages have, for `GET /search` or the `q` of a batch's items; empty when there are none.
   * @example "The id is stored already"
   */
  words!: string;

  /** Such items among those that were looked at. */
  count!: number;

  /** Whether there may be more of them: a batch has more than 200 failures of the code. */
  count_is_least!: boolean;

  /** Batches that have them, of those that were looked at. */
  batches!: number;

  /** The newest of these batches. */
  latest_batch_id!: string;
}

/** Failures by kind, code and message, at most 15 seconds old. */
export class CausesDto {
  /** The timeframe asked for. */
  @ApiProperty({ enum: TIMEFRAME_NAMES })
  timeframe!: (typeof TIMEFRAME_NAMES)[number];

  /** The kind asked for; null for all. */
  @ApiProperty({ type: 'string', enum: KINDS, nullable: true })
  kind!: KindName | null;

  /** The most frequent causes, at most 50. */
  causes!: CauseDto[];

  /** Failed items that were looked at. */
  items_looked_at!: number;

  /** Whether these are all; else older ones, or more of the same batch and code, were left out. */
  is_complete!: boolean;

  /** When they were read. */
  generated_at!: string;
}
