import { hasEnded, PRIORITIES } from 'batchwright-client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useShowChange } from '../api/batch';
import { type Batch, client, type Priority } from '../api/client';
import { useRights } from '../api/session';
import { labelOf, useLanguage } from '../text/labels';
import { text } from '../text/text';
import { sayFault } from '../ui/toast';

/** The priority of a batch; a choice while it runs. */
export function PriorityChoice({ batch }: { readonly batch: Batch }) {
  const language = useLanguage();
  const { may } = useRights();
  const showChange = useShowChange();
  const update = useMutation({
    mutationFn: (priority: Priority) => client.batches.update(batch.id, { priority }),
    onSuccess: showChange,
    onError: sayFault,
  });
  if (hasEnded(batch) || !may('batch:write')) return <>{labelOf(batch.priority, language)}</>;
  return (
    <select
      className="input"
      aria-label={text.batch.priority}
      value={batch.priority}
      aria-busy={update.isPending}
      onChange={({ target }) => !update.isPending && update.mutate(target.value as Priority)}
    >
      {PRIORITIES.map((priority) => (
        <option key={priority} value={priority}>
          {labelOf(priority, language)}
        </option>
      ))}
    </select>
  );
}

/** How many items of a batch run at once; a number to type while it runs. */
export function Concurrency({ batch }: { readonly batch: Batch }) {
  const { may } = useRights();
  const [value, setValue] = useState<string>();
  const showChange = useShowChange();
  const update = useMutation({
    mutationFn: (n: number) => client.batches.update(batch.id, { max_concurrent: n }),
    onSuccess: showChange,
    onError: sayFault,
    onSettled: () => setValue(undefined),
  });
  if (hasEnded(batch) || !may('batch:write')) return <>{batch.max_concurrent}</>;
  const apply = (): void => {
    // Enter, and then leaving the field, say the same thing twice.
    if (update.isPending) return;
    const n = Number(value);
    if (value !== undefined && Number.isInteger(n) && n > 0 && n !== batch.max_concurrent) update.mutate(n);
    else setValue(undefined);
  };
  return (
    <input
      className="input"
      type="number"
      min={1}
      aria-label={text.batch.concurrency}
      value={value ?? batch.max_concurrent}
      readOnly={update.isPending}
      aria-busy={update.isPending}
      onChange={({ target }) => setValue(target.value)}
      onBlur={apply}
      onKeyDown={({ key }) => key === 'Enter' && apply()}
    />
  );
}
