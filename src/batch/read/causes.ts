import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { seesAll, visibleOwner } from '../../accounts/rights/visibility.js';
import { AnswerCache } from '../../platform/cache/bounded-cache.js';
import type { KindName } from '../model/kinds/kind.js';
import { readableKinds } from '../model/kinds/read-scopes.js';
import { type BatchFailures, CauseQueries } from './cause-queries.js';
import type { CauseDto, CausesDto } from './causes.dto.js';
import { messagePattern, patternWords } from './message-pattern.js';
import { TIMEFRAMES, type Timeframe } from './stats.js';

/** Failures by batch and code that are looked at. */
const BATCH_CODES = 2000;
/** Failed items of one batch and code that are looked at, and of all together. */
const EACH = 200;
const ALL = 5000;
/** Causes that are listed. */
const LISTED = 50;
/** How long an answer is cached, in milliseconds. */
const CACHE_MS = 15_000;
const CACHE_ENTRIES = 200;

/** The failures of the batches that a caller may see, by kind, code and what their messages have in common. */
@Injectable()
export class Causes {
  private readonly cache = new AnswerCache<CausesDto>({ max: CACHE_ENTRIES, ttlMs: CACHE_MS });

  constructor(private readonly queries: CauseQueries) {}

  /** Returns causes that are at most CACHE_MS old; only of kinds whose items the caller may read. */
  async read(actor: Actor, timeframe: Timeframe, kind: KindName | null, owner?: number): Promise<CausesDto> {
    const ownerId = visibleOwner(actor, owner);
    const kinds = seesAll(actor) ? null : readableKinds(actor);
    const key = [ownerId ?? 'all', timeframe, kind ?? 'all', ...(kinds ?? ['every'])].join(' ');
    return this.cache.read(key, () => this.compute(ownerId, timeframe, kind, kinds));
  }

  private async compute(
    ownerId: number | null,
    timeframe: Timeframe,
    kind: KindName | null,
    kinds: readonly KindName[] | null,
  ): Promise<CausesDto> {
    const scope = { ownerId, kind, seconds: TIMEFRAMES[timeframe].seconds };
    const newest = kinds?.length === 0 ? [] : await this.queries.newest(scope, kinds, BATCH_CODES + 1);
    const looked = within(newest.slice(0, BATCH_CODES), ALL);
    const found = await this.queries.messages(looked, EACH);
    const of = new Map(looked.map((batch) => [`${batch.id} ${batch.code}`, batch]));
    const causes = new Map<string, Gathered>();
    for (const { id, code, message, count } of found) {
      const batch = of.get(`${id} ${code}`);
      if (batch === undefined) continue;
      const pattern = messagePattern(message);
      const key = JSON.stringify([batch.kind, code, pattern]);
      const cause = causes.get(key) ?? { kind: batch.kind, code, pattern, count: 0, batches: [], isCut: false };
      cause.count += count;
      cause.batches.push(batch);
      cause.isCut ||= batch.failures > EACH;
      causes.set(key, cause);
    }
    return {
      timeframe,
      kind,
      causes: [...causes.values()]
        .sort((one, other) => other.count - one.count || (one.pattern < other.pattern ? -1 : 1))
        .slice(0, LISTED)
        .map((cause) => toCause(cause, newest)),
      items_looked_at: found.reduce((sum, { count }) => sum + count, 0),
      is_complete: looked.length === newest.length && looked.every(({ failures }) => failures <= EACH),
      generated_at: new Date().toISOString(),
    };
  }
}

/** A cause as it is put together. */
interface Gathered {
  readonly kind: KindName;
  readonly code: string;
  readonly pattern: string;
  count: number;
  readonly batches: BatchFailures[];
  isCut: boolean;
}

/** The first of some batches whose items together are not too many to be looked at. */
function within(batches: readonly BatchFailures[], most: number): readonly BatchFailures[] {
  let items = 0;
  return batches.filter(({ failures }) => (items += Math.min(failures, EACH)) <= most);
}

function toCause({ kind, code, pattern, count, batches, isCut }: Gathered, newest: readonly BatchFailures[]): CauseDto {
  const ids = new Set(batches.map(({ publicId }) => publicId));
  return {
    kind,
    code,
    message: pattern,
    words: patternWords(pattern),
    count,
    count_is_least: isCut,
    batches: ids.size,
    latest_batch_id: newest.find(({ publicId }) => ids.has(publicId))?.publicId ?? '',
  };
}
