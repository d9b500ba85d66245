/**
 * The state of an execution, that is, of one batch in one worker from its claim to the end of its lease:
 *
 *   ordinary       items start within the limits; the lease is released when none is due
 *   suspects_wait  as ordinary, and crash suspects wait until the ordinary items have ended
 *   exclusive      one crash suspect runs, and nothing else in this process
 *   yielding       nothing starts; the lease is released when the running items have ended
 *   stopping       as yielding, and the running items were told to stop and return to pending
 *   released       the lease was released in a commit: the end
 *   lost           the lease is another's, or must be taken for it: nothing is recorded any more: the end
 *
 * docs/architecture/engine.md has it as a diagram.
 */
export type ExecutionStateName =
  'ordinary' | 'suspects_wait' | 'exclusive' | 'yielding' | 'stopping' | 'released' | 'lost';

const NEXT: Readonly<Record<ExecutionStateName, readonly ExecutionStateName[]>> = {
  ordinary: ['yielding', 'released', 'lost'],
  suspects_wait: ['ordinary', 'exclusive', 'yielding', 'released', 'lost'],
  exclusive: ['suspects_wait', 'yielding', 'lost'],
  yielding: ['stopping', 'released', 'lost'],
  stopping: ['released', 'lost'],
  released: [],
  lost: [],
};

/** What a group commit does with the lease when no item runs and none was started. */
export type WhenIdle =
  /** Keeps it while items are pending, since crash suspects are still to be started. */
  | 'keep'
  /** Releases it, since no pending item is due. */
  | 'park'
  /** Releases it at once, behind other batches of its priority. */
  | 'yield';

/** Holds the state of one execution, and refuses a transition that is not drawn. */
export class ExecutionState {
  private name: ExecutionStateName;

  constructor(hasCrashSuspects: boolean) {
    this.name = hasCrashSuspects ? 'suspects_wait' : 'ordinary';
  }

  /** Goes to another state. Throws when there is no such transition, which is a fault of the engine. */
  to(next: ExecutionStateName): void {
    if (!this.can(next)) throw new Error(`An execution that is ${this.name} cannot become ${next}.`);
    this.name = next;
  }

  /** Whether there is a transition to the state; for events that may come at any time, from outside. */
  can(next: ExecutionStateName): boolean {
    return NEXT[this.name].includes(next);
  }

  is(...names: readonly ExecutionStateName[]): boolean {
    return names.includes(this.name);
  }

  /** Whether items may start. */
  get mayStart(): boolean {
    return this.is('ordinary', 'suspects_wait', 'exclusive');
  }

  /** Whether a crash suspect of the batch waits or runs. */
  get hasCrashSuspects(): boolean {
    return this.is('suspects_wait', 'exclusive');
  }

  /** What the next commit does with the lease when nothing runs; `isForSuspect`: it starts crash suspects only. */
  whenIdle(isForSuspect: boolean): WhenIdle {
    if (!this.mayStart) return 'yield';
    return this.hasCrashSuspects && !isForSuspect ? 'keep' : 'park';
  }
}
