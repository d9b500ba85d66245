import { BATCH_STATUSES, PRIORITIES } from 'batchwright-client';
import { type BatchFilter, FILTER_NAMES, setParts } from '../api/batch';
import { useKindChoices } from '../api/kinds';
import { useRights } from '../api/session';
import { labelOf, useLanguage } from '../text/labels';
import { text } from '../text/text';
import { Button, Choice } from '../ui/kit';
import { TextFilter } from './text-filter';

/** A filter that takes every part away. */
export const cleared = (): BatchFilter => Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined]));

/** What the list of batches is filtered by. */
export function Filters({
  filter,
  onChange,
}: {
  readonly filter: BatchFilter;
  readonly onChange: (change: BatchFilter) => void;
}) {
  const language = useLanguage();
  const { isAdmin } = useRights();
  const kinds = useKindChoices();
  const words = (codes: readonly string[]) => codes.map((code) => [code, labelOf(code, language)] as const);
  const isSet = Object.keys(setParts(filter)).length > 0;
  return (
    <div className="filters" role="group" aria-label={text.batches.filters}>
      <TextFilter label={text.batches.q} value={filter.q} onChange={(q) => onChange({ q })} className="search" />
      <Choice label={text.batches.kind} value={filter.kind} options={kinds} onChange={(kind) => onChange({ kind })} />
      <Choice
        label={text.batches.status}
        value={filter.status}
        options={words(BATCH_STATUSES)}
        onChange={(status) => onChange({ status })}
      />
      <Choice
        label={text.batches.priority}
        value={filter.priority}
        options={words(PRIORITIES)}
        onChange={(priority) => onChange({ priority })}
      />
      <Choice
        label={text.batches.age}
        value={filter.created_from}
        options={ages(filter.created_from)}
        onChange={(from) => onChange({ created_from: from })}
      />
      {isAdmin && (
        <TextFilter label={text.batches.owner} value={filter.owner} onChange={(owner) => onChange({ owner })} />
      )}
      {isSet && (
        <Button look="ghost" icon="close" onClick={() => onChange(cleared())}>
          {text.batches.reset}
        </Button>
      )}
    </div>
  );
}

const HOUR = 3_600_000;

/** Moments as choices, to the hour, so that the address stays the same while one looks. */
function ages(chosen: string | undefined): readonly (readonly [string, string])[] {
  const hour = Math.floor(Date.now() / HOUR) * HOUR;
  const own = text.batches.ages.map(([hours, word]) => [new Date(hour - hours * HOUR).toISOString(), word] as const);
  if (chosen === undefined || own.some(([at]) => at === chosen)) return own;
  return [...own, [chosen, text.batches.since(chosen.slice(0, 16).replace('T', ' '))]];
}
