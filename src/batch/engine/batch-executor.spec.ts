import { setTimeout as sleep } from 'node:timers/promises';
import type { AnyBackground } from '../model/handlers/handler-registry.js';
import { BatchExecutor } from './batch-executor.js';
import type { ExecutorHost } from './executor-host.js';
import type { Lease } from './lease.js';
import type { GroupCommitRequest, GroupCommitResult } from './commit-request.js';
import { ItemSlots } from './item-slots.js';
import type { ClaimedBatch } from './lease-store.js';

const MAX_CONCURRENT = 100;

type Commit = (request: GroupCommitRequest, nth: number) => Promise<void>;

/** Executes a batch of `total` items whose commits do what `onCommit` does before they record and start items. */
async function execute(total: number, run: (index: number) => Promise<object>, onCommit: Commit): Promise<void> {
  const held = { status: 'processing', maxConcurrent: MAX_CONCURRENT, timeoutMs: 60_000, maxAttempts: 3 } as const;
  let [begun, recorded, commits] = [0, 0, 0];
  const commit = async (request: GroupCommitRequest): Promise<GroupCommitResult> => {
    commits += 1;
    await onCommit(request, commits);
    const room = MAX_CONCURRENT - (begun - recorded) + request.finished.length;
    const count = Math.min(room, request.limit(held as never), total - begun);
    const started = Array.from({ length: count }, (_, n) => ({ index: begun + n, input: {}, attempt: 1 }));
    begun += count;
    recorded += request.finished.length;
    const released = recorded === total ? { wakeMs: null } : undefined;
    const counts = { pending: total - begun, succeeded: 0, failed: 0, room: room - count };
    return { held: held as never, started, ...counts, invites: false, looksOn: false, released };
  };
  const host = {
    commits: { commit },
    slots: new ItemSlots(1000),
    times: { slice: 60_000, lease: 60_000 },
    changed: () => undefined,
    othersWait: () => Promise.resolve(false),
    isDue: () => false,
    extend: () => Promise.resolve(true),
    repeats: () => undefined,
  } as unknown as ExecutorHost;
  const handler = { run: (_: object, { index }: { index: number }) => run(index) } as unknown as AnyBackground;
  const batch = { id: 1, ownerId: 1, options: {}, maxConcurrent: MAX_CONCURRENT } as unknown as ClaimedBatch;
  await new BatchExecutor(batch, {} as Lease, handler, host, { hasCrashSuspects: false, joins: false }).run();
}

describe('The execution of a batch', () => {
  it('keeps few unrecorded results after the database has refused some of them', async () => {
    let most = 0;
    await execute(
      5000,
      () => Promise.resolve({}),
      ({ running, finished }, nth) => {
        most = Math.max(most, running + finished.length);
        // Every third group is refused.
        return nth % 3 === 0 && finished.length > 1
          ? Promise.reject(Object.assign(new Error('refused'), { code: '22P05' }))
          : Promise.resolve();
      },
    );
    expect(most).toBeLessThanOrEqual(200 + MAX_CONCURRENT);
  });

  it('that it joined and can run nothing of is left without inviting a worker, which would bring it back at once', async () => {
    const seen: GroupCommitRequest[] = [];
    const commit = (request: GroupCommitRequest): Promise<GroupCommitResult> => {
      seen.push(request);
      return Promise.resolve({
        held: {},
        started: [],
        pending: 9,
        invites: false,
        looksOn: false,
        released: { wakeMs: null },
      } as never);
    };
    const host = {
      commits: { commit },
      slots: new ItemSlots(10),
      times: { slice: 60_000, lease: 60_000 },
      changed: () => undefined,
      isDue: () => false,
    } as unknown as ExecutorHost;
    const busy = { capacity: () => 0 } as unknown as AnyBackground;
    const batch = { id: 1, ownerId: 1, options: {}, maxConcurrent: 5 } as unknown as ClaimedBatch;
    await new BatchExecutor(batch, {} as Lease, busy, host, { hasCrashSuspects: false, joins: true }).run();
    expect(seen.map(({ whenIdle, mayInvite }) => ({ whenIdle, mayInvite }))).toEqual([
      { whenIdle: 'yield', mayInvite: false },
    ]);
  });

  it.each([
    ['a batch that yields to others', 'processing', true],
    ['a paused batch', 'paused', false],
  ])('tells of %s, which it has released, whether a worker may go on with it', async (_, status, mayGoOn) => {
    const released = { held: { status }, started: [], pending: 9, invites: false, looksOn: false };
    const host = {
      commits: { commit: () => Promise.resolve({ ...released, released: { wakeMs: null } }) },
      slots: new ItemSlots(10),
      times: { slice: 60_000, lease: 60_000 },
      changed: () => undefined,
      isDue: () => false,
    } as unknown as ExecutorHost;
    const batch = { id: 1, ownerId: 1, options: {}, maxConcurrent: 5 } as unknown as ClaimedBatch;
    const state = { hasCrashSuspects: false, joins: false };
    const end = await new BatchExecutor(batch, {} as Lease, {} as AnyBackground, host, state).run();
    expect(end).toEqual({ reason: 'released', wakeMs: null, mayGoOn });
  });

  it('records a result within a moment that came during a commit', async () => {
    let recordsFirst = (): void => undefined;
    const during = new Promise<void>((resolve) => (recordsFirst = resolve));
    let recordsSecond = (): void => undefined;
    // The third item ends only when the second has been recorded: its end cannot be what that was recorded for.
    const recorded = new Promise<void>((resolve) => (recordsSecond = resolve));
    const groups: number[][] = [];
    const run = async (index: number): Promise<object> => {
      await [sleep(20), during, recorded][index];
      return {};
    };
    await execute(3, run, async ({ finished }) => {
      if (finished.length > 0) groups.push(finished.map(({ index }) => index));
      if (finished.some(({ index }) => index === 1)) recordsSecond();
      if (!finished.some(({ index }) => index === 0)) return;
      recordsFirst();
      await sleep(50);
    });
    expect(groups).toEqual([[0], [1], [2]]);
  });
});
