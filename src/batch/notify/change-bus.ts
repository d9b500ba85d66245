/** Says that a batch has changed; what changed is read from its row. */
export interface ChangeNotice {
  readonly batchId: number;
  /** The worker that made the change; it need not be told. */
  readonly source?: string;
}

/**
 * Carries hints between the processes. Losing one costs time, never truth: whoever listens also looks by itself now and
 * then.
 */
export abstract class ChangeBus {
  /** Tells everybody, this process included. Never throws and never waits. */
  abstract publish(hint: ChangeNotice): void;

  /** Calls the listener for every hint until the returned function is called. */
  abstract subscribe(listener: (hint: ChangeNotice) => void): () => void;
}
