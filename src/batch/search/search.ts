import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { seesAll, visibleOwner } from '../../accounts/rights/visibility.js';
import { ERRORS } from '../../platform/errors/app-error.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { isPublicId } from '../model/kinds/public-id.js';
import { readableKinds } from '../model/kinds/read-scopes.js';
import { messageWords, searchedWords } from '../model/search/search-words.js';
import { BatchQueries } from '../read/batch-queries.js';
import {
  type BatchPlace,
  decodePlace,
  encodePlace,
  type FoundIn,
  type InputPlace,
  PHASES,
  type RefPlace,
  type SearchPlace,
} from './search-place.js';
import { FAILURES, SearchQueries, type SearchScope, type SizedBatch, type Slice } from './search-queries.js';
import { type FoundItem, type ItemRange, SearchItemQueries } from './search-item-queries.js';
import { itemsWithWords } from './items-with-words.js';
import { SearchClock } from './search-clock.js';
import { type SearchWindow, WINDOW, windowOf } from './search-window.js';
import type { SearchPage, ShownHit } from './search-page.js';
import type { SearchQueryDto } from './search.dto.js';

const OF_ITEMS: ReadonlySet<FoundIn> = new Set(['ref', 'error_code', 'error_message', 'input']);

/** Something that was found. */
interface Hit {
  readonly foundIn: FoundIn;
  readonly id: number;
  readonly index?: number;
}

/** A search under way: what it looks for, until when, and what it has found so far. */
interface Run {
  readonly text: string;
  readonly words: readonly string[];
  /** Of batches, and of items: the kinds whose items the key may read. */
  readonly batches: SearchScope;
  readonly items: SearchScope;
  readonly clock: SearchClock;
  readonly limit: number;
  readonly hits: Hit[];
  /**
   * Batches whose inputs come next, when those before them have been looked at: one list is enough for many windows.
   */
  ahead?: { readonly at: InputPlace } & Slice<SizedBatch>;
}

/** Where a phase stopped; null when it looked at everything. */
type Stop = SearchPlace['at'];

/**
 * Finds what a person has: the id of a batch, words of its name, a ref, an error, words of an input. Looks in one after
 * the other, in bounded steps, until the page is full or the time is up; the next page goes on from there.
 */
@Injectable()
export class Search {
  constructor(
    private readonly queries: SearchQueries,
    private readonly items: SearchItemQueries,
    private readonly batches: BatchQueries,
  ) {}

  /** Throws VALIDATION_ERROR for a cursor that is none, FORBIDDEN for another owner without the scope `admin`. */
  async find(actor: Actor, query: SearchQueryDto): Promise<SearchPage> {
    const ownerId = visibleOwner(actor, query.owner);
    const only = query.kind === undefined ? null : [query.kind];
    const readable = seesAll(actor) ? null : readableKinds(actor);
    const text = query.q.trim();
    const run: Run = {
      text,
      words: searchedWords(text),
      batches: { ownerId, kinds: only },
      items: { ownerId, kinds: readable === null ? only : readable.filter((kind) => only?.includes(kind) ?? true) },
      clock: new SearchClock(),
      limit: query.limit,
      hits: [],
    };
    const place = query.cursor === undefined ? { phase: PHASES[0], at: null } : decodePlace(query.cursor);
    const next = await this.look(run, place);
    return {
      hits: await this.show(run.hits),
      nextCursor: next === null ? null : encodePlace(next),
      truncated: run.clock.isLate,
    };
  }

  /** Looks from a place on. Answers where it stopped; null at the end. */
  private async look(run: Run, from: SearchPlace): Promise<SearchPlace | null> {
    for (let n = PHASES.indexOf(from.phase), { at } = from; ;) {
      const phase = PHASES[n];
      if (phase === undefined) return null;
      if (run.hits.length >= run.limit) return { phase, at };
      if (run.clock.isUp()) return { phase, at };
      at = (await run.clock.inTime(this.step(run, phase, at))) ?? null;
      if (at === null) n += 1;
      // Who has an id asks for its batch: what else has such words is looked for on the next page.
      const following = PHASES[n];
      if (phase === 'batch_id' && run.hits.length > 0 && following !== undefined) return { phase: following, at };
    }
  }

