import { text } from '../text/text';

interface Told {
  readonly value?: unknown;
  readonly source?: unknown;
  readonly sources?: readonly unknown[];
  readonly url?: unknown;
  readonly confidence?: unknown;
  readonly as_of?: unknown;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const shown = (value: unknown): string =>
  value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

interface Conflict {
  readonly field?: unknown;
  readonly values?: readonly Told[];
}

/** Which source said what of a result, and who contradicts it; nothing for results without. */
export function Provenance({ output }: { readonly output: Fields }) {
  const { provenance } = output;
  if (!isFields(provenance)) return null;
  const fields = isFields(provenance['fields']) ? provenance['fields'] : provenance;
  const conflicts = Array.isArray(provenance['conflicts']) ? (provenance['conflicts'] as readonly Conflict[]) : [];
  const told = Object.entries(fields).filter(([, value]) => isFields(value)) as [string, Told][];
  if (told.length === 0) return null;
  return (
    <div className="table-scroll">
      <table className="plain">
        <thead>
          <tr>
            <th>{text.provenance.field}</th>
            <th>{text.provenance.value}</th>
            <th>{text.provenance.source}</th>
            <th className="num">{text.provenance.confidence}</th>
            <th>{text.provenance.against}</th>
          </tr>
        </thead>
        <tbody>
          {told.map(([field, said]) => (
            <tr key={field}>
              <td>{field}</td>
              <td>{shown(said.value)}</td>
              <td>
                {said.sources?.map(shown).join(', ') ?? shown(said.source)}
                {typeof said.url === 'string' && <div className="faint small">{said.url}</div>}
                {typeof said.as_of === 'string' && <div className="faint small">{said.as_of}</div>}
              </td>
              <td className="num">
                {typeof said.confidence === 'number'
                  ? `${Math.round(said.confidence * 100)} %`
                  : shown(said.confidence)}
              </td>
              <td>
                {conflicts
                  .filter((conflict) => conflict.field === field)
                  .flatMap(({ values = [] }) => values.map(({ value, source }) => `${shown(source)}: ${shown(value)}`))
                  .join('; ') || '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
