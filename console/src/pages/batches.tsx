import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type BatchFilter, MOST_PAGES, setParts, useBatches } from '../api/batch';
import type { Batch } from '../api/client';
import { useRights } from '../api/session';
import { usePlace } from '../app/place';
import { cleared, Filters } from '../parts/batch-filters';
import { BulkBar } from '../parts/bulk';
import { type Chosen, chooseOne, NOTHING, type Selection } from '../parts/chosen';
import { labelOf, useLanguage } from '../text/labels';
import { text } from '../text/text';
import { count } from '../ui/format';
import { Button, StatesBar, Status, Time } from '../ui/kit';
import { Answered, State } from '../ui/states';
import { Cell, HeadCell, VirtualList } from '../ui/virtual-list';

export default function Batches() {
  const [place, change] = usePlace();
  const filter: BatchFilter = place;
  const list = useBatches(filter);
  const { may } = useRights();
  const navigate = useNavigate();
  // Until the answer for a new filter is there, the rows in sight are those of the filter before it.
  const total = list.isPlaceholderData ? undefined : list.data?.pages[0]?.total;
  const isCapped = list.data?.pages[0]?.total_is_capped === true;
  const toFilter = (parts: BatchFilter): void => change({ ...parts }, true);
  return (
    <>
      <div className="title">
        <h1>
          {text.batches.title}{' '}
          {total !== undefined && <span className="faint">{text.batches.total(total, isCapped)}</span>}
        </h1>
        {may('batch:write') && (
          <Button icon="plus" look="primary" onClick={() => void navigate({ to: '/submit' })}>
            {text.nav.submit}
          </Button>
        )}
      </div>
      <Filters filter={filter} onChange={toFilter} />
      <FoundBatches
        key={JSON.stringify(setParts(filter))}
        filter={setParts(filter)}
        list={list}
        total={total}
        onReset={() => toFilter(cleared())}
      />
    </>
  );
}

interface FoundBatchesProps {
  readonly filter: Readonly<Record<string, string>>;
  readonly list: ReturnType<typeof useBatches>;
  readonly total: number | undefined;
  onReset(): void;
}

/**
 * The batches of one filter. Another filter makes it anew, so that nothing chosen outlives the list it was chosen in.
 */
function FoundBatches({ filter, list, total, onReset }: FoundBatchesProps) {
  const { may } = useRights();
  const [choice, setChoice] = useState<Selection>(NOTHING);
  const batches = useMemo(() => list.data?.pages.flatMap(({ results }) => results) ?? [], [list.data]);
  const mayChange = may('batch:write');
  const isOld = list.isPlaceholderData;
  const mark = (id: string): void =>
    setChoice((now) =>
      chooseOne(
        now,
        id,
        batches.map((batch) => batch.id),
      ),
    );
  return (
    <>
      {mayChange && (
        <BulkBar choice={choice} batches={isOld ? [] : batches} filter={filter} total={total} onChoose={setChoice} />
      )}
      <div className={isOld ? 'panel old' : 'panel'} aria-busy={isOld}>
        {(list.data?.pages.length ?? 0) >= MOST_PAGES && (
          <p className="body soft small">{text.batches.most(count(batches.length))}</p>
        )}
        <Answered query={list} rows={10}>
          {() =>
            batches.length === 0 ? (
              <NoBatches isFiltered={Object.keys(filter).length > 0} onReset={onReset} />
            ) : (
              <BatchList
                batches={batches}
                chosen={choice.chosen}
                hasMore={list.hasNextPage && !isOld}
                onMore={() => !list.isFetchingNextPage && void list.fetchNextPage()}
                onMark={mayChange && !isOld ? mark : undefined}
              />
            )
          }
        </Answered>
      </div>
    </>
  );
}

function NoBatches({ isFiltered, onReset }: { readonly isFiltered: boolean; readonly onReset: () => void }) {
  const navigate = useNavigate();
  const { may } = useRights();
  if (isFiltered)
    return (
      <State
        icon="search"
        title={text.batches.noMatch}
        action={<Button onClick={onReset}>{text.batches.reset}</Button>}
      >
        {text.batches.noMatchHint}
      </State>
    );
  return (
    <State
      icon="empty"
      title={text.batches.none}
      action={
        may('batch:write') && (
          <Button look="primary" onClick={() => void navigate({ to: '/submit' })}>
            {text.nav.submit}
          </Button>
        )
      }
    >
      {text.batches.noneHint}
    </State>
  );
}

