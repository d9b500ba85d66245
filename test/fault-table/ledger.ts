import type { NoReply, Reply } from './balancer.js';
import type { Submission } from './submissions.js';

/** A submission whose 2xx answer arrived whole: the service has promised its items. */
export interface Acknowledged {
  readonly intent: string;
  readonly batchId: string;
  readonly items: number;
  readonly isLater: boolean;
  /** `performance.now()` of the answer. */
  readonly at: number;
}

/** Failed requests that a fault explains. */
export interface Excuses {
  /** An API process is gone for a while. */
  readonly refused?: boolean;
  /** An API process is killed in the midst of its answers. */
  readonly reset?: boolean;
}

/** Expected refusals of a working service on a busy machine. */
const BUSY = /^(OVERLOADED|QUEUE_FULL)$/;
const IN_PROGRESS = 'IDEMPOTENCY_IN_PROGRESS';
/** Most faults that are stored as text. */
const MAX_FAULTS = 8;

/** Records the responses that the callers of one run received. */
export class Ledger {
  readonly acknowledged: Acknowledged[] = [];
  /** Items of every submission that was sent at all, by its intent. */
  readonly sent = new Map<string, number>();
  /** Responses that break a guarantee, as text. */
  readonly faults: string[] = [];
  /** When a refusal with 503 arrived. */
  readonly unavailableAt: number[] = [];
  /** Reads whose counters did not add up, of so many. */
  wrongReads = 0;
  reads = 0;
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly excuses: Excuses,
    /** Codes of 429 and 503 that the fault explains. */
    private readonly mayRefuse: RegExp = /^$/,
  ) {}

  /** Records the response to a submission or a control; returns whether it is a 2xx. */
  record(reply: Reply | NoReply, expected: readonly number[] = []): reply is Reply {
    if ('failure' in reply) {
      this.count(reply.failure);
      const isExcused = reply.failure === 'refused' ? this.excuses.refused : this.excuses.reset;
      if (isExcused !== true || reply.failure === 'silent') this.fault(`no answer: ${reply.failure}`);
      return false;
    }
    const code = reply.field('error_code');
    this.count(`${reply.status}${code === undefined ? '' : ` ${String(code)}`}`);
    if (reply.status < 300) return true;
    if (reply.status === 503) this.unavailableAt.push(performance.now());
    const isRefusal = reply.status === 429 || reply.status === 503;
    if (isRefusal && !(Number(reply.headers['retry-after']) >= 1)) this.fault(`${reply.status} without Retry-After`);
    const isExplained = isRefusal ? BUSY.test(String(code)) || this.mayRefuse.test(String(code)) : code === IN_PROGRESS;
    if (!isExplained && !expected.includes(reply.status))
      this.fault(`answered ${reply.status}: ${reply.text.slice(0, 200)}`);
    return false;
  }

  acknowledge({ intent, items, isLater, batchIdOf }: Submission, reply: Reply): Acknowledged {
    const one = { intent, items, isLater, batchId: batchIdOf(reply), at: performance.now() };
    this.acknowledged.push(one);
    return one;
  }

  /** Checks a batch as the API shows it. */
  noteCounters(counters: unknown): void {
    const { total, pending, running, succeeded, failed, cancelled } = counters as Readonly<Record<string, number>>;
    this.reads += 1;
    const sum = [pending, running, succeeded, failed, cancelled].reduce<number>((all, one) => all + (one ?? NaN), 0);
    if (sum === total) return;
    this.wrongReads += 1;
    this.fault(`counters do not add up: ${JSON.stringify(counters)}`);
  }

  fault(text: string): void {
    if (this.faults.length < MAX_FAULTS && !this.faults.includes(text)) this.faults.push(text);
  }

  /** Number of each response, most frequent first. */
  get answers(): string {
    return [...this.counts]
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => `${code} × ${count}`)
      .join(', ');
  }

  private count(code: string): void {
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
  }
}
