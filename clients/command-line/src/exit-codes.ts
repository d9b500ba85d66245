import { type Batch, BatchwrightError } from '../../typescript/src/main.js';

/** How a command ends; `detached` as shells name an end by Ctrl-C, so that `&&` goes no further. */
export const EXIT = { succeeded: 0, other: 1, usage: 2, partial: 3, failed: 4, cancelled: 5, detached: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_STATUS: Readonly<Record<Batch['status'], ExitCode>> = {
  completed: EXIT.succeeded,
  partial: EXIT.partial,
  failed: EXIT.failed,
  cancelled: EXIT.cancelled,
  pending: EXIT.succeeded,
  processing: EXIT.succeeded,
  paused: EXIT.succeeded,
};

/** The exit code for a batch that was waited for. */
export const exitCodeOf = ({ status }: Pick<Batch, 'status'>): ExitCode => BY_STATUS[status];

/** The command line was wrong; nothing was sent. */
export class UsageError extends BatchwrightError {
  override readonly name = 'UsageError';
}
