import type { Import, Mapping } from 'batchwright-client';
import { useQuery } from '@tanstack/react-query';
import { client } from '../api/client';
import type { Kind } from '../api/kinds';
import { type Check, faultyRows, runsOf, type Verdict } from '../api/check';
import { text } from '../text/text';
import { count } from '../ui/format';
import { Panel } from '../ui/kit';
import { led, openTo, targetsOf } from './mapping';

/** Rows whose faults are shown. */
const SHOWN = 100;

/** What the service says would become of the rows: how many run, how many do not and why. */
export function CheckView({ check }: { readonly check: Check }) {
  const faults = faultyRows(check);
  const duplicates = faults.filter(isDuplicate).length;
  const runs = runsOf(check);
  return (
    <div className="stack">
      <p className={faults.length === 0 ? 'notice ok' : 'notice warn'} role="status">
        <strong>{text.check.verdict(runs, duplicates, faults.length - duplicates)}</strong>
      </p>
      {check.isRefused === true && <p className="soft">{text.check.refused}</p>}
      {faults.length > 0 && (
        <div className="table-scroll">
          <table className="plain">
            <thead>
              <tr>
                <th className="num">{check.import === undefined ? text.items.index : text.check.line}</th>
                <th>{text.check.field}</th>
                <th>{text.check.value}</th>
                <th>{text.check.why}</th>
              </tr>
            </thead>
            <tbody>{faults.slice(0, SHOWN).flatMap((verdict) => rowsOf(verdict))}</tbody>
          </table>
        </div>
      )}
      {faults.length > SHOWN && <p className="soft">{text.check.more(faults.length - SHOWN)}</p>}
    </div>
  );
}

/** Addresses that are shown. */
const SHOWN_URLS = 20;

/** How the service cleans addresses before it reads them, and which of them are the same. */
export function UrlCleaning({ urls }: { readonly urls: readonly string[] }) {
  const cleaned = useQuery({
    queryKey: ['check', 'urls', urls],
    queryFn: ({ signal }) =>
      client.call('startUrlJob', {
        query: { validate_only: true },
        json: { urls: [...urls], ignore_invalid: true },
        isRepeatable: true,
        signal,
      }),
    enabled: urls.length > 0 && urls.length <= 500,
    staleTime: 60_000,
  });
  const changed = (cleaned.data?.urls ?? []).filter(
    ({ original_url: original, cleaned_url: clean, duplicate_of: of }) =>
      of !== null || (clean !== null && clean !== original),
  );
  if (changed.length === 0) return null;
  return (
    <section className="stack tight">
      <h3>{text.check.cleaned}</h3>
      <ul className="stack tight small">
        {changed.slice(0, SHOWN_URLS).map(({ index, original_url: original, cleaned_url: clean, duplicate_of: of }) => (
          <li key={index}>
            <code>{original}</code> → {of === null ? <code>{clean}</code> : text.check.sameAs(of)}
          </li>
        ))}
      </ul>
    </section>
  );
}

const isDuplicate = ({ error }: Verdict): boolean =>
  error !== null && /DUPLICATE/.test(error.code + String(error.details.errors?.[0]?.message ?? '').toUpperCase());

function rowsOf({ index, line, error }: Verdict) {
  const place = count(line ?? index);
  const errors = error?.details.errors;
  if (errors === undefined || errors.length === 0)
    return [
      <tr key={index}>
        <td className="num">{place}</td>
        <td />
        <td />
        <td>
          {error?.message} <code className="faint">{error?.code}</code>
        </td>
      </tr>,
    ];
  return errors.map(({ column, field, message, invalid_value: value }, n) => (
    <tr key={`${index} ${n}`}>
      <td className="num">{place}</td>
      <td>{column ?? field}</td>
      <td className="cut">
        {value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)}
      </td>
      <td>{message}</td>
    </tr>
  ));
}

interface MappingViewProps {
  readonly kind: Kind;
  readonly read: Import;
  /** As it was set on the page; undefined where the service's guess stands. */
  readonly chosen: Mapping | undefined;
  onChange(mapping: Mapping): void;
}

/** Which column of the file is which field, as the service guessed it, to be set right. */
export function MappingView({ kind, read, chosen, onChange }: MappingViewProps) {
  const targets = targetsOf(read, chosen);
  const filled = [...targets.values()];
  const missing = kind.fields.filter(({ path, required }) => required && !filled.includes(path));
  return (
    <Panel
      title={text.mapping.title}
      actions={
        <span className="soft small">
          {text.mapping.read(read.format, read.encoding, read.delimiter, read.sheet, read.rows)}
        </span>
      }
      flush
    >
      {missing.length > 0 && (
        <p className="body soft">{text.mapping.missing(missing.map(({ path }) => path).join(', '))}</p>
      )}
      <div className="table-scroll">
        <table className="plain">
          <thead>
            <tr>
              <th>{text.mapping.column}</th>
              <th>{text.mapping.field}</th>
              <th>{text.mapping.how}</th>
            </tr>
          </thead>
          <tbody>
            {read.columns.map(({ name, field: answered, guessed }) => {
              const field = targets.get(name) ?? null;
              return (
                <tr key={name}>
                  <td>{name}</td>
                  <td>
                    <select
                      className="input"
                      aria-label={text.mapping.of(name)}
                      value={field ?? ''}
                      onChange={({ target }) =>
                        onChange(led(read, chosen, name, target.value === '' ? null : target.value))
                      }
                    >
                      <option value="">{text.mapping.metadata}</option>
                      {openTo(name, fieldsFor(kind, name, field), targets, read.mapping.fixed).map((path) => (
                        <option key={path} value={path}>
                          {path}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td className="soft" style={{ whiteSpace: 'nowrap' }}>
                    {guessed && field === answered ? text.mapping.guessed : text.mapping.chosen}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

/** Where a column may go: the fields of the kind, beside them in its free-form object, and where it goes now. */
function fieldsFor({ fields, rest_field: rest }: Kind, column: string, now: string | null): readonly string[] {
  const known = [...fields.map(({ path }) => path), 'ref', ...(rest === null ? [] : [`${rest}.${column}`])];
  return [...new Set(now === null ? known : [...known, now])];
}
