import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { tabStop } from './tab-stop';

/** Height of a row in pixels; the stylesheet says the same. */
const ROW = 44;
/** Rows that exist above and below those in sight. */
const MARGIN = 12;

interface VirtualListProps {
  readonly label: string;
  readonly count: number;
  readonly className: string;
  /** Height of the list, as CSS. */
  readonly height: string;
  readonly head: ReactNode;
  /** The cells of a row. */
  readonly row: (index: number) => ReactNode;
  readonly keyOf: (index: number) => string | number;
  /** Enter or a click. */
  readonly onOpen: (index: number) => void;
  /** Space or x. */
  readonly onMark?: ((index: number) => void) | undefined;
  readonly isMarked?: (index: number) => boolean;
  /** What is in sight changed. */
  readonly onRange: (first: number, last: number) => unknown;
  readonly currentKey?: string | number | undefined;
}

/**
 * A list of any length in which only the rows in sight exist. Arrows, Page Up and Down, Home and End move the focus
 * from row to row.
 */
export function VirtualList(props: VirtualListProps) {
  const { label, count, className, height, head, row, keyOf, onOpen, onMark, isMarked, onRange, currentKey } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const isMoving = useRef(false);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: MARGIN,
    // Without it a timer, 150 ms after the last event, may take the next offset first, whose event then draws nothing
    // for a frame.
    useScrollendEvent: true,
    // The head of the list covers what is below it.
    scrollPaddingStart: 36,
  });
  const rows = virtual.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  const stop = tabStop(active, first, last);
  useEffect(() => {
    onRange(first, last);
  }, [first, last, count]);
  useEffect(() => {
    if (!isMoving.current) return;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
    if (element === null || element === undefined) return;
    isMoving.current = false;
    element.focus({ preventScroll: true });
  });
  const move = (to: number): void => {
    const next = Math.min(count - 1, Math.max(0, to));
    isMoving.current = true;
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW) - 2);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: stop + 1,
    ArrowUp: stop - 1,
    PageDown: stop + page,
    PageUp: stop - page,
    Home: 0,
    End: count - 1,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.target as HTMLElement).getAttribute('role') !== 'row') return;
    const step = steps[event.key];
    if (step !== undefined) move(step);
    else if (event.key === 'Enter') onOpen(stop);
    else if ((event.key === ' ' || event.key === 'x') && onMark !== undefined) onMark(stop);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className={`list ${className}`}
      style={{ height }}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-multiselectable={onMark !== undefined}
      onKeyDown={onKeyDown}
    >
      <div className="list-head" role="row" aria-rowindex={1}>
        {head}
      </div>
      <div className="list-space" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => (
          <div
            key={keyOf(index)}
            role="row"
            className="list-row"
            data-index={index}
            aria-rowindex={index + 2}
            aria-current={currentKey !== undefined && keyOf(index) === currentKey}
            aria-selected={onMark === undefined ? undefined : isMarked?.(index)}
            tabIndex={index === stop ? 0 : -1}
            style={{ transform: `translateY(${start}px)` }}
            onFocus={() => setActive(index)}
            onClick={() => onOpen(index)}
          >
            {row(index)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Cells of a row, for the eyes and for screen readers. */
export const Cell = ({ children, className = '' }: { readonly children?: ReactNode; readonly className?: string }) => (
  <div role="gridcell" className={className}>
    {children}
  </div>
);

export const HeadCell = ({
  children,
  className = '',
}: {
  readonly children?: ReactNode;
  readonly className?: string;
}) => (
  <div role="columnheader" className={className}>
    {children}
  </div>
);
