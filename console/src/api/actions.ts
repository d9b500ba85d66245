import type { BatchAction, BatchActionCount, NewBatchAction } from 'batchwright-client';
import { client } from './client';

export type { BatchAction, BatchActionCount } from 'batchwright-client';
export type ActionName = NewBatchAction['action'];

/** Which batches an action is about: those of the ids, or all of a filter as it stands in the address of the page. */
export type Target = { readonly ids: readonly string[] } | { readonly filter: Readonly<Record<string, string>> };

const bodyOf = (action: ActionName, target: Target): NewBatchAction => ({
  action,
  ...('ids' in target ? { ids: [...target.ids] } : { filter: filterOf(target.filter) }),
});

const filterOf = ({ owner, ...parts }: Readonly<Record<string, string>>): NonNullable<NewBatchAction['filter']> => ({
  ...parts,
  ...(owner === undefined ? {} : { owner: Number(owner) }),
});

/** Counts what an action would do; nothing is stored. */
export const countAction = (action: ActionName, target: Target): Promise<BatchActionCount> =>
  client.actions.count(bodyOf(action, target));

/** Begins an action. The key makes a repetition harmless. */
export const startAction = (
  action: ActionName,
  target: Target,
  reason: string,
  idempotencyKey: string,
): Promise<BatchAction> =>
  client.actions.start({ ...bodyOf(action, target), ...(reason === '' ? {} : { reason }) }, { idempotencyKey });

export const getAction = (id: string, signal: AbortSignal): Promise<BatchAction> => client.actions.get(id, { signal });

export const cancelAction = (id: string): Promise<BatchAction> => client.actions.cancel(id);
