import { SentRevisions } from './sent-revisions.js';

describe('The sent revisions of a kind', () => {
  const open = (key: number, revision: number) => ({ key, revision, isLast: false });
  const ended = (key: number, revision: number) => ({ key, revision, isLast: true });

  it('are remembered for ended and deleted batches, which are not polled', () => {
    const sent = new SentRevisions(10);
    for (const key of [1, 2, 3]) sent.record(open(key, 5));
    sent.record(ended(1, 6));
    sent.recordDeleted(2);
    expect([1, 2, 3, 4].map((key) => sent.of(key))).toEqual([6, 5, 5, undefined]);
    expect(sent.openKeys()).toEqual([3]);
  });

  it('count as those of an open batch again after a retry', () => {
    const sent = new SentRevisions(10);
    sent.record(ended(1, 6));
    sent.record(open(1, 7));
    expect(sent.of(1)).toBe(7);
    expect(sent.openKeys()).toEqual([1]);
  });

  it('are bounded: no further open batch is added, the oldest ended one is dropped, known ones are updated', () => {
    const sent = new SentRevisions(2);
    for (const key of [1, 2, 3]) sent.record(open(key, 5));
    expect(sent.hasRoom).toBe(false);
    sent.record(open(1, 6));
    expect([1, 2, 3].map((key) => sent.of(key))).toEqual([6, 5, undefined]);
    for (const key of [4, 5, 6]) sent.record(ended(key, 9));
    sent.record(ended(5, 10));
    expect([4, 5, 6].map((key) => sent.of(key))).toEqual([undefined, 10, 9]);
    sent.clear();
    expect([1, 5].map((key) => sent.of(key))).toEqual([undefined, undefined]);
  });
});