  /** The next step of a phase. Answers where it stopped. */
  private async step(run: Run, phase: FoundIn, at: Stop): Promise<Stop> {
    const { text, words } = run;
    if (OF_ITEMS.has(phase) && run.items.kinds?.length === 0) return null;
    const left = run.limit - run.hits.length;
    const add = (found: readonly { readonly id: number; readonly index?: number }[]): void =>
      this.add(run, phase, found);
    const addAll = async (slice: ReturnType<SearchQueries['byName']>): Promise<BatchPlace | null> => {
      const { found, next } = await slice;
      add(found);
      return next;
    };
    switch (phase) {
      case 'batch_id': {
        const id = isPublicId(text) ? await this.queries.byPublicId(run.batches, text.toLowerCase()) : undefined;
        add(id === undefined ? [] : [{ id }]);
        return null;
      }
      case 'name':
        return addAll(this.queries.byName(run.batches, text, at, left));
      case 'ref':
        return this.refs(run, at, left);
      case 'error_code': {
        const code = text.toUpperCase();
        return code in ERRORS ? addAll(this.queries.byCode(run.items, code, at, left)) : null;
      }
      case 'error_message':
        return words.length === 0 ? null : this.messages(run, at, left);
      case 'input':
        return words.length === 0 ? null : this.inputs(run, at);
    }
  }

  private add(run: Run, foundIn: FoundIn, found: readonly { readonly id: number; readonly index?: number }[]): void {
    for (const { id, index } of found) run.hits.push({ foundIn, id, ...definedOnly({ index }) });
  }

  /** What is left of the batch at the place, else the next batches that have such refs. */
  private async refs(run: Run, at: RefPlace | null, left: number): Promise<RefPlace | null> {
    const { found, next } = isInside(at)
      ? { found: await this.own(run, at), next: behind(at) }
      : await this.queries.withRef(run.items, run.text, at, left);
    const [first] = found;
    if (first === undefined) return next;
    const { index, ref } = at ?? {};
    const items = await run.clock.inTime(
      index === undefined || ref === undefined
        ? this.items.byRef(
            found.map(({ id }) => id),
            run.text,
            left + 1,
          )
        : this.items.byRefAfter({ id: first.id, index, ref }, run.text, left + 1),
    );
    if (items === undefined) return behind(first);
    const order = new Map(found.map((batch, n) => [batch.id, { n, createdAt: batch.createdAt }]));
    const ordered = items
      .flatMap((item) => {
        const batch = order.get(item.id);
        return batch === undefined ? [] : [{ ...item, ...batch }];
      })
      // Each batch's own are in order already.
      .sort((one, other) => one.n - other.n);
    this.add(run, 'ref', ordered.slice(0, left));
    const last = ordered.length > left ? ordered[left - 1] : undefined;
    return last === undefined ? next : { ...behind(last), index: last.index, ref: last.ref };
  }

  /** A step may find more than the page has room for. */
  private async messages(run: Run, after: BatchPlace | null, left: number): Promise<BatchPlace | null> {
    const { found: batches, next } = await this.queries.listed(run.items, after);
    let [sum, end] = [0, 0];
    while (end < batches.length && (end === 0 || sum < FAILURES)) sum += batches[end++]?.failures ?? 0;
    const looked = batches.slice(0, end);
    const failed = looked.filter(({ failures }) => failures > 0);
    const words = messageWords(run.text);
    const ids = failed.map(({ id }) => id);
    const items = ids.length === 0 ? [] : await run.clock.inTime(this.queries.byMessage(ids, words));
    const [first] = failed;
    if (items === undefined) return first === undefined ? next : behind(first);
    const indexes = new Map(items.map(({ id, index }) => [id, index]));
    const found = failed.flatMap((batch) => {
      const index = indexes.get(batch.id);
      return index === undefined ? [] : [{ batch, index }];
    });
    const shown = found.slice(0, left);
    this.add(
      run,
      'error_message',
      shown.map(({ batch: { id }, index }) => ({ id, index })),
    );
    const last = found.length > left ? shown.at(-1)?.batch : end < batches.length ? looked.at(-1) : undefined;
    return last === undefined ? next : behind(last);
  }

