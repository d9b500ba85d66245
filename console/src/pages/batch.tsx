import { BatchDeletedError, hasCode, hasEnded } from 'batchwright-client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { refreshItems, ShowChange, useFollowedBatch, useRefreshAtTheEnd, useShowChange } from '../api/batch';
import { type Batch, client } from '../api/client';
import { forgetBatch, refreshLists } from '../api/lists';
import { queries, useRights } from '../api/session';
import { usePlace } from '../app/place';
import { Exports } from '../parts/exports';
import { ItemDrawer } from '../parts/item-drawer';
import { Concurrency, PriorityChoice } from '../parts/batch-settings';
import { Items } from '../parts/items';
import { labelOf, useLanguage } from '../text/labels';
import { text } from '../text/text';
import { Confirm } from '../ui/confirm';
import { decimal, duration, percent } from '../ui/format';
import type { IconName } from '../ui/icon';
import { Button, Code, Facts, Panel, StatesBar, StatesLegend, Status, Tabs, Time } from '../ui/kit';
import { Failure, Loading } from '../ui/states';
import { say, sayFault } from '../ui/toast';

export default function BatchPage() {
  const { id = '' }: { readonly id?: string } = useParams({ strict: false });
  const { batch, error, isStale, take, refresh } = useFollowedBatch(id);
  const show = useCallback(
    (now: Batch) => {
      take(now);
      refreshItems(now.id);
    },
    [take],
  );
  if (error instanceof BatchDeletedError || hasCode(error, 'NOT_FOUND'))
    return <Failure error={error} onRetry={refresh} />;
  if (batch === undefined)
    return error === undefined ? <Loading rows={8} /> : <Failure error={error} onRetry={refresh} />;
  return (
    <ShowChange value={show}>
      <OneBatch key={id} batch={batch} isStale={isStale || error !== undefined} onRetry={refresh} />
    </ShowChange>
  );
}

interface OneBatchProps {
  readonly batch: Batch;
  readonly isStale: boolean;
  onRetry(): void;
}

function OneBatch({ batch, isStale, onRetry }: OneBatchProps) {
  useRefreshAtTheEnd(batch);
  const [place, change] = usePlace();
  const language = useLanguage();
  const tab = place['tab'] === 'about' ? 'about' : 'items';
  const item = place['item'] === undefined ? undefined : Number(place['item']);
  return (
    <>
      <div className="title">
        <div>
          <h1>{batch.name ?? batch.id}</h1>
          <div className="row soft">
            <Status value={batch.status} /> {labelOf(batch.kind, language)}
            {batch.name !== null && <code> · {batch.id}</code>}
          </div>
        </div>
        <Controls batch={batch} />
      </div>
      {isStale && (
        <div className="notice warn" role="status">
          {text.batch.stale}{' '}
          <Button small onClick={onRetry}>
            {text.tryAgain}
          </Button>
        </div>
      )}
      <Panel>
        <div className="stack">
          <StatesBar counters={batch.counters} tall />
          <StatesLegend
            counters={batch.counters}
            chosen={place['state']}
            onChoose={(state) => change({ state, tab: undefined })}
          />
          <Progress batch={batch} />
          <WhyWaiting batch={batch} />
        </div>
      </Panel>
      <section className="panel">
        <Tabs
          label={text.batch.tabs}
          tabs={[
            ['items', text.batch.items],
            ['about', text.batch.about],
          ]}
          chosen={tab}
          onChoose={(name) => change({ tab: name === 'items' ? undefined : name })}
        />
        {tab === 'items' ? (
          <Items batch={batch} current={item} onOpen={(index) => change({ item: String(index) })} />
        ) : (
          <div className="body">
            <About batch={batch} />
          </div>
        )}
      </section>
      {item !== undefined && Number.isInteger(item) && (
        <ItemDrawer
          batch={batch}
          index={item}
          onMove={(index) => change({ item: String(index) }, true)}
          onClose={() => change({ item: undefined })}
        />
      )}
    </>
  );
}

function Progress({ batch }: { readonly batch: Batch }) {
  const rate = batch.rate_per_second;
  const began = batch.started_at;
  const took =
    began !== null && batch.completed_at !== null ? Date.parse(batch.completed_at) - Date.parse(began) : null;
  return (
    <Facts
      facts={[
        [text.batch.progress, percent(batch.progress)],
        [text.batch.rate, rate === null ? '–' : text.batch.perSecond(decimal(rate))],
        batch.completed_at === null
          ? [text.batch.estimate, <Time key="estimate" at={batch.estimated_completion} />]
          : [text.batch.ended, <Time key="ended" at={batch.completed_at} />],
        [text.batch.began, <Time key="began" at={began} />],
        [text.batch.created, <Time key="created" at={batch.created_at} />],
        ...(took === null ? [] : ([[text.batch.took, duration(took)]] as const)),
        [text.batch.priority, <PriorityChoice key="priority" batch={batch} />],
        [text.batch.concurrency, <Concurrency key="concurrency" batch={batch} />],
      ]}
    />
  );
}

