import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Schema } from '../api/client';
import { text } from '../text/text';
import { count } from '../ui/format';

type Points = readonly Schema<'StatsPoint'>[];

const HEIGHT = 220;
/** Height of the names and values below the plot. */
const LEGEND = 44;

/** Items that ended and failed, in the intervals in which their batches were submitted. */
export default function Chart({ points, frame }: { readonly points: Points; readonly frame: keyof typeof FRAMES }) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  const data = toData(points, frame);
  const newest = useRef(data);
  newest.current = data;
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const draw = (): void => {
      plot.current?.destroy();
      plot.current = new UPlot(optionsFor(element), newest.current, element);
    };
    draw();
    const resize = new ResizeObserver(() =>
      plot.current?.setSize({ width: element.clientWidth, height: HEIGHT - LEGEND }),
    );
    resize.observe(element);
    const colours = new MutationObserver(draw);
    colours.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', draw);
    return () => {
      resize.disconnect();
      colours.disconnect();
      system.removeEventListener('change', draw);
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, []);
  useEffect(() => plot.current?.setData(data), [points]);
  const most = Math.max(0, ...(data[1] as number[]));
  return <div ref={place} role="img" aria-label={text.overview.chartAs(count(most))} />;
}

/** Length of a time span and width of its intervals, in seconds, as the service counts. */
const FRAMES = {
  '1h': [3600, 300],
  '6h': [21_600, 1800],
  '24h': [86_400, 3600],
  '7d': [604_800, 21_600],
  '30d': [2_592_000, 86_400],
} as const;
/** Intervals of the service begin at multiples of their width after this moment, in seconds. */
const ORIGIN = Date.parse('2000-01-01T00:00:00Z') / 1000;

/** A value for every interval of the span: the service leaves out those in which nothing was submitted. */
function toData(points: Points, frame: keyof typeof FRAMES): UPlot.AlignedData {
  const [span, width] = FRAMES[frame];
  const known = new Map(points.map((point) => [Date.parse(point.from) / 1000, point]));
  const last = Math.floor((Date.now() / 1000 - ORIGIN) / width) * width + ORIGIN;
  const times = Array.from({ length: span / width + 1 }, (_, n) => last - span + n * width);
  const values = (of: (point: Points[number]) => number): number[] =>
    times.map((time) => {
      const point = known.get(time);
      return point === undefined ? 0 : of(point);
    });
  return [times, values(({ succeeded, failed }) => succeeded + failed), values(({ failed }) => failed)];
}

function optionsFor(element: HTMLElement): UPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--text-faint'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
  };
  const shown = (_: unknown, value: number | null): string => (value === null ? '–' : count(value));
  return {
    width: element.clientWidth,
    height: HEIGHT - LEGEND,
    cursor: { y: false, points: { size: 6 } },
    scales: { y: { range: (_, __, max) => [0, Math.max(max * 1.15, 1)] } },
    axes: [
      axis,
      {
        ...axis,
        size: 56,
        values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? count(tick) : '')),
      },
    ],
    series: [
      { label: text.overview.time },
      {
        label: text.overview.itemsEnded,
        stroke: colour('--bar-run'),
        fill: `${colour('--bar-run')}22`,
        width: 2,
        points: { show: false },
        value: shown,
      },
      {
        label: text.overview.itemsFailed,
        stroke: colour('--bar-bad'),
        width: 2,
        points: { show: false },
        value: shown,
      },
    ],
  };
}
