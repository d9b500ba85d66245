/** Notice that a batch has changed. It does not say what changed; listeners read the row. */
export interface ChangeNotice {
  readonly batchId: number;
  /** The worker that made the change and can therefore ignore the notice. */
  readonly source?: string;
}

/**
 * Carries change notices between the processes. A lost notice only delays a listener: every listener also polls the
 * database.
 */
export abstract class ChangeBus {
  /** Sends a notice to all processes, including this one. Never throws and never waits. */
  abstract publish(notice: ChangeNotice): void;

  /** Calls the listener for every notice until the returned function is called. */
  abstract subscribe(listener: (notice: ChangeNotice) => void): () => void;
}
