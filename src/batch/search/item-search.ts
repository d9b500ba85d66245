import { Injectable } from '@nestjs/common';
import { messageWords, searchedWords } from '../model/search/search-words.js';
import type { BatchRow } from '../read/batch-queries.js';
import type { ItemFilter } from '../read/item-queries.js';
import { itemsWithWords } from './items-with-words.js';
import { ItemSearchQueries, type SoughtItems } from './item-search-queries.js';
import { PageOfItems } from './page-of-items.js';
import { SearchClock } from './search-clock.js';
import { type ItemRange, SearchItemQueries } from './search-item-queries.js';
import { FAILURES } from './search-queries.js';
import { WINDOW } from './search-window.js';

/** Items of one batch that a text finds, in their order. */
export interface FoundItems {
  readonly indexes: readonly number[];
  /** Behind which index it goes on; null when it has looked at all. */
  readonly next: number | null;
  /** Whether the time was up, or something took too long and was passed over. */
  readonly isLate: boolean;
}

/** A search in one batch under way. */
interface Run {
  readonly batch: BatchRow;
  readonly sought: SoughtItems;
  /** Of an input. */
  readonly words: readonly string[];
  readonly clock: SearchClock;
  /** All that refs and errors find, where an index names them. */
  readonly named: readonly number[];
  /** What no index names, since too many have it. */
  readonly many: { readonly ref: boolean; readonly error: boolean };
}

/**
 * Finds items of one batch by what a person has of them: the beginning of a ref, a code or words of an error, words of
 * an input. In the order of the items, window by window, until the page is full or the time is up.
 */
@Injectable()
export class ItemSearch {
  constructor(
    private readonly queries: ItemSearchQueries,
    private readonly items: SearchItemQueries,
  ) {}

  /** Looks behind an index. */
  async find(batch: BatchRow, q: string, filter: ItemFilter, after: number, limit: number): Promise<FoundItems> {
    const text = q.trim();
    const sought: SoughtItems = { ref: text, code: text.toUpperCase(), words: messageWords(text), filter };
    const run = await this.begin({ batch, sought, words: searchedWords(text), clock: new SearchClock() });
    const found: number[] = [];
    let at: number | null = after;
    do {
      const { indexes, next } = await this.window(run, at + 1, limit - found.length);
      found.push(...indexes);
      at = next;
    } while (at !== null && found.length < limit && !run.clock.isUp());
    return { indexes: found, next: at, isLate: run.clock.isLate };
  }

  /** Asks the indexes of refs and of failures. */
  private async begin(run: Omit<Run, 'named' | 'many'>): Promise<Run> {
    const { batch, sought, clock } = run;
    const refs = await clock.inTime(this.queries.byRef(batch.key, sought));
    const isFew = batch.failed <= FAILURES;
    const errors = batch.failed > 0 && isFew ? await clock.inTime(this.queries.byError(batch.key, sought)) : [];
    return { ...run, named: [...(refs ?? []), ...(errors ?? [])], many: { ref: refs === undefined, error: !isFew } };
  }

  /** The next items, as many as there is room for, and behind which index to go on: one further at least. */
  private async window(run: Run, first: number, room: number): Promise<Pick<FoundItems, 'indexes' | 'next'>> {
    const { batch, clock, words } = run;
    const range = { id: batch.key, first, last: Math.min(batch.total, first + WINDOW) - 1 };
    if (range.last < first) return { indexes: [], next: null };
    const page = new PageOfItems(room, await this.named(run, range, room), first);
    const blocks = words.length === 0 ? [] : ((await clock.inTime(this.items.blocks([range], words))) ?? []);
    for (const block of blocks) {
      const [from, to] = [Math.max(block.first, first, page.seen + 1), Math.min(block.last, range.last)];
      if (to < from) continue;
      // One block at least, so that a page gets on however slow the database is.
      const isFirst = page.seen < first;
      page.seen = from - 1;
      if (page.isFull() || (!isFirst && clock.isUp())) return page.upTo(batch.total);
      const part = { ...range, first: from, last: to };
      for await (const index of itemsWithWords(this.items, clock, part, words, run.sought.filter)) page.hits.add(index);
      page.seen = to;
    }
    page.seen = range.last;
    return page.upTo(batch.total);
  }

  /** What refs and errors find in a window: at least as many as there is room for, if there are. */
  private async named({ named, many, sought, clock }: Run, range: ItemRange, room: number): Promise<readonly number[]> {
    if (!many.ref && !many.error) return named;
    return [...named, ...((await clock.inTime(this.queries.among(range, sought, many, room))) ?? [])];
  }
}
