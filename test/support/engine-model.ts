import { EXCLUSIVE_FROM, leaseTimes, MASS_EXPIRIES, MAX_RECOVERIES } from '../../src/batch/engine/lease.js';
import { isTerminal, type Priority, terminalStatus } from '../../src/batch/model/batch-status.js';
import { type Ending, waitAfter } from './clocked-engine.js';

const LEVELS: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];
const AGEING_MS = 60_000;
export const LEASE_MS = leaseTimes(30).lease;

interface ModelItem {
  status: string;
  attempts: number;
  before: number;
  recoveries: number;
  runAt: number;
}

export interface ModelBatch {
  readonly id: number;
  readonly owner: number;
  readonly items: ModelItem[];
  status: string;
  priority: Priority;
  maxConcurrent: number;
  token: number;
  leaseUntil: number | undefined;
  leaseOwner: string;
  massExpiries: number;
  wakeAt: number;
  queuedAt: number;
  isStarted: boolean;
  effects: number;
}

/** What a worker requests of a group commit. */
export interface ModelCommit {
  readonly token: number;
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
    const fresh = () => ({ status: 'pending', attempts: 0, before: 0, recoveries: 0, runAt: 0 });
    const free = { token: 0, leaseUntil: undefined, leaseOwner: '', massExpiries: 0 };
    const open = { ...free, status: 'pending', wakeAt: 0, isStarted: false, effects: 0 };
    const rest = { id, owner, priority, maxConcurrent, queuedAt: this.now };
    this.batches.push({ ...rest, ...open, items: Array.from({ length: items }, fresh) });
  }

  /** The best runnable batch: by level and waiting, then its owner's share, then age. */
  claim(worker: string): ModelBatch | undefined {
    const waited = (b: ModelBatch) => Math.max(0, this.now - Math.max(b.queuedAt, b.wakeAt, b.leaseUntil ?? 0));
    const level = (b: ModelBatch) => LEVELS.indexOf(b.priority) + Math.floor(waited(b) / AGEING_MS);
    const share = (b: ModelBatch) =>
      this.batches.filter((one) => one.owner === b.owner && (one.leaseUntil ?? -1) > this.now).length;
    const [best] = this.batches
      .filter((b) => ['pending', 'processing'].includes(b.status) && b.wakeAt <= this.now)
      .filter(({ leaseUntil }) => leaseUntil === undefined || leaseUntil < this.now)
      .sort((a, b) => level(b) - level(a) || share(a) - share(b) || a.id - b.id);
    if (best === undefined) return undefined;
    const over = this.batches.filter(({ leaseUntil }) => leaseUntil !== undefined && leaseUntil < this.now);
    const uncharged = over.includes(best) && best.massExpiries < MASS_EXPIRIES && this.isMassExpiry(over) ? over : [];
    for (const batch of uncharged.filter(({ massExpiries }) => massExpiries < MASS_EXPIRIES)) this.forgive(batch);
    const lease = { leaseUntil: this.now + LEASE_MS, leaseOwner: worker, token: best.token + 1 };
    Object.assign(best, { ...lease, status: 'processing', wakeAt: 0, isStarted: true });
    for (const item of best.items.filter(({ status }) => status === 'running')) {
      item.recoveries += 1;
      item.status = item.recoveries >= MAX_RECOVERIES ? 'failed' : 'pending';
      if (item.status === 'failed') best.effects += 1;
    }
    this.settle(best);
    return best;
  }

  /** More than half of all leases, of several workers, ran out at once: no item is to blame. */
  private isMassExpiry(over: readonly ModelBatch[]): boolean {
    const held = this.batches.filter(({ leaseUntil }) => leaseUntil !== undefined);
    return over.length * 2 > held.length && new Set(over.map(({ leaseOwner }) => leaseOwner)).size > 1;
  }

  private forgive(batch: ModelBatch): void {
    Object.assign(batch, { leaseUntil: undefined, massExpiries: batch.massExpiries + 1 });
    for (const item of batch.items.filter(({ status }) => status === 'running'))
      Object.assign(item, { status: 'pending', attempts: item.attempts - 1 });
  }

  /** False when the token is an old one: then nothing happens. */
  commit(batch: ModelBatch, { token, endings, exclusive, mayPark, mayStart }: ModelCommit): boolean {
    if (batch.leaseUntil === undefined || batch.token !== token) return false;
    const running = batch.items.filter(({ status }, index) => status === 'running' && !endings.has(index)).length;
    const room = exclusive ? 1 : Math.max(0, batch.maxConcurrent - running);
    const limit = batch.status === 'processing' && mayStart ? room : 0;
    // Chosen before the endings: a try that failed just now does not begin again in the same commit.
    const next = batch.items
      .filter(({ status, runAt }) => status === 'pending' && runAt <= this.now)
      .filter(({ recoveries }) => recoveries >= EXCLUSIVE_FROM === exclusive)
      .slice(0, limit);
    for (const [index, ending] of endings) this.end(batch, batch.items[index], ending);
    for (const item of next) Object.assign(item, { status: 'running', attempts: item.attempts + 1, runAt: 0 });
    const pending = batch.items.filter(({ status }) => status === 'pending');
    const isIdle = next.length === 0 && running === 0;
    const cannotGoOn = pending.length === 0 || batch.status !== 'processing' || (limit > 0 && mayPark);
    this.settle(batch);
    if (isIdle && cannotGoOn) {
      batch.leaseUntil = undefined;
      batch.wakeAt = pending.length === 0 ? 0 : Math.min(...pending.map(({ runAt }) => runAt));
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
    Object.assign(batch, { status: 'cancelled', token: batch.token + 1, leaseUntil: undefined });
    for (const item of batch.items)
      if (['pending', 'running'].includes(item.status)) Object.assign(item, { status: 'cancelled', runAt: 0 });
  }

  /** Failed and cancelled items again, with as many tries as new ones have; a batch that slept until a parked item wakes. */
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

  private end(batch: ModelBatch, item: ModelItem | undefined, ending: Ending): void {
    if (item?.status !== 'running') return;
    const waitMs = ending === 'succeeded' ? undefined : waitAfter(ending, item.attempts - item.before);
    if (waitMs !== undefined) return void Object.assign(item, { status: 'pending', runAt: this.now + waitMs });
    item.status = ending === 'succeeded' ? 'succeeded' : 'failed';
    batch.effects += 1;
  }

  private settle(batch: ModelBatch): void {
    if (batch.items.some(({ status }) => ['pending', 'running'].includes(status))) return;
    batch.status = terminalStatus(
      batch.items.length,
      batch.items.filter(({ status }) => status === 'succeeded').length,
    );
  }
}
