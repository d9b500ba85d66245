import { formatOf } from 'batchwright-client';
import { useRef, useState } from 'react';
import type { Source } from '../api/submit';
import type { JsonSchema, Kind } from '../api/kinds';
import { text } from '../text/text';
import { count } from '../ui/format';
import { Icon } from '../ui/icon';
import { Button, Field, Tabs } from '../ui/kit';
import { SchemaForm, wordOf } from './schema-form';

type Way = 'lines' | 'form' | 'file';

interface SourceInputProps {
  readonly kind: Kind;
  readonly onChange: (source: Source | undefined) => void;
  readonly file: File | undefined;
}

/** The one field that an item of the kind can be told by on a line, if there is one. */
export function lineField(kind: Kind): string | undefined {
  const required = kind.fields.filter((field) => field.required);
  const [only] = required;
  return required.length === 1 && only?.type === 'string' && !only.path.includes('.') ? only.path : undefined;
}

/** Where the items come from: typed line by line, a form for each, or a file that is dropped or pasted. */
export function SourceInput({ kind, onChange, file }: SourceInputProps) {
  const field = lineField(kind);
  const [way, setWay] = useState<Way>(field === undefined ? 'form' : 'lines');
  const choose = (name: Way): void => {
    setWay(name);
    onChange(undefined);
  };
  return (
    <div className="stack">
      <Tabs
        label={text.submit.ways}
        tabs={[
          ...(field === undefined ? [] : ([['lines', text.submit.lines]] as const)),
          ['form', text.submit.form],
          ['file', text.submit.file],
        ]}
        chosen={way}
        onChoose={choose}
      />
      {way === 'lines' && field !== undefined && <Lines kind={kind} field={field} onChange={onChange} />}
      {way === 'form' && <ItemForms kind={kind} onChange={onChange} />}
      {way === 'file' && <FileInput file={file} onChange={onChange} />}
    </div>
  );
}

const linesOf = (words: string): readonly string[] =>
  words
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

function Lines({
  kind,
  field,
  onChange,
}: {
  readonly kind: Kind;
  readonly field: string;
  readonly onChange: SourceInputProps['onChange'];
}) {
  const [words, setWords] = useState('');
  const example = kind.fields.find(({ path }) => path === field)?.example;
  const set = (next: string): void => {
    setWords(next);
    const items = linesOf(next).map((line) => ({ [field]: line }));
    onChange(items.length === 0 ? undefined : { type: 'items', items });
  };
  return (
    <Field label={text.submit.linesLabel(wordOf(field))} hint={text.submit.linesHint(linesOf(words).length)}>
      {(props) => (
        <textarea
          {...props}
          className="input mono"
          rows={10}
          spellCheck={false}
          placeholder={typeof example === 'string' ? example : ''}
          value={words}
          onChange={({ target }) => set(target.value)}
        />
      )}
    </Field>
  );
}

type Values = Readonly<Record<string, unknown>>;

/** A form of an item. Its number stays when others are removed: its boxes keep what is typed in them themselves. */
interface ItemForm {
  readonly id: number;
  readonly values: Values;
}

function ItemForms({ kind, onChange }: { readonly kind: Kind; readonly onChange: SourceInputProps['onChange'] }) {
  const [forms, setForms] = useState<readonly ItemForm[]>([{ id: 0, values: {} }]);
  const schema = objectSchema(kind.item_schema);
  const set = (next: readonly ItemForm[]): void => {
    setForms(next);
    const filled = next.map(({ values }) => values).filter((item) => Object.keys(item).length > 0);
    onChange(filled.length === 0 ? undefined : { type: 'items', items: filled });
  };
  return (
    <div className="stack">
      {forms.map(({ id, values: own }, n) => (
        <fieldset key={id} className="item-form">
          <legend>{text.item.title(String(n))}</legend>
          <SchemaForm
            schema={schema}
            values={own}
            onChange={(values) => set(forms.map((other) => (other.id === id ? { id, values } : other)))}
          />
          {forms.length > 1 && (
            <Button small look="ghost" icon="trash" onClick={() => set(forms.filter((other) => other.id !== id))}>
              {text.submit.remove}
            </Button>
          )}
        </fieldset>
      ))}
      <div>
        <Button
          icon="plus"
          onClick={() => setForms([...forms, { id: Math.max(...forms.map(({ id }) => id)) + 1, values: {} }])}
        >
          {text.submit.add}
        </Button>
      </div>
    </div>
  );
}

/** The form of an item that may be a text too. */
function objectSchema(schema: JsonSchema): JsonSchema {
  if (schema.properties !== undefined) return schema;
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].find(({ properties }) => properties !== undefined);
  return inner ?? { properties: {} };
}

function FileInput({
  file,
  onChange,
}: {
  readonly file: File | undefined;
  readonly onChange: SourceInputProps['onChange'];
}) {
  const [isOver, setOver] = useState(false);
  const [pasted, setPasted] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const [taken, setTaken] = useState('');
  const [unread, setUnread] = useState<string>();
  const take = (dropped: File | undefined): void => {
    if (dropped === undefined) return;
    const isKnown = formatOf(dropped.name) !== undefined;
    setUnread(isKnown ? undefined : dropped.name);
    if (isKnown) onChange({ type: 'file', file: dropped, mapping: undefined });
  };
  // Leaving the box is no change: what was taken before, or dropped since, stands until other rows are pasted.
  const takePasted = (): void => {
    if (pasted.trim() === '' || pasted === taken) return;
    setTaken(pasted);
    take(toFile(pasted));
  };
  return (
    <div className="stack">
      <div
        className={isOver ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files[0]);
        }}
      >
        <Icon name="submit" />
        <div>
          {file === undefined ? text.submit.drop : text.submit.dropped(file.name, count(Math.ceil(file.size / 1024)))}
        </div>
        <Button onClick={() => input.current?.click()}>{text.submit.choose}</Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,.ndjson,.jsonl,.xlsx"
          aria-label={text.submit.choose}
          onChange={({ target }) => {
            take(target.files?.[0]);
            target.value = '';
          }}
        />
      </div>
      {unread !== undefined && (
        <p className="notice bad" role="alert">
          {text.submit.notRead(unread)}
        </p>
      )}
      <Field label={text.submit.paste} hint={text.submit.pasteHint}>
        {(props) => (
          <textarea
            {...props}
            className="input mono"
            rows={5}
            spellCheck={false}
            value={pasted}
            onChange={({ target }) => setPasted(target.value)}
            onBlur={takePasted}
          />
        )}
      </Field>
    </div>
  );
}

/** Pasted rows as a file: lines of JSON, a JSON array, or rows of a table with tabs, commas or semicolons. */
function toFile(pasted: string): File {
  const trimmed = pasted.trim();
  if (trimmed.startsWith('[')) {
    try {
      const rows = JSON.parse(trimmed) as readonly unknown[];
      return new File([rows.map((row) => JSON.stringify(row)).join('\n')], 'pasted.ndjson');
    } catch {
      // No array after all: the service says what is wrong with it.
    }
  }
  // Tabs at the beginning and the end of a table are cells without a text.
  const table = pasted.replace(/^(?:\s*\n)+/, '');
  return trimmed.startsWith('{') ? new File([trimmed], 'pasted.ndjson') : new File([table], 'pasted.csv');
}
