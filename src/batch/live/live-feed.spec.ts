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

/** A look that is answered when the test says so. */
class WaitingLooks extends LiveQueries {
  asked: readonly number[] | undefined;
  answer: (standings: BatchRevision[]) => void = () => undefined;

  constructor() {
    super(undefined as never);
  }

  override revisions(keys: readonly number[]): Promise<BatchRevision[]> {
    this.asked = keys;
    return new Promise((resolve) => (this.answer = resolve));
  }
}

class Listener implements LiveListener {
  readonly told: LiveEvent[] = [];

  notify(event: LiveEvent): void {
    this.told.push(event);
  }
  notifyDeleted(): void {}

  of(key: number): readonly number[] {
    return this.told.filter((event) => event.key === key).map(({ revision }) => revision);
  }
}

describe('Those who watch a kind', () => {
  const bus = new LocalChangeBus();
  let batches: Batches;
  let looks: WaitingLooks;
  let feed: LiveFeed;
  let listener: Listener;
  let other = 1000;

  beforeEach(() => {
    batches = new Batches();
    looks = new WaitingLooks();
    feed = new LiveFeed(batches, looks, new Notifier(undefined as never, bus), undefined as never);
    listener = new Listener();
    feed.watchKind('contact_analysis', listener);
  });
  afterEach(() => feed.stop());

  const toldOf = (key: number, revision: number): Promise<boolean> =>
    eventually(`${revision} of ${key} is told`, () => listener.of(key).includes(revision));
  /** Everything that was marked before has been read: another batch that changes after it has been told of twice. */
  const settled = async (): Promise<void> => {
    other += 1;
    for (const revision of [1, 2]) {
      batches.put(other, revision, 'processing');
      bus.publish({ batchId: other });
      await toldOf(other, revision);
    }
  };
  const look = (): Promise<unknown> => eventually('the feed looks', () => looks.asked);

  it('are not told of a batch because somebody opens it', async () => {
    feed.watch(batches.put(1, 6, 'completed'), new Listener());
    await settled();
    expect(listener.of(1)).toEqual([]);
  });

  it('are told the end of a batch once, when a look and late hints find it too', async () => {
    batches.put(1, 5, 'processing');
    bus.publish({ batchId: 1 });
    await toldOf(1, 5);
    await look();
    expect(looks.asked).toContain(1);
    const end = batches.put(1, 6, 'completed');
    bus.publish({ batchId: 1 });
    await toldOf(1, 6);
    looks.answer([{ key: 1, revision: 6 }]);
    bus.publish({ batchId: 1 });
    feed.watch(end, new Listener());
    await settled();
    expect(listener.of(1)).toEqual([5, 6]);
  });

  it('are told the end of a batch whose hint was lost, also when somebody else saw it first', async () => {
    batches.put(1, 5, 'processing');
    bus.publish({ batchId: 1 });
    await toldOf(1, 5);
    feed.watch(batches.put(1, 6, 'completed'), new Listener());
    await settled();
    expect(listener.of(1)).toEqual([5]);
    await look();
    looks.answer([{ key: 1, revision: 6 }]);
    await toldOf(1, 6);
    expect(listener.of(1)).toEqual([5, 6]);
  });

  it('are told of an open batch that a look finds, also when somebody watches it already', async () => {
    feed.watch(batches.put(1, 5, 'processing'), new Listener());
    await look();
    looks.answer([{ key: 1, revision: 5 }]);
    await toldOf(1, 5);
    await settled();
    expect(listener.of(1)).toEqual([5]);
  });
});
