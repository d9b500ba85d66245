import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type ActionName, countAction, startAction, type Target } from '../api/actions';
import type { Batch } from '../api/client';
import { useRequestKey } from '../api/request-key';
import { useRights } from '../api/session';
import { type Selection, chooseShown, isAllShown, MOST_BATCHES, NOTHING } from './chosen';
import { labelOf } from '../text/labels';
import { text } from '../text/text';
import { count } from '../ui/format';
import type { IconName } from '../ui/icon';
import { Button, Dialog, Field } from '../ui/kit';
import { Answered, Fault } from '../ui/states';

const ACTIONS: readonly (readonly [ActionName, IconName, string])[] = [
  ['pause', 'pause', 'batch:write'],
  ['resume', 'play', 'batch:write'],
  ['cancel', 'cancel', 'batch:write'],
  ['retry', 'retry', 'batch:write'],
  ['delete', 'trash', 'batch:delete'],
];

interface BulkBarProps {
  readonly choice: Selection;
  readonly batches: readonly Batch[];
  readonly filter: Readonly<Record<string, string>>;
  readonly total: number | undefined;
  onChoose(choice: Selection): void;
}

/** What can be done to many batches at once. Its place is always taken, so that nothing moves when one is chosen. */
export function BulkBar({ choice: { chosen, note }, batches, filter, total, onChoose }: BulkBarProps) {
  const { may } = useRights();
  const [asked, setAsked] = useState<ActionName>();
  const isFiltered = Object.keys(filter).length > 0;
  const n = chosen === 'all' ? (total ?? 0) : chosen.size;
  const target: Target = chosen === 'all' ? { filter } : { ids: [...chosen] };
  const shown = batches.map(({ id }) => id);
  return (
    <div className="row" role="toolbar" aria-label={text.bulk.label}>
      <label className="check">
        <input
          type="checkbox"
          checked={n > 0 && isAllShown(chosen, shown)}
          onChange={({ target: { checked } }) => onChoose(checked ? chooseShown(shown) : NOTHING)}
        />
        {n === 0 ? text.bulk.chooseShown : text.bulk.chosen(n)}
      </label>
      {isFiltered && chosen !== 'all' && total !== 0 && (
        <Button small look="ghost" onClick={() => onChoose({ chosen: 'all' })}>
          {text.bulk.chooseAll(total)}
        </Button>
      )}
      {ACTIONS.filter(([, , scope]) => may(scope)).map(([action, icon]) => (
        <Button key={action} small icon={icon} disabled={n === 0} onClick={() => setAsked(action)}>
          {text.bulk.actions[action]}
        </Button>
      ))}
      {n > 0 && (
        <Button small look="ghost" onClick={() => onChoose(NOTHING)}>
          {text.bulk.chooseNone}
        </Button>
      )}
      <span className="soft small" role="status">
        {note !== undefined && text.bulk.notes[note](MOST_BATCHES)}
      </span>
      {asked !== undefined && <BulkDialog action={asked} target={target} onClose={() => setAsked(undefined)} />}
    </div>
  );
}

/** What a filter asks for, in words. */
const wordsOf = (filter: Readonly<Record<string, string>>): string =>
  Object.entries(filter)
    .map(([name, value]) => `${text.bulk.parts[name] ?? name}: ${labelOf(value)}`)
    .join(', ');

interface BulkDialogProps {
  readonly action: ActionName;
  readonly target: Target;
  onClose(): void;
}

/** Shows what an action would do, counted by the service, before anything is done. */
export function BulkDialog({ action, target, onClose }: BulkDialogProps) {
  const [reason, setReason] = useState('');
  const navigate = useNavigate();
  const key = useRequestKey();
  const counted = useQuery({
    queryKey: ['actions', 'count', action, target],
    queryFn: () => countAction(action, target),
    staleTime: 0,
    gcTime: 0,
  });
  const begin = useMutation({
    mutationFn: () =>
      startAction(action, target, reason.trim(), key.for(action, JSON.stringify(target), reason.trim())),
    onSuccess: ({ id }) => void navigate({ to: '/actions/$id', params: { id } }),
  });
  const word = text.bulk.actions[action];
  const isDanger = action === 'delete' || action === 'cancel';
  return (
    <Dialog
      title={text.bulk.title(word)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text.back}</Button>
          <Button
            look={isDanger ? 'danger' : 'primary'}
            busy={begin.isPending}
            disabled={(counted.data?.actionable ?? 0) === 0}
            onClick={() => begin.mutate()}
          >
            {text.bulk.confirm(word, counted.data?.actionable)}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Answered query={counted} rows={3}>
          {({ matched, actionable, by_status: byStatus }) => (
            <>
              <p>
                <strong>{text.bulk.count(actionable, matched)}</strong> {text.bulk.about[action]}
              </p>
              {'filter' in target && <p>{text.bulk.matching(wordsOf(target.filter))}</p>}
              <ul className="legend">
                {Object.entries(byStatus).map(([status, n]) => (
                  <li key={status}>
                    {labelOf(status)} <b>{count(n)}</b>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Answered>
        <Field label={text.bulk.reason} hint={text.bulk.reasonHint}>
          {(props) => (
            <input
              {...props}
              className="input"
              maxLength={500}
              value={reason}
              onChange={({ target: { value } }) => setReason(value)}
            />
          )}
        </Field>
        <Fault error={begin.error} />
      </div>
    </Dialog>
  );
}
