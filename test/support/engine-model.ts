import { EXCLUSIVE_FROM, leaseTimes, MASS_EXPIRIES, MAX_RECOVERIES } from '../../src/batch/engine/lease.js';
import { isTerminal, type Priority, terminalStatus } from '../../src/batch/model/status/batch-status.js';
import { type Ending, waitAfter } from './clocked-engine.js';

const LEVELS: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];
const AGEING_MS = 60_000;
export const LEASE_MS = leaseTimes(30).lease;

/** As if a worker without a lease had one that is over. */
const OVER = { until: -1 };

interface ModelItem {
  status: string;
  attempts: number;
  before: number;
  recoveries: number;
  runAt: number;
  /** Not begun yet, nor cancelled and opened again: such items come after those that run again. */
  isFresh: boolean;
}

interface ModelLease {
  readonly token: number;
  until: number;
  running: readonly number[];
}

export interface ModelBatch {
  readonly id: number;
  readonly owner: number;
  readonly items: ModelItem[];
  status: string;
  priority: Priority;
  maxConcurrent: number;
  token: number;
  /** By worker. */
  readonly leases: Map<string, ModelLease>;
  hasRoom: boolean;
  massExpiries: number;
  wakeAt: number;
  queuedAt: number;
  isStarted: boolean;
  effects: number;
}

/** What a worker requests of a group commit. */
export interface ModelCommit {
  readonly worker: string;
  readonly token: number;
  readonly slots: number;
  readonly endings: ReadonlyMap<number, Ending>;
  readonly exclusive: boolean;
  readonly mayPark: boolean;
  readonly mayStart: boolean;
}

/**
 * The engine as it is meant: a few rules over plain objects, without SQL, transactions or processes. Times in
 * milliseconds.
 */
export class EngineModel {
  now = 0;
  readonly batches: ModelBatch[] = [];

  submit(id: number, owner: number, items: number, priority: Priority, maxConcurrent: number): void {
    const fresh = () => ({ status: 'pending', attempts: 0, before: 0, recoveries: 0, runAt: 0, isFresh: true });
    const free = { token: 0, leases: new Map<string, ModelLease>(), hasRoom: false, massExpiries: 0 };
    const open = { ...free, status: 'pending', wakeAt: 0, isStarted: false, effects: 0 };
    const rest = { id, owner, priority, maxConcurrent, queuedAt: this.now };
    this.batches.push({ ...rest, ...open, items: Array.from({ length: items }, fresh) });
  }

  /**
   * The best runnable batch: by level and waiting, then one that nobody has, then its owner's share, then age. A batch
   * whose workers invite others has waited for none.
   */
  claim(worker: string, mayJoin: boolean): ModelBatch | undefined {
    const share = (owner: number) =>
      this.batches
        .filter((one) => one.owner === owner)
        .flatMap(({ leases }) => [...leases.values()])
        .filter((lease) => !this.isOver(lease)).length;
    const waits = this.batches
      .filter(({ status }) => ['pending', 'processing'].includes(status))
      .filter(({ leases }) => this.isOver(leases.get(worker) ?? OVER))
      .flatMap((batch) => this.waits(batch, mayJoin).map((wait) => ({ batch, ...wait })));
    const [best] = waits.sort(
      (a, b) =>
        b.level - a.level ||
        Number(a.joins) - Number(b.joins) ||
        share(a.batch.owner) - share(b.batch.owner) ||
        a.batch.id - b.batch.id,
    );
    if (best !== undefined) this.begin(best.batch, worker);
    return best?.batch;
  }

