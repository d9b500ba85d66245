import { ApiError } from 'batchwright-client';
import { type ReactNode, useEffect, useState } from 'react';
import { text } from '../text/text';
import { explain } from './explain';
import { Icon, type IconName } from './icon';
import { Button } from './kit';

/** A page or list that shows something else than its content: what it is, and what to do. */
export function State({
  icon,
  title,
  children,
  action,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="state">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  );
}

export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: (() => void) | undefined }) {
  const { title, detail } = explain(error);
  const trace = error instanceof ApiError ? error.traceId : undefined;
  return (
    <div role="alert">
      <State
        icon={navigator.onLine ? 'warning' : 'offline'}
        title={title}
        action={
          onRetry !== undefined && (
            <Button icon="retry" onClick={onRetry}>
              {text.tryAgain}
            </Button>
          )
        }
      >
        {detail}
        {trace !== undefined && (
          <span className="faint small">
            {' '}
            {text.errors.trace} <code>{trace}</code>
          </span>
        )}
      </State>
    </div>
  );
}

/** A fault beside what it concerns: in a form or a dialog. */
export function Fault({ error }: { readonly error: unknown }) {
  if (error === null || error === undefined) return null;
  const { title, detail } = explain(error);
  return (
    <div className="notice bad" role="alert">
      <Icon name="warning" />
      <div>
        <strong>{title}</strong> {detail}
      </div>
    </div>
  );
}

/** Grey rows where the content will be; after three seconds it says that it takes longer than usual. */
export function Loading({ rows = 6 }: { readonly rows?: number }) {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSlow(true), 3000);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div className="stack" aria-busy="true" aria-live="polite">
      <span className="hidden-label">{text.loading}</span>
      {Array.from({ length: rows }, (_, n) => (
        <div key={n} className="skeleton" />
      ))}
      {isSlow && <p className="soft">{text.slow}</p>}
    </div>
  );
}

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  refetch(): unknown;
}

/** The states of what was asked for; data that came before stay in sight when a later question fails. */
export function Answered<T>({
  query,
  rows,
  children,
}: {
  readonly query: Asked<T>;
  readonly rows?: number;
  readonly children: (data: T) => ReactNode;
}) {
  const { data, error } = query;
  const retry = (): void => void query.refetch();
  if (data !== undefined)
    return (
      <>
        {error !== null && <Fault error={error} />}
        {children(data)}
      </>
    );
  if (error !== null) return <Failure error={error} onRetry={retry} />;
  return <Loading {...(rows === undefined ? {} : { rows })} />;
}
