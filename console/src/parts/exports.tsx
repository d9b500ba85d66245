import { hasEnded } from 'batchwright-client';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useShowChange } from '../api/batch';
import { addressOf, type Batch, client } from '../api/client';
import { useRights } from '../api/session';
import { text } from '../text/text';
import { Button, Choice, Dialog } from '../ui/kit';
import { Fault } from '../ui/states';
import { say } from '../ui/toast';

const FORMATS = ['csv', 'xlsx', 'ndjson', 'json'] as const;
const PARTS = ['succeeded', 'failed', 'cancelled', 'unprocessed'] as const;

/** The batch as a file, its failed rows as a file, and the mended file back. */
export function Exports({ batch }: { readonly batch: Batch }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon="download" onClick={() => setOpen(true)}>
        {text.exports.open}
      </Button>
      {isOpen && <ExportDialog batch={batch} onClose={() => setOpen(false)} />}
    </>
  );
}

const fileOf = (batch: Batch, query: Readonly<Record<string, string | undefined>>): string => {
  const set = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return addressOf(`api/v1/batches/${encodeURIComponent(batch.id)}/export?${new URLSearchParams(set).toString()}`);
};

function ExportDialog({ batch, onClose }: { readonly batch: Batch; readonly onClose: () => void }) {
  const { may } = useRights();
  const [format, setFormat] = useState<string>('csv');
  const [only, setOnly] = useState<string>();
  return (
    <Dialog title={text.exports.title} onClose={onClose}>
      <div className="stack">
        <div className="row">
          <select
            className="input grow"
            aria-label={text.exports.format}
            value={format}
            onChange={({ target }) => setFormat(target.value)}
          >
            {FORMATS.map((one) => (
              <option key={one} value={one}>
                {text.exports.formats[one]}
              </option>
            ))}
          </select>
          <Choice
            label={text.exports.all}
            value={only}
            options={PARTS.map((one) => [one, text.exports.parts[one]] as const)}
            onChange={setOnly}
          />
          <a className="button primary" href={fileOf(batch, { format, only })} download onClick={onClose}>
            {text.exports.download}
          </a>
        </div>
        {batch.counters.failed > 0 && (
          <section className="stack tight">
            <h3>{text.exports.mendTitle}</h3>
            <p className="soft">{text.exports.mendHint}</p>
            <div className="row">
              <a
                className="button"
                href={fileOf(batch, { format: 'csv', only: 'failed', layout: 'original' })}
                download
              >
                {text.exports.failedRows(batch.counters.failed)}
              </a>
              {may('batch:write') && hasEnded(batch) && <MendedFile batch={batch} onDone={onClose} />}
            </div>
          </section>
        )}
      </div>
    </Dialog>
  );
}

function MendedFile({ batch, onDone }: { readonly batch: Batch; readonly onDone: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const showChange = useShowChange();
  const send = useMutation({
    mutationFn: (file: File) => client.batches.importFixed(batch.id, file),
    onSuccess: (answer) => {
      say(text.exports.mended(answer.retried, answer.import.left.count));
      showChange(answer.batch);
      onDone();
    },
  });
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.ndjson,.jsonl,.xlsx"
        aria-label={text.exports.mendFile}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) send.mutate(file);
          target.value = '';
        }}
      />
      <Button icon="submit" busy={send.isPending} onClick={() => input.current?.click()}>
        {text.exports.mendFile}
      </Button>
      <Fault error={send.error} />
    </>
  );
}
