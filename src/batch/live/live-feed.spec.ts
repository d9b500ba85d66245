import { eventually } from '../../../test/support/eventually.js';
import { BatchQueries, type BatchRow } from '../read/batch-queries.js';
import { Notifier } from '../notify/notifier.js';
import { type LiveEvent, toLiveEvent } from './live-event.js';
import { LiveFeed, type LiveListener } from './live-feed.js';
import { LiveQueries, type BatchRevision } from './live-queries.js';
import { LocalChangeBus } from '../notify/local-change-bus.js';

/** Batches in memory. */
class Batches extends BatchQueries {
  private readonly rows = new Map<number, BatchRow>();

  constructor() {
    super(undefined as never);
  }

  put(key: number, revision: number, status: BatchRow['status']): LiveEvent {
    const row = rowOf(key, revision, status);
    this.rows.set(key, row);
    return toLiveEvent(row);
  }

  override findByKeys(keys: readonly number[]): Promise<BatchRow[]> {
    return Promise.resolve(keys.flatMap((key) => this.rows.get(key) ?? []));
  }
}

const rowOf = (key: number, revision: number, status: BatchRow['status']): BatchRow => ({
  key,
  publicId: String(key),
  kind: 'contact_analysis',
  ownerId: 1,
  name: null,
  status,
  priority: 'normal',
  isAtomic: false,
  maxConcurrent: 1,
  options: {},
  metadata: null,
  webhookUrl: null,
  sealBy: null,
  endReason: null,
  total: 1,
  pending: 1,
  running: 0,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
  revision,
  createdAt: new Date(0),
  startedAt: null,
  completedAt: null,
  processingMs: 0,
  updatedAt: new Date(0),
  createdAtExact: '',
});

/** A poll of the database that is answered when the test calls `answer`. */
class WaitingQueries extends LiveQueries {
  asked: readonly number[] | undefined;
  answer: (revisions: BatchRevision[]) => void = () => undefined;

  constructor() {
    super(undefined as never);
  }

  override revisions(keys: readonly number[]): Promise<BatchRevision[]> {
    this.asked = keys;
    return new Promise((resolve) => (this.answer = resolve));
  }
}

class Listener implements LiveListener {
  readonly events: LiveEvent[] = [];

  notify(event: LiveEvent): void {
    this.events.push(event);
  }
  notifyDeleted(): void {}

  of(key: number): readonly number[] {
    return this.events.filter((event) => event.key === key).map(({ revision }) => revision);
  }
}

describe('The live feed of a kind', () => {
  const bus = new LocalChangeBus();
  let batches: Batches;
  let queries: WaitingQueries;
  let feed: LiveFeed;
  let listener: Listener;
  let other = 1000;

  beforeEach(() => {
    batches = new Batches();
    queries = new WaitingQueries();
    feed = new LiveFeed(batches, queries, new Notifier(undefined as never, bus), undefined as never);
    listener = new Listener();
    feed.watchKind('contact_analysis', listener);
  });
  afterEach(() => feed.stop());

  const received = (key: number, revision: number): Promise<boolean> =>
    eventually(`revision ${revision} of batch ${key} is received`, () => listener.of(key).includes(revision));
  /**
   * Resolves when every notice published before has been read: two later changes of another batch have been received.
   */
  const allRead = async (): Promise<void> => {
    other += 1;
    for (const revision of [1, 2]) {
      batches.put(other, revision, 'processing');
      bus.publish({ batchId: other });
      await received(other, revision);
    }
  };
  /** A poll, of this batch if told; one that began before the batch was there is answered. */
  const polled = (key?: number): Promise<unknown> =>
    eventually('the feed polls', () => {
      const { asked } = queries;
      if (asked === undefined || key === undefined || asked.includes(key)) return asked;
      queries.asked = undefined;
      queries.answer([]);
      return undefined;
    });

  it('sends nothing when another client starts to watch a batch', async () => {
    feed.watch(batches.put(1, 6, 'completed'), new Listener());
    await allRead();
    expect(listener.of(1)).toEqual([]);
  });

  it('sends the end of a batch once, although a poll and late notices find it too', async () => {
    batches.put(1, 5, 'processing');
    bus.publish({ batchId: 1 });
    await received(1, 5);
    await polled(1);
    const end = batches.put(1, 6, 'completed');
    bus.publish({ batchId: 1 });
    await received(1, 6);
    queries.answer([{ key: 1, revision: 6 }]);
    bus.publish({ batchId: 1 });
    feed.watch(end, new Listener());
    await allRead();
    expect(listener.of(1)).toEqual([5, 6]);
  });

  it('sends the end of a batch whose notice was lost, although a watcher of the batch saw it before', async () => {
    batches.put(1, 5, 'processing');
    bus.publish({ batchId: 1 });
    await received(1, 5);
    feed.watch(batches.put(1, 6, 'completed'), new Listener());
    await allRead();
    expect(listener.of(1)).toEqual([5]);
    await polled();
    queries.answer([{ key: 1, revision: 6 }]);
    await received(1, 6);
    expect(listener.of(1)).toEqual([5, 6]);
  });

  it('sends a batch that changes all the time once in 250 ms, with its last state', async () => {
    const asked = performance.now();
    const times: number[] = [];
    const timed = new Listener();
    timed.notify = (event) => {
      times.push(performance.now() - asked);
      timed.events.push(event);
    };
    feed.watchKind('contact_analysis', timed);
    for (let revision = 1; revision <= 300; revision += 1) {
      batches.put(1, revision, 'processing');
      bus.publish({ batchId: 1 });
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    await received(1, 300);
    expect(timed.of(1).length).toBeGreaterThan(2);
    // Counted from the first notice: a busy machine shows one event late, and the next one in time.
    times.forEach((at, nth) => expect(at).toBeGreaterThanOrEqual(250 * nth));
  });

  it('sends an open batch that a poll finds, although another client watches it already', async () => {
    feed.watch(batches.put(1, 5, 'processing'), new Listener());
    await polled();
    queries.answer([{ key: 1, revision: 5 }]);
    await received(1, 5);
    await allRead();
    expect(listener.of(1)).toEqual([5]);
  });
});