  /** Why a worker may claim the batch, and at which level. */
  private waits(batch: ModelBatch, mayJoin: boolean): readonly { readonly level: number; readonly joins: boolean }[] {
    const own = LEVELS.indexOf(batch.priority);
    const level = (since: number) => own + Math.floor(Math.max(0, this.now - since) / AGEING_MS);
    const since = Math.max(batch.queuedAt, batch.wakeAt);
    const over = [...batch.leases.values()].filter((lease) => this.isOver(lease)).map(({ until }) => until);
    return [
      ...(batch.leases.size === 0 && batch.wakeAt <= this.now ? [{ level: level(since), joins: false }] : []),
      ...(over.length > 0 ? [{ level: level(Math.max(since, ...over)), joins: false }] : []),
      ...(mayJoin && batch.hasRoom && batch.leases.size > 0 ? [{ level: own, joins: true }] : []),
    ];
  }

  private begin(batch: ModelBatch, worker: string): void {
    const isAlone = batch.leases.size === 0;
    const isMass = this.isMassExpiry();
    const dead = this.removeOver(batch);
    if (batch.isStarted && (isAlone || dead.length > 0)) this.takeOver(batch, dead, isMass);
    batch.leases.set(worker, { token: batch.token + 1, until: this.now + LEASE_MS, running: [] });
    const begun = { token: batch.token + 1, status: 'processing', wakeAt: 0, isStarted: true, hasRoom: false };
    Object.assign(batch, begun);
    this.endIfDone(batch);
  }

  /** A worker of the batch finds that others have died. */
  recover(batch: ModelBatch, worker: string, token: number): void {
    if (batch.leases.get(worker)?.token !== token || batch.status === 'cancelled') return;
    const isMass = this.isMassExpiry();
    const dead = this.removeOver(batch, worker);
    if (dead.length > 0) this.takeOver(batch, dead, isMass);
    this.endIfDone(batch);
  }

  private isOver({ until }: Pick<ModelLease, 'until'>): boolean {
    return until < this.now;
  }

  private removeOver(batch: ModelBatch, but?: string): readonly ModelLease[] {
    const over = [...batch.leases].filter(([worker, lease]) => worker !== but && this.isOver(lease));
    for (const [worker] of over) batch.leases.delete(worker);
    return over.map(([, lease]) => lease);
  }

  private takeOver(batch: ModelBatch, dead: readonly ModelLease[], isMass: boolean): void {
    if (dead.length > 0 && isMass && batch.massExpiries < MASS_EXPIRIES) {
      this.forgive(batch, dead);
      for (const other of this.batches.filter(({ massExpiries }) => massExpiries < MASS_EXPIRIES)) {
        const caught = this.removeOver(other);
        if (caught.length > 0) this.forgive(other, caught);
      }
    }
    const held = new Set([...batch.leases.values()].flatMap(({ running }) => running));
    for (const [index, item] of batch.items.entries()) {
      if (item.status !== 'running' || held.has(index)) continue;
      item.recoveries += 1;
      item.status = item.recoveries >= MAX_RECOVERIES ? 'failed' : 'pending';
      if (item.status === 'failed') batch.effects += 1;
    }
  }

  /** More than half of all leases, of several workers, ran out at once: no item is to blame. */
  private isMassExpiry(): boolean {
    const all = this.batches.flatMap(({ leases }) => [...leases]);
    const over = all.filter(([, lease]) => this.isOver(lease));
    return over.length * 2 > all.length && new Set(over.map(([worker]) => worker)).size > 1;
  }

  private forgive(batch: ModelBatch, leases: readonly ModelLease[]): void {
    batch.massExpiries += 1;
    for (const index of leases.flatMap(({ running }) => running)) {
      const item = batch.items[index];
      if (item?.status === 'running') Object.assign(item, { status: 'pending', attempts: item.attempts - 1 });
    }
  }

