import { useBatchProcessor } from 'batchwright-client/react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { isSendable, runsOf } from '../api/check';
import { client } from '../api/client';
import { type Kind, useKinds } from '../api/kinds';
import { useRequestKey } from '../api/request-key';
import { endIfSignedOut } from '../api/session';
import { NO_SETTINGS, type Source, submit, type Submission, useCheck } from '../api/submit';
import { usePlace } from '../app/place';
import { CheckView, MappingView, UrlCleaning } from '../parts/check-view';
import { useFileReading } from '../parts/file-reading';
import { SourceInput } from '../parts/source-input';
import { SettingsForm } from '../parts/submit-settings';
import { text } from '../text/text';
import { count } from '../ui/format';
import { Button, Panel } from '../ui/kit';
import { Answered, Failure, Fault, Loading, State } from '../ui/states';

export default function SubmitPage() {
  const kinds = useKinds();
  const [place, change] = usePlace();
  return (
    <>
      <div className="title">
        <h1>{text.submit.title}</h1>
      </div>
      <Answered query={kinds}>
        {(all) => {
          const open = all.filter(({ may_submit: may }) => may);
          if (open.length === 0)
            return (
              <State icon="key" title={text.submit.none}>
                {text.submit.noneHint}
              </State>
            );
          const kind = open.find(({ name }) => name === place['kind']);
          return (
            <>
              <KindChoice kinds={open} chosen={kind?.name} onChoose={(name) => change({ kind: name })} />
              {kind !== undefined && <SubmitForm key={kind.name} kind={kind} />}
            </>
          );
        }}
      </Answered>
    </>
  );
}

interface KindChoiceProps {
  readonly kinds: readonly Kind[];
  readonly chosen: string | undefined;
  onChoose(name: string): void;
}

const KindChoice = ({ kinds, chosen, onChoose }: KindChoiceProps) => (
  <div className="kinds" role="group" aria-label={text.submit.kind}>
    {kinds.map(({ name, title, description, limits }) => (
      <button key={name} type="button" className="tile" aria-pressed={name === chosen} onClick={() => onChoose(name)}>
        <strong>{title}</strong>
        <span className="soft small">{description.split('. ')[0]}</span>
        <span className="faint small">{text.submit.upTo(count(limits.max_items))}</span>
      </button>
    ))}
  </div>
);

/** Rows are checked when nothing has been typed for so long, in milliseconds. */
const QUIET_MS = 600;

function useQuiet<T>(value: T): T {
  const [quiet, setQuiet] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setQuiet(value), QUIET_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return quiet;
}

function SubmitForm({ kind }: { readonly kind: Kind }) {
  const [source, setSource] = useState<Source>();
  const [settings, setSettings] = useState(NO_SETTINGS);
  const navigate = useNavigate();
  const quiet = useQuiet(useMemo(() => ({ source, settings }), [source, settings]));
  const check = useCheck(quiet.source && { kind, source: quiet.source, settings: quiet.settings });
  const key = useRequestKey();
  const processor = useBatchProcessor<string>(client);
  useEffect(() => endIfSignedOut(processor.error), [processor.error]);
  const send = async (submission: Submission): Promise<void> => {
    const batch = await submit(processor, submission, key.for(submission.source, submission.settings));
    if (batch !== undefined) await navigate({ to: '/batches/$id', params: { id: batch.id } });
  };
  const read = useFileReading(kind, source, quiet.source, check, setSource);
  const isQuiet = quiet.source === source && quiet.settings === settings && !check.isPlaceholderData;
  const mayBeSent = isQuiet && check.data !== undefined && isSendable(check.data, settings.onInvalid);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (source !== undefined && mayBeSent && processor.state !== 'submitting')
          void send({ kind, source, settings });
      }}
    >
      <Panel title={text.submit.items}>
        <SourceInput kind={kind} onChange={setSource} file={source?.type === 'file' ? source.file : undefined} />
      </Panel>
      {read !== undefined && source?.type === 'file' && (
        <MappingView
          kind={kind}
          read={read}
          chosen={source.mapping}
          onChange={(mapping) => setSource({ ...source, mapping })}
        />
      )}
      <SettingsForm kind={kind} settings={settings} isFile={source?.type === 'file'} onChange={setSettings} />
      <Panel title={text.check.title}>
        {source === undefined ? (
          <p className="soft">{text.check.empty}</p>
        ) : check.data !== undefined ? (
          <div className={isQuiet ? 'stack' : 'stack old'} aria-busy={!isQuiet}>
            <CheckView check={check.data} />
            {kind.name === 'url_analysis' && quiet.source?.type === 'items' && (
              <UrlCleaning urls={urlsOf(quiet.source)} />
            )}
          </div>
        ) : check.error !== null ? (
          <Failure error={check.error} onRetry={() => void check.refetch()} />
        ) : (
          <Loading rows={2} />
        )}
        <Fault error={processor.error} />
      </Panel>
      <div className="row">
        <Button
          type="submit"
          look="primary"
          icon="submit"
          busy={processor.state === 'submitting'}
          disabled={!mayBeSent}
        >
          {text.submit.send(check.data === undefined ? 0 : runsOf(check.data))}
        </Button>
      </div>
    </form>
  );
}

const urlsOf = (source: Source): readonly string[] =>
  source.type === 'file'
    ? []
    : source.items.flatMap((item) => {
        const { url } = item as { readonly url?: unknown };
        return typeof url === 'string' ? [url] : [];
      });
