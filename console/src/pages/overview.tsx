import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { type Batch, type BatchStatus, client, type Stats } from '../api/client';
import { useFiguresPolling } from '../api/live';
import { oldest } from '../api/oldest';
import { useRights } from '../api/session';
import { usePlace } from '../app/place';
import { Failures } from '../parts/failures';
import { at } from '../parts/paged-table';
import { Workers } from '../parts/workers';
import { labelOf, useLanguage } from '../text/labels';
import { text } from '../text/text';
import { count, percent } from '../ui/format';
import { Panel, StatesBar, Status, Time } from '../ui/kit';
import { Answered, Fault, State } from '../ui/states';

const Chart = lazy(() => import('../parts/chart'));

const FRAMES = ['1h', '6h', '24h', '7d', '30d'] as const;
type Frame = (typeof FRAMES)[number];
const HOURS: Readonly<Record<Frame, number>> = { '1h': 1, '6h': 6, '24h': 24, '7d': 168, '30d': 720 };
/** The batches that wait are read through so often, in milliseconds. */
const WAITING_MS = 30_000;
/** Batches shown of each state. */
const SHOWN = 6;

export default function Overview() {
  const [place, change] = usePlace();
  const frame: Frame = FRAMES.find((one) => one === place['frame']) ?? '24h';
  const refetchInterval = useFiguresPolling();
  const stats = useQuery({
    queryKey: ['batches', 'figures', 'stats', frame],
    queryFn: ({ signal }) => client.call('getStats', { query: { timeframe: frame }, signal }),
    refetchInterval,
  });
  return (
    <>
      <div className="title">
        <h1>{text.overview.title}</h1>
        <select
          className="input"
          style={{ width: 'auto' }}
          aria-label={text.overview.frame}
          value={frame}
          onChange={({ target }) => change({ frame: target.value }, true)}
        >
          {FRAMES.map((one) => (
            <option key={one} value={one}>
              {text.overview.frames[one]}
            </option>
          ))}
        </select>
      </div>
      <Fault error={stats.error} />
      {/* Everything has its place before its figures are there, so that nothing jumps when they come. */}
      <Tiles stats={stats.data} frame={frame} />
      <Panel title={text.overview.chart}>
        <div className="chart">
          {stats.data !== undefined && (
            <Suspense fallback={<div className="skeleton chart" />}>
              <Chart points={stats.data.series} frame={frame} />
            </Suspense>
          )}
        </div>
      </Panel>
      <div className="columns now">
        <Running />
        <Waiting />
      </div>
      <div className="columns">
        <Failures frame={frame} />
        <Workers />
      </div>
    </>
  );
}

/** The moment at which a time span begins, to the minute, so that the address stays the same while one looks. */
const beginOf = (frame: Frame): string =>
  new Date(Math.floor((Date.now() - HOURS[frame] * 3_600_000) / 60_000) * 60_000).toISOString();

interface TileProps {
  readonly word: string;
  readonly n: number | undefined;
  readonly search: Readonly<Record<string, string>>;
  readonly hint?: string;
}

/** A number that leads to the batches it counts. */
const Tile = ({ word, n, search, hint }: TileProps) => (
  <Link className="tile" to="/batches" search={search}>
    <span className="soft">{word}</span>
    <b>{n === undefined ? '–' : count(n)}</b>
    {hint !== undefined && <span className="faint small">{hint}</span>}
  </Link>
);

/** How many batches are in a state now, whenever they were submitted. */
const useNow = (status: BatchStatus) =>
  useQuery({
    queryKey: ['batches', 'figures', 'now', status],
    queryFn: ({ signal }) => client.batches.list({ status, limit: SHOWN, total: true }, { signal }),
    refetchInterval: useFiguresPolling(),
  });

