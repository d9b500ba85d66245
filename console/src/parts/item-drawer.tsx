import { hasEnded } from 'batchwright-client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useShowChange } from '../api/batch';
import { type Batch, client, type Item, type ItemError, SERVICE } from '../api/client';
import { useRights } from '../api/session';
import { adviceFor } from '../text/advice';
import { text } from '../text/text';
import { copy } from '../ui/copy';
import { count, duration } from '../ui/format';
import { Button, Code, Dialog, Facts, Status, Time } from '../ui/kit';
import { Answered, Fault } from '../ui/states';
import { say } from '../ui/toast';
import { Provenance } from './provenance';

interface ItemDrawerProps {
  readonly batch: Batch;
  readonly index: number;
  onMove(index: number): void;
  onClose(): void;
}

/** One item with all that is known of it, and what can be done about it. */
export function ItemDrawer({ batch, index, onMove, onClose }: ItemDrawerProps) {
  const item = useQuery({
    queryKey: ['batches', 'items', batch.id, 'one', index],
    queryFn: ({ signal }) => client.batches.item(batch.id, index, { signal }),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.status === 'pending' || state.data.status === 'running' ? 2000 : false,
  });
  return (
    <Dialog
      drawer
      closes="by-escape"
      title={text.item.title(count(index))}
      onClose={onClose}
      footer={
        <>
          <Button disabled={index === 0} onClick={() => onMove(index - 1)}>
            {text.item.before}
          </Button>
          <Button disabled={index >= batch.counters.total - 1} onClick={() => onMove(index + 1)}>
            {text.item.after}
          </Button>
        </>
      }
    >
      <Answered query={item}>{(data) => <ItemView key={index} batch={batch} item={data} />}</Answered>
    </Dialog>
  );
}