  /** False when the lease is an old one: then nothing happens. */
  commit(batch: ModelBatch, { worker, token, endings, slots, exclusive, mayPark, mayStart }: ModelCommit): boolean {
    const lease = batch.leases.get(worker);
    if (lease?.token !== token || batch.status === 'cancelled') return false;
    const ended = lease.running.filter((index) => endings.has(index));
    const goesOn = lease.running.filter((index) => !endings.has(index));
    const running = batch.items.filter(({ status }) => status === 'running').length - ended.length;
    const room = batch.status === 'processing' ? Math.max(0, batch.maxConcurrent - running) : 0;
    const limit = mayStart ? Math.min(room, exclusive ? 1 : slots) : 0;
    // Chosen before the endings: a try that failed just now does not begin again in the same commit.
    const next = [...batch.items.entries()]
      .filter(([, { status, runAt }]) => status === 'pending' && runAt <= this.now)
      .filter(([, { recoveries }]) => recoveries >= EXCLUSIVE_FROM === exclusive)
      .sort(([, a], [, b]) => Number(a.isFresh) - Number(b.isFresh) || a.runAt - b.runAt)
      .slice(0, limit);
    for (const index of ended) this.end(batch, batch.items[index], endings.get(index));
    for (const [, item] of next)
      Object.assign(item, { status: 'running', attempts: item.attempts + 1, runAt: 0, isFresh: false });
    lease.running = [...goesOn, ...next.map(([index]) => index)];
    const pending = batch.items.filter(({ status }) => status === 'pending');
    const left = room - next.length;
    const mayBeMore = left > 0 && pending.length > 0 && next.length === limit;
    if (mayBeMore !== batch.hasRoom) batch.hasRoom = mayBeMore && pending.some(({ runAt }) => runAt <= this.now);
    const cannotGoOn = pending.length === 0 || left === 0 || (limit > 0 && mayPark);
    this.endIfDone(batch);
    if (lease.running.length === 0 && cannotGoOn) {
      if (batch.leases.size === 1 && pending.length > 0) batch.wakeAt = Math.min(...pending.map(({ runAt }) => runAt));
      batch.leases.delete(worker);
    }
    return true;
  }

  pause(batch: ModelBatch): void {
    if (!isTerminal(batch.status as never)) batch.status = 'paused';
  }

  resume(batch: ModelBatch): void {
    if (batch.status !== 'paused') return;
    Object.assign(batch, { status: batch.isStarted ? 'processing' : 'pending', queuedAt: this.now });
  }

  cancel(batch: ModelBatch): void {
    if (isTerminal(batch.status as never)) return;
    Object.assign(batch, { status: 'cancelled', token: batch.token + 1, hasRoom: false });
    batch.leases.clear();
    for (const item of batch.items)
      if (['pending', 'running'].includes(item.status))
        Object.assign(item, { status: 'cancelled', runAt: 0, isFresh: false });
  }

  /**
   * Failed and cancelled items again, with as many tries as new ones have; a batch that slept until a parked item
   * wakes.
   */
  retry(batch: ModelBatch): void {
    const chosen = batch.items.filter(({ status }) => ['failed', 'cancelled'].includes(status));
    if (chosen.length === 0) return;
    for (const item of chosen)
      Object.assign(item, { status: 'pending', before: item.attempts, recoveries: 0, runAt: 0 });
    if (batch.wakeAt > 0) Object.assign(batch, { wakeAt: 0, queuedAt: this.now });
    if (isTerminal(batch.status as never)) Object.assign(batch, { status: 'processing', queuedAt: this.now });
  }

  adjust(batch: ModelBatch, priority: Priority, maxConcurrent: number): void {
    if (!isTerminal(batch.status as never)) Object.assign(batch, { priority, maxConcurrent });
  }

  private end(batch: ModelBatch, item: ModelItem | undefined, ending: Ending | undefined): void {
    if (item?.status !== 'running' || ending === undefined) return;
    const waitMs = ending === 'succeeded' ? undefined : waitAfter(ending, item.attempts - item.before);
    if (waitMs !== undefined) return void Object.assign(item, { status: 'pending', runAt: this.now + waitMs });
    item.status = ending === 'succeeded' ? 'succeeded' : 'failed';
    batch.effects += 1;
  }

  private endIfDone(batch: ModelBatch): void {
    if (batch.items.some(({ status }) => ['pending', 'running'].includes(status))) return;
    batch.status = terminalStatus(
      batch.items.length,
      batch.items.filter(({ status }) => status === 'succeeded').length,
    );
  }
}