interface BatchListProps {
  readonly batches: readonly Batch[];
  readonly chosen: Chosen;
  readonly hasMore: boolean;
  onMore(): void;
  readonly onMark: ((id: string) => void) | undefined;
}

function BatchList({ batches, chosen, hasMore, onMore, onMark }: BatchListProps) {
  const navigate = useNavigate();
  const { isAdmin } = useRights();
  const language = useLanguage();
  return (
    <VirtualList
      label={text.batches.title}
      className={isAdmin ? 'batches by-owner' : 'batches'}
      height="max(360px, calc(100vh - 270px))"
      count={batches.length + (hasMore ? 1 : 0)}
      keyOf={(index) => batches[index]?.id ?? 'more'}
      onRange={(_, last) => last >= batches.length - 20 && hasMore && onMore()}
      onOpen={(index) => {
        const id = batches[index]?.id;
        if (id !== undefined) void navigate({ to: '/batches/$id', params: { id } });
      }}
      isMarked={(index) => chosen === 'all' || chosen.has(batches[index]?.id ?? '')}
      onMark={
        onMark &&
        ((index) => {
          const id = batches[index]?.id;
          if (id !== undefined) onMark(id);
        })
      }
      head={
        <>
          <HeadCell>
            <span className="hidden-label">{text.batches.choose}</span>
          </HeadCell>
          <HeadCell>{text.batches.name}</HeadCell>
          <HeadCell>{text.batches.status}</HeadCell>
          <HeadCell className="wide">{text.batches.progress}</HeadCell>
          <HeadCell className="wide num">{text.batches.items}</HeadCell>
          <HeadCell className="wide num">{text.batches.failedItems}</HeadCell>
          {isAdmin && <HeadCell className="widest num">{text.batches.ownerShort}</HeadCell>}
          <HeadCell className="wide num">{text.batches.created}</HeadCell>
        </>
      }
      row={(index) => {
        const batch = batches[index];
        if (batch === undefined) return <Cell className="skeleton grow" />;
        const isChosen = chosen === 'all' || chosen.has(batch.id);
        return <BatchCells batch={batch} isChosen={isChosen} onMark={onMark} kind={labelOf(batch.kind, language)} />;
      }}
    />
  );
}

interface BatchCellsProps {
  readonly batch: Batch;
  readonly isChosen: boolean;
  readonly onMark: ((id: string) => void) | undefined;
  readonly kind: string;
}

function BatchCells({ batch, isChosen, onMark, kind }: BatchCellsProps) {
  const { isAdmin } = useRights();
  const { counters } = batch;
  return (
    <>
      <Cell>
        {onMark !== undefined && (
          <input
            type="checkbox"
            className="tick"
            tabIndex={-1}
            aria-label={text.batches.chooseOne(batch.name ?? batch.id)}
            checked={isChosen}
            onClick={(event) => event.stopPropagation()}
            onChange={() => onMark(batch.id)}
          />
        )}
      </Cell>
      <Cell className="cut">
        <div className="cut" title={batch.name ?? undefined}>
          {batch.name ?? <code>{batch.id}</code>}
        </div>
        <div className="cut faint small">
          {kind} {batch.name !== null && <code>· {batch.id}</code>}
        </div>
      </Cell>
      <Cell>
        <Status value={batch.status} />
      </Cell>
      <Cell className="wide">
        <StatesBar counters={counters} />
      </Cell>
      <Cell className="wide num">{count(counters.total)}</Cell>
      <Cell className={counters.failed > 0 ? 'wide num' : 'wide num faint'}>{count(counters.failed)}</Cell>
      {isAdmin && <Cell className="widest num">{batch.owner_id}</Cell>}
      <Cell className="wide num cut">
        <Time at={batch.created_at} />
      </Cell>
    </>
  );
}
