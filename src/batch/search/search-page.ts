import type { BatchRow } from '../read/batch-queries.js';
import type { FoundIn } from './search-place.js';
import type { ShownItem } from './search-item-queries.js';

/** Something that was found, with its batch; `item` is null when it is the batch itself. */
export interface ShownHit {
  readonly foundIn: FoundIn;
  readonly batch: BatchRow;
  readonly item: ShownItem | null;
}

/** A page of what was found. `truncated`: the time ran out before all was looked at. */
export interface SearchPage {
  readonly hits: readonly ShownHit[];
  readonly nextCursor: string | null;
  readonly truncated: boolean;
}
