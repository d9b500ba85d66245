import type { RecordedBatch } from './batch-recorder.js';
import type { Outcome } from '../model/items/item.js';
import { terminalStatus } from '../model/status/batch-status.js';
import type { TransactionalResult, Submission, SubmittedItem } from '../model/items/submission.js';

/** The result of a recorded batch. Its counters equal those that the trigger stores in the same transaction. */
export function recordedResult<Input extends object, Options extends object, Output extends object>(
  submission: Submission<Input, Options>,
  outcomes: readonly Outcome<Output>[],
  recorded: RecordedBatch,
): TransactionalResult<Input, Output> {
  const total = outcomes.length;
  const successes = outcomes.filter(({ status }) => status === 'succeeded').length;
  return {
    batch: {
      id: recorded.id,
      publicId: recorded.publicId,
      status: terminalStatus(total, successes),
      counters: { total, pending: 0, running: 0, succeeded: successes, failed: total - successes, cancelled: 0 },
      createdAt: recorded.createdAt,
      startedAt: recorded.startedAt,
      completedAt: recorded.completedAt,
    },
    items: outcomes.map((outcome, index) => toItemResult(submission.items[index], index, outcome)),
    rolledBack: submission.atomic === true && successes < total,
    validateOnly: submission.validateOnly,
  };
}

function toItemResult<Input extends object, Output extends object>(
  item: SubmittedItem<Input> | undefined,
  index: number,
  outcome: Outcome<Output>,
): TransactionalResult<Input, Output>['items'][number] {
  if (item === undefined) throw new Error(`Outcome ${index} has no item.`);
  return Object.assign({ index, outcome }, item);
}