  /** What is left of the batch at the place, then the next batches: so many items at once. */
  private async inputs(run: Run, at: InputPlace | null): Promise<InputPlace | null> {
    const { found, next } = await this.listedFrom(run, at);
    const window = windowOf(found, (at?.index ?? -1) + 1, WINDOW);
    const { end } = window;
    if (end !== null) run.ahead = { at: end, found: batchesFrom(found, end), next };
    const [first] = window.ranges;
    if (first === undefined) return end ?? next;
    const blocks = await run.clock.inTime(this.items.blocks(window.ranges, run.words));
    if (blocks === undefined) return { createdAt: first.createdAt, id: first.id, index: first.last };
    return (await this.check(run, blocks, window)) ?? end ?? next;
  }

  /** The next batches whose inputs are looked at; the first of them is the one that the place is in. */
  private async listedFrom(run: Run, at: InputPlace | null): Promise<Slice<SizedBatch>> {
    const { ahead } = run;
    if (ahead !== undefined && at === ahead.at) return ahead;
    if (isInside(at)) return { found: await this.own(run, at), next: behind(at) };
    return this.queries.listed(run.items, at);
  }

  /** The batch of a place inside it, as a list; empty unless the caller may see it, for places come from callers. */
  private async own(run: Run, at: BatchPlace): Promise<readonly SizedBatch[]> {
    const batch = await this.queries.at(run.items, at);
    return batch === undefined ? [] : [batch];
  }

  /**
   * Looks at the items of blocks. Answers where it stopped because the page is full or the time is up; null when at the
   * end.
   */
  private async check(run: Run, blocks: readonly ItemRange[], { ranges }: SearchWindow): Promise<InputPlace | null> {
    const byId = new Map(ranges.map((range) => [range.id, range]));
    let place: Required<InputPlace> | undefined;
    for (const { id, first, last } of blocks) {
      const window = byId.get(id);
      if (window === undefined) continue;
      const from = Math.max(first, window.first, place?.id === id ? place.index + 1 : 0);
      const to = Math.min(last, window.last);
      if (to < from) continue;
      const { createdAt } = window;
      if (run.clock.isUp()) return place ?? { createdAt, id, index: from - 1 };
      const range = { id, first: from, last: to };
      for await (const index of itemsWithWords(this.items, run.clock, range, run.words)) {
        run.hits.push({ foundIn: 'input', id, index });
        if (run.hits.length >= run.limit) return { createdAt, id, index };
      }
      place = { createdAt, id, index: to };
    }
    return null;
  }

  private async show(hits: readonly Hit[]): Promise<readonly ShownHit[]> {
    const rows = await this.batches.findByKeys([...new Set(hits.map(({ id }) => id))]);
    const batches = new Map(rows.map((row) => [row.key, row]));
    const named = hits.filter((hit): hit is Hit & FoundItem => hit.index !== undefined);
    const items = new Map((await this.items.shown(named)).map((item) => [`${item.id} ${item.index}`, item]));
    return hits.flatMap(({ foundIn, id, index }) => {
      const batch = batches.get(id);
      const item = items.get(`${id} ${String(index)}`) ?? null;
      // Deleted meanwhile.
      return batch === undefined || (index !== undefined && item === null) ? [] : [{ foundIn, batch, item }];
    });
  }
}

/** Those of some batches from a place on that is among them, with the batch that it is in. */
function batchesFrom(batches: readonly SizedBatch[], place: InputPlace): readonly SizedBatch[] {
  const at = batches.findIndex(({ id }) => id === place.id);
  return batches.slice(isInside(place) ? at : at + 1);
}

const isInside = (at: InputPlace | null): at is InputPlace => at?.index !== undefined;
const behind = ({ createdAt, id }: BatchPlace): BatchPlace => ({ createdAt, id });