function Tiles({ stats, frame }: { readonly stats: Stats | undefined; readonly frame: Frame }) {
  const by: Readonly<Record<string, number>> | undefined = stats?.batches.by_status;
  const ended = stats && stats.items.succeeded + stats.items.failed;
  const { since } = text.overview.tiles;
  const from = beginOf(frame);
  return (
    <div className="tiles">
      {(['processing', 'pending', 'paused'] as const).map((status) => (
        <NowTile key={status} status={status} />
      ))}
      {(['failed', 'partial'] as const).map((status) => (
        <Tile
          key={status}
          word={text.overview.tiles[status]}
          n={by && (by[status] ?? 0)}
          search={{ status, created_from: from }}
          hint={since}
        />
      ))}
      <div className="tile">
        <span className="soft">{text.overview.tiles.items}</span>
        <b>{ended === undefined ? '–' : count(ended)}</b>
        <span className="faint small">{since}</span>
      </div>
      <div className="tile">
        <span className="soft">{text.overview.tiles.success}</span>
        <b>{stats === undefined || ended === 0 ? '–' : percent(stats.items.success_rate)}</b>
        <span className="faint small">{since}</span>
      </div>
    </div>
  );
}

const WORDS = {
  processing: text.overview.tiles.running,
  pending: text.overview.tiles.waiting,
  paused: text.overview.tiles.paused,
};

const NowTile = ({ status }: { readonly status: keyof typeof WORDS }) => (
  <Tile word={WORDS[status]} n={useNow(status).data?.total} search={{ status }} />
);

function Running() {
  const batches = useNow('processing');
  return (
    <NowPanel status="processing" title={text.overview.running}>
      <Answered query={batches} rows={SHOWN}>
        {({ results }) => (
          <BatchRows
            batches={results}
            none={text.overview.noneRunning}
            middle={({ counters }) => <StatesBar counters={counters} />}
            end={({ progress }) => percent(progress)}
          />
        )}
      </Answered>
    </NowPanel>
  );
}

function Waiting() {
  const batches = useQuery({
    queryKey: ['batches', 'waiting'],
    queryFn: ({ signal }) =>
      oldest((cursor) => client.batches.list({ status: 'pending', limit: 100, ...at(cursor) }, { signal })),
    // Up to five requests: asked for less often than the rest.
    refetchInterval: WAITING_MS,
    staleTime: WAITING_MS / 2,
  });
  const title =
    batches.data === undefined || batches.data.isWhole
      ? text.overview.waiting
      : text.overview.waitingOf(count(batches.data.looked));
  return (
    <NowPanel status="pending" title={title}>
      <Answered query={batches} rows={SHOWN}>
        {({ results }) => (
          <BatchRows
            batches={results.slice(0, SHOWN)}
            none={text.overview.noneWaiting}
            middle={({ priority }) => <Status value={priority} />}
            end={({ created_at: created }) => <Time at={created} />}
          />
        )}
      </Answered>
    </NowPanel>
  );
}

interface NowPanelProps {
  readonly status: BatchStatus;
  readonly title: string;
  readonly children: ReactNode;
}

const NowPanel = ({ status, title, children }: NowPanelProps) => (
  <Panel
    title={title}
    actions={
      <Link className="small" to="/batches" search={{ status }}>
        {text.overview.all}
      </Link>
    }
    flush
  >
    {children}
  </Panel>
);

interface BatchRowsProps {
  readonly batches: readonly Batch[];
  readonly none: string;
  readonly middle: (batch: Batch) => ReactNode;
  readonly end: (batch: Batch) => ReactNode;
}

function BatchRows({ batches, none, middle, end }: BatchRowsProps) {
  const language = useLanguage();
  const { isAdmin } = useRights();
  if (batches.length === 0)
    return (
      <State icon="check" title={none}>
        {text.overview.noneHint}
      </State>
    );
  return (
    <div className="table-scroll">
      <table className="plain">
        <tbody>
          {batches.map((batch) => (
            <tr key={batch.id}>
              <td>
                <Link to="/batches/$id" params={{ id: batch.id }}>
                  {batch.name ?? batch.id}
                </Link>
                <div className="faint small">
                  {labelOf(batch.kind, language)}
                  {isAdmin && ` · ${text.overview.of(batch.owner_id)}`}
                </div>
              </td>
              <td style={{ width: '32%' }}>{middle(batch)}</td>
              <td className="num small">{end(batch)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
