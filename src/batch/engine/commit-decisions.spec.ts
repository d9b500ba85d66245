import { type CommitTally, givesUpLease, hasWorkForOthers, roomOf } from './commit-decisions.js';
import type { WhenIdle } from './execution-state.js';

/** A commit after which nothing runs: the worker could start four of ten pending items and started none. */
const IDLE: CommitTally = { started: 0, limit: 4, pending: 10, room: 4, looksOn: false };

describe('The room of a batch', () => {
  it('is what its concurrency leaves, with the items that end now', () => {
    expect(roomOf({ status: 'processing', maxConcurrent: 8, running: 6 }, 0)).toBe(2);
    expect(roomOf({ status: 'processing', maxConcurrent: 8, running: 8 }, 3)).toBe(3);
  });

  it('is none when fewer may run than do, since the concurrency was lowered', () => {
    expect(roomOf({ status: 'processing', maxConcurrent: 2, running: 8 }, 3)).toBe(0);
  });

  it.each(['paused', 'cancelled', 'pending', 'completed'] as const)('is none of a batch that is %s', (status) => {
    expect(roomOf({ status, maxConcurrent: 8, running: 0 }, 0)).toBe(0);
  });
});

describe('A batch has work for other workers', () => {
  it('when this one started as many as it could and more may run', () => {
    expect(hasWorkForOthers({ ...IDLE, started: 4 })).toBe(true);
  });

  it.each<readonly [string, Partial<CommitTally>]>([
    ['this worker has places left', { started: 3 }],
    ['no item waits', { started: 4, pending: 0 }],
    ['no more may run at once', { started: 4, room: 0 }],
  ])('unless %s', (_, more) => expect(hasWorkForOthers({ ...IDLE, ...more })).toBe(false));
});

describe('A worker gives up its lease', () => {
  const gives = (more: Partial<CommitTally>, whenIdle: WhenIdle = 'park', running = 0): boolean =>
    givesUpLease({ ...IDLE, ...more }, { running, whenIdle });

  it.each<readonly [string, Partial<CommitTally>, WhenIdle]>([
    ['no item is due', {}, 'park'],
    ['no item is left, even if it would keep it', { pending: 0 }, 'keep'],
    ['the batch may run no more at once, even if it would keep it', { room: 0, limit: 0 }, 'keep'],
    ['it yields', { limit: 0 }, 'yield'],
    ['it yields although not all items were looked at', { looksOn: true }, 'yield'],
  ])('when %s', (_, tally, whenIdle) => expect(gives(tally, whenIdle)).toBe(true));

  it.each<readonly [string, Partial<CommitTally>, WhenIdle, number]>([
    ['while it runs items', { pending: 0 }, 'yield', 1],
    ['when it has just started some', { started: 1, pending: 0 }, 'yield', 0],
    ['before all items were looked at', { looksOn: true }, 'park', 0],
    ['while it keeps it for crash suspects', {}, 'keep', 0],
    ['when it could start none itself, of a batch that may run more', { limit: 0 }, 'park', 0],
  ])('but not %s', (_, tally, whenIdle, running) => expect(gives(tally, whenIdle, running)).toBe(false));
});
