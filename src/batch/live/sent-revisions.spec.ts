import { SentRevisions } from './sent-revisions.js';

describe('The revisions that were told', () => {
  const open = (key: number, revision: number) => ({ key, revision, isLast: false });
  const ended = (key: number, revision: number) => ({ key, revision, isLast: true });

  it('are remembered of ended batches and of deleted ones, which nobody looks after', () => {
    const told = new SentRevisions(10);
    for (const key of [1, 2, 3]) told.record(open(key, 5));
    told.record(ended(1, 6));
    told.recordDeleted(2);
    expect([1, 2, 3, 4].map((key) => told.of(key))).toEqual([6, 5, 5, undefined]);
    expect(told.openKeys()).toEqual([3]);
  });

  it('are those of an open batch again after a retry', () => {
    const told = new SentRevisions(10);
    told.record(ended(1, 6));
    told.record(open(1, 7));
    expect(told.of(1)).toBe(7);
    expect(told.openKeys()).toEqual([1]);
  });

  it('are bounded: no further open batch, the newest ended ones, and what is remembered goes on', () => {
    const told = new SentRevisions(2);
    for (const key of [1, 2, 3]) told.record(open(key, 5));
    expect(told.hasRoom).toBe(false);
    told.record(open(1, 6));
    expect([1, 2, 3].map((key) => told.of(key))).toEqual([6, 5, undefined]);
    for (const key of [4, 5, 6]) told.record(ended(key, 9));
    told.record(ended(5, 10));
    expect([4, 5, 6].map((key) => told.of(key))).toEqual([undefined, 10, 9]);
    told.clear();
    expect([1, 5].map((key) => told.of(key))).toEqual([undefined, undefined]);
  });
});
