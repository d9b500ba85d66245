import { ITEM_STATUSES } from 'batchwright-client';
import type { ItemStatus } from '../api/client';
import { usePlace } from '../app/place';
import { labelOf, useLanguage } from '../text/labels';
import { text } from '../text/text';
import { Button, Choice } from '../ui/kit';
import { TextFilter } from './text-filter';

/** What the items of a batch are filtered by, as it stands in the address of the page. */
export interface ItemFilter {
  readonly status?: ItemStatus;
  readonly code?: string;
  readonly q?: string;
}

export function useItemFilter(): ItemFilter {
  const [{ state, code, q }] = usePlace();
  const status = ITEM_STATUSES.find((one) => one === state);
  return {
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
    ...(q === undefined ? {} : { q }),
  };
}

export function ItemFilters({ filter: { status, code, q } }: { readonly filter: ItemFilter }) {
  const [, change] = usePlace();
  const language = useLanguage();
  return (
    <div className="body filters" role="group" aria-label={text.batches.filters}>
      <TextFilter label={text.items.q} value={q} onChange={(words) => change({ q: words }, true)} className="search" />
      <Choice
        label={text.items.status}
        value={status}
        options={ITEM_STATUSES.map((one) => [one, labelOf(one, language)] as const)}
        onChange={(state) => change({ state }, true)}
      />
      <TextFilter
        label={text.items.code}
        value={code}
        onChange={(words) => change({ code: words?.toUpperCase() }, true)}
      />
      {(status ?? code ?? q) !== undefined && (
        <Button
          look="ghost"
          icon="close"
          onClick={() => change({ state: undefined, code: undefined, q: undefined }, true)}
        >
          {text.batches.reset}
        </Button>
      )}
    </div>
  );
}