function ItemView({ batch, item }: { readonly batch: Batch; readonly item: Item }) {
  return (
    <div className="stack">
      <Facts
        facts={[
          [text.items.status, <Status key="status" value={item.status} />],
          [text.item.ref, item.ref ?? '–'],
          [text.items.attempts, String(item.attempts)],
          [text.item.began, <Time key="began" at={item.started_at} />],
          [text.item.ended, <Time key="ended" at={item.ended_at} />],
          ...(item.wait_reason === null ? [] : ([[text.item.waits, item.wait_reason]] as const)),
          ...(item.step === null ? [] : ([[text.item.step, item.step]] as const)),
        ]}
      />
      {item.error !== null && <ErrorView error={item.error} />}
      <Repair batch={batch} item={item} />
      {item.warnings.length > 0 && (
        <Part title={text.item.warnings}>
          <ul>
            {item.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Part>
      )}
      {item.output !== null && (
        <Part title={text.item.output}>
          <Provenance output={item.output as Readonly<Record<string, unknown>>} />
          <Code value={item.output} />
        </Part>
      )}
      <Part title={text.item.input}>
        <Code value={item.input} />
      </Part>
      {item.metadata !== null && (
        <Part title={text.batch.metadata}>
          <Code value={item.metadata} />
        </Part>
      )}
      {item.attempt_log.length > 0 && (
        <Part title={text.item.attempts}>
          <AttemptLine item={item} />
        </Part>
      )}
    </div>
  );
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="stack tight">
    <h3>{title}</h3>
    {children}
  </section>
);

function ErrorView({ error }: { readonly error: ItemError }) {
  const { suggestion } = error.details as { readonly suggestion?: unknown };
  return (
    <div className="notice bad">
      <div className="stack tight">
        <div>
          <code>{error.code}</code> <strong>{error.message}</strong>
        </div>
        <p>{typeof suggestion === 'string' ? suggestion : adviceFor(error.code, error.retryable)}</p>
        {Object.keys(error.details).length > 0 && <Code value={error.details} />}
      </div>
    </div>
  );
}

function AttemptLine({ item }: { readonly item: Item }) {
  return (
    <ol className="attempts">
      {item.attempt_log.map(({ number, started_at: began, ended_at: ended, error }) => (
        <li key={`${number}-${began}`}>
          <span className={error === null ? 'pill succeeded' : 'pill failed'}>{text.item.attempt(number)}</span>{' '}
          <Time at={began} />
          {began !== null && ended !== null && (
            <span className="faint"> · {duration(Date.parse(ended) - Date.parse(began))}</span>
          )}
          {error !== null && (
            <div>
              <code>{error.code}</code> {error.message}
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}

/** The item as a request of its own, to be run in a shell. */
function asCurl(batch: Batch, item: Item): string {
  const body = JSON.stringify({ kind: batch.kind, options: batch.options, items: [item.input] });
  const quoted = `'${body.replaceAll("'", `'\\''`)}'`;
  return `curl -s ${new URL('api/v1/batches', SERVICE).href} -H "X-API-Key: $KEY" -H 'Content-Type: application/json' -d ${quoted}`;
}

/** What an item is run with. */
type Input = Record<string, unknown>;

/** Retry as it is, with a mended input, or by hand. */
function Repair({ batch, item }: { readonly batch: Batch; readonly item: Item }) {
  const { may } = useRights();
  const [draft, setDraft] = useState<string>();
  const showChange = useShowChange();
  const isOver = item.status === 'failed' || item.status === 'cancelled';
  const retry = useMutation({
    mutationFn: (input: Input | undefined) =>
      client.batches.retry(
        batch.id,
        input === undefined
          ? { indexes: [item.index], statuses: ['failed', 'cancelled'] }
          : { inputs: { [String(item.index)]: input } },
      ),
    onSuccess: ({ batch: now }) => {
      setDraft(undefined);
      say(text.item.retried);
      showChange(now);
    },
  });
  return (
    <div className="stack tight">
      <div className="row">
        {may('batch:write') && isOver && hasEnded(batch) && (
          <>
            <Button icon="retry" look="primary" busy={retry.isPending} onClick={() => retry.mutate(undefined)}>
              {text.item.retry}
            </Button>
            <Button icon="edit" onClick={() => setDraft(JSON.stringify(item.input, null, 2))}>
              {text.item.edit}
            </Button>
          </>
        )}
        <Button icon="copy" onClick={() => void copy(asCurl(batch, item))}>
          {text.item.curl}
        </Button>
      </div>
      {draft !== undefined && (
        <InputEditor
          draft={draft}
          isBusy={retry.isPending}
          onChange={setDraft}
          onCancel={() => setDraft(undefined)}
          onSend={(input) => retry.mutate(input)}
        />
      )}
      <Fault error={retry.error} />
    </div>
  );
}

interface InputEditorProps {
  readonly draft: string;
  readonly isBusy: boolean;
  onChange(draft: string): void;
  onCancel(): void;
  onSend(input: Input): void;
}

function InputEditor({ draft, isBusy, onChange, onCancel, onSend }: InputEditorProps) {
  const { value, fault } = parse(draft);
  return (
    <div className="stack tight">
      <label className="hidden-label" htmlFor="draft">
        {text.item.mended}
      </label>
      <textarea
        id="draft"
        className="input mono"
        rows={Math.min(20, draft.split('\n').length + 1)}
        spellCheck={false}
        autoFocus
        aria-invalid={fault !== undefined}
        value={draft}
        onChange={({ target }) => onChange(target.value)}
        // Escape would close the item and lose what is typed.
        onKeyDown={(event) => event.key === 'Escape' && event.preventDefault()}
      />
      {fault !== undefined && <div className="fault">{fault}</div>}
      <div className="row">
        <Button look="primary" busy={isBusy} disabled={value === undefined} onClick={() => value && onSend(value)}>
          {text.item.send}
        </Button>
        <Button onClick={onCancel}>{text.back}</Button>
      </div>
    </div>
  );
}

function parse(draft: string): { readonly value?: Input; readonly fault?: string } {
  try {
    const value: unknown = JSON.parse(draft);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { value: value as Input }
      : { fault: text.item.notObject };
  } catch (error) {
    return { fault: text.item.notJson((error as Error).message) };
  }
}