/** Why nothing happens, where that is so: by the state of the batch, or by what its next item waits for. */
function WhyWaiting({ batch }: { readonly batch: Batch }) {
  const { counters, status } = batch;
  const isWaiting = status === 'processing' && counters.running === 0 && counters.pending > 0;
  const next = useQuery({
    queryKey: ['batches', 'items', batch.id, 'waiting'],
    queryFn: ({ signal }) => client.batches.itemsPage(batch.id, { status: 'pending', limit: 1 }, { signal }),
    enabled: isWaiting,
    refetchInterval: 5000,
  });
  if (batch.is_open === true && !hasEnded(batch))
    return (
      <p className="notice">
        <span>
          {text.batch.waits.open} <Time at={batch.seal_by} />
        </span>
      </p>
    );
  if (status === 'paused') return <p className="notice">{text.batch.waits.paused}</p>;
  if (status === 'pending') return <p className="notice">{text.batch.waits.pending}</p>;
  const waiting = next.data?.results[0];
  if (!isWaiting || waiting === undefined) return null;
  return (
    <p className="notice">
      {waiting.wait_reason ?? text.batch.waits.slot}
      {waiting.run_at !== null && Date.parse(waiting.run_at) > Date.now() && (
        <span className="soft">
          {' '}
          {text.batch.waits.until} <Time at={waiting.run_at} />
        </span>
      )}
    </p>
  );
}

type Control = 'pause' | 'resume' | 'cancel' | 'retry';

const CONTROLS: Readonly<Record<Control, { readonly icon: IconName; readonly fits: (batch: Batch) => boolean }>> = {
  pause: { icon: 'pause', fits: ({ status }) => status === 'pending' || status === 'processing' },
  resume: { icon: 'play', fits: ({ status }) => status === 'paused' },
  cancel: { icon: 'cancel', fits: (batch) => !hasEnded(batch) },
  retry: { icon: 'retry', fits: (batch) => hasEnded(batch) && batch.counters.failed + batch.counters.cancelled > 0 },
};

const send = async (control: Control, batch: Batch): Promise<Batch> => {
  if (control !== 'retry') return client.batches[control](batch.id);
  const statuses = (['failed', 'cancelled'] as const).filter((status) => batch.counters[status] > 0);
  return (await client.batches.retry(batch.id, { statuses })).batch;
};

function Controls({ batch }: { readonly batch: Batch }) {
  const { may } = useRights();
  const [isDeleting, setDeleting] = useState(false);
  const showChange = useShowChange();
  const control = useMutation({
    mutationFn: (name: Control) => send(name, batch),
    onSuccess: (now, name) => {
      showChange(now);
      say(text.batch.did[name]);
    },
    onError: sayFault,
  });
  return (
    <div className="row">
      {may('batch:write') &&
        (Object.keys(CONTROLS) as Control[])
          .filter((name) => CONTROLS[name].fits(batch))
          .map((name) => (
            <Button key={name} icon={CONTROLS[name].icon} busy={control.isPending} onClick={() => control.mutate(name)}>
              {text.batch.controls[name]}
            </Button>
          ))}
      <Exports batch={batch} />
      {may('batch:delete') && hasEnded(batch) && (
        <Button icon="trash" look="danger" onClick={() => setDeleting(true)}>
          {text.batch.delete}
        </Button>
      )}
      {isDeleting && <DeleteDialog batch={batch} onClose={() => setDeleting(false)} />}
    </div>
  );
}

function DeleteDialog({ batch, onClose }: { readonly batch: Batch; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => client.batches.delete(batch.id),
    onSuccess: async () => {
      say(text.batch.deleted);
      forgetBatch(batch.id);
      await navigate({ to: '/batches' });
      void refreshLists();
      void queries.invalidateQueries({ queryKey: ['batches', 'figures'] });
    },
  });
  return (
    <Confirm
      title={text.batch.deleteTitle}
      word={text.batch.delete}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{text.batch.deleteHint(batch.name ?? batch.id, batch.counters.total)}</p>
    </Confirm>
  );
}

function About({ batch }: { readonly batch: Batch }) {
  return (
    <div className="stack">
      <Facts
        facts={[
          [text.batch.owner, String(batch.owner_id)],
          [text.batch.atomic, batch.atomic ? text.yes : text.no],
          [text.batch.revision, String(batch.revision)],
          [text.batch.webhook, batch.webhook_url ?? '–'],
        ]}
      />
      <h3>{text.batch.options}</h3>
      <Code value={batch.options} />
      {batch.metadata !== null && (
        <>
          <h3>{text.batch.metadata}</h3>
          <Code value={batch.metadata} />
        </>
      )}
    </div>
  );
}
