/** What happens to a batch as a whole; kept in `batch_events`. */
export type LifecycleEvent =
  'submitted' | 'started' | 'paused' | 'resumed' | 'retried' | 'completed' | 'partial' | 'failed' | 'cancelled';
