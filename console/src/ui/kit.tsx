import { ITEM_STATUSES } from 'batchwright-client';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import type { Counters } from '../api/client';
import { labelOf, useLanguage } from '../text/labels';
import { text } from '../text/text';
import { count, exactTime, relativeTime, useNow } from './format';
import { Icon, type IconName } from './icon';
import { Toasts } from './toast';

interface ButtonProps {
  readonly children?: ReactNode;
  readonly icon?: IconName;
  readonly look?: 'primary' | 'danger' | 'ghost';
  readonly small?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly type?: 'button' | 'submit';
  /** What it does, where it shows an icon only. */
  readonly label?: string;
  readonly onClick?: () => void;
}

export function Button(props: ButtonProps) {
  const { children, icon, look = '', small = false, busy = false, disabled = false, type = 'button', label } = props;
  const classes = ['button', look, small ? 'small' : '', children === undefined ? 'square' : ''].join(' ');
  return (
    <button
      type={type}
      className={classes}
      // While it is busy it keeps the focus, which `disabled` would take away.
      disabled={disabled && !busy}
      aria-disabled={busy}
      aria-busy={busy}
      aria-label={label}
      title={label}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else props.onClick?.();
      }}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

export function Status({ value }: { readonly value: string }) {
  const word = labelOf(value, useLanguage());
  return <span className={`pill ${value}`}>{word.charAt(0).toUpperCase() + word.slice(1)}</span>;
}

/** A moment: how long ago, with the exact instant where the pointer rests. */
export function Time({ at, none = '–' }: { readonly at: string | null | undefined; readonly none?: string }) {
  const now = useNow();
  if (at === null || at === undefined) return <span className="faint">{none}</span>;
  return (
    <time dateTime={at} title={exactTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
}

/** The states of a batch's items as parts of a whole. */
export function StatesBar({ counters, tall = false }: { readonly counters: Counters; readonly tall?: boolean }) {
  const parts = (['succeeded', 'failed', 'cancelled', 'running', 'pending'] as const).filter(
    (name) => counters[name] > 0,
  );
  const words = parts.map((name) => `${count(counters[name])} ${labelOf(name)}`).join(', ');
  return (
    <div className={tall ? 'bar tall' : 'bar'} role="img" aria-label={words || text.batch.noItems} title={words}>
      {parts.map((name) => (
        <span key={name} className={name} style={{ flexGrow: counters[name] }} />
      ))}
    </div>
  );
}

/** The number of items in each state; pressing one filters by it. */
export function StatesLegend({
  counters,
  chosen,
  onChoose,
}: {
  readonly counters: Counters;
  readonly chosen?: string | undefined;
  readonly onChoose: (status: string | undefined) => void;
}) {
  const language = useLanguage();
  return (
    <div className="legend">
      {ITEM_STATUSES.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={chosen === name}
          onClick={() => onChoose(chosen === name ? undefined : name)}
        >
          <i className={name} />
          {labelOf(name, language)} <b>{count(counters[name])}</b>
        </button>
      ))}
    </div>
  );
}

export function Panel({
  title,
  actions,
  children,
  flush = false,
}: {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Without space around the content: for tables. */
  readonly flush?: boolean;
}) {
  return (
    <section className="panel">
      {title !== undefined && (
        <header>
          <h2>{title}</h2>
          {actions !== undefined && <div className="row">{actions}</div>}
        </header>
      )}
      {flush ? children : <div className="body">{children}</div>}
    </section>
  );
}

export function Field({
  label,
  hint,
  fault,
  children,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly fault?: string | undefined;
  readonly children: (props: {
    readonly id: string;
    readonly 'aria-invalid': boolean;
    readonly 'aria-describedby': string;
  }) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': fault !== undefined, 'aria-describedby': `${id}-about` })}
      <div id={`${id}-about`}>
        {hint !== undefined && <div className="hint">{hint}</div>}
        {fault !== undefined && (
          <div className="fault" role="alert">
            {fault}
          </div>
        )}
      </div>
    </div>
  );
}

/** A choice without a label of its own: its first entry says what it is about. */
export function Choice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string | undefined) => void;
}) {
  return (
    <select
      className="input"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
    >
      <option value="">{label}</option>
      {options.map(([code, word]) => (
        <option key={code} value={code}>
          {word}
        </option>
      ))}
    </select>
  );
}

interface DialogProps {
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly drawer?: boolean;
  /**
   * What closes it besides its buttons: a press beside it or Escape, Escape alone where something is typed, or nothing.
   */
  readonly closes?: 'anyhow' | 'by-escape' | 'by-button';
  onClose(): void;
}

/** A dialog of the browser's own: it keeps the focus inside, closes by Escape and gives the focus back. */
export function Dialog({ title, children, footer, drawer = false, closes = 'anyhow', onClose }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  // A press that begins inside and ends beside the dialog is one that marks text.
  const isPressedBeside = useRef(false);
  const id = useId();
  // Closed before it leaves the page: a dialog that is gone gives no focus back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={drawer ? 'drawer' : ''}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (closes !== 'by-button') onClose();
      }}
      onClose={() => {
        // Browsers close at a second Escape whatever the page says.
        if (ref.current?.isConnected === true && closes === 'by-button') ref.current.showModal();
      }}
      onPointerDown={(event) => (isPressedBeside.current = event.target === ref.current)}
      onClick={(event) => {
        if (closes === 'anyhow' && isPressedBeside.current && event.target === ref.current) onClose();
      }}
    >
      <div className="inside">
        <header>
          <h2 id={id}>{title}</h2>
          {closes !== 'by-button' && <Button icon="close" look="ghost" label={text.close} onClick={onClose} />}
        </header>
        <div className="content">{children}</div>
        {footer !== undefined && <footer>{footer}</footer>}
      </div>
      <Toasts />
    </dialog>
  );
}

export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export const Code = ({ value }: { readonly value: unknown }) => (
  <pre className="code" tabIndex={0}>
    {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
  </pre>
);

export function Tabs<Name extends string>({
  label,
  tabs,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly tabs: readonly (readonly [Name, string])[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
}) {
  const buttons = useRef<HTMLDivElement>(null);
  const move = (by: number): void => {
    const place = (tabs.findIndex(([name]) => name === chosen) + by + tabs.length) % tabs.length;
    const next = tabs[place];
    if (next === undefined) return;
    onChoose(next[0]);
    buttons.current?.querySelectorAll<HTMLElement>('[role=tab]')[place]?.focus();
  };
  return (
    <div
      ref={buttons}
      className="tabs"
      role="tablist"
      aria-label={label}
      onKeyDown={({ key }) => {
        if (key === 'ArrowRight') move(1);
        if (key === 'ArrowLeft') move(-1);
      }}
    >
      {tabs.map(([name, word]) => (
        <button
          key={name}
          type="button"
          role="tab"
          aria-selected={name === chosen}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => onChoose(name)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
