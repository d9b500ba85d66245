/** An event in the life of a batch, stored in `batch_events`. */
export type LifecycleEvent =
  'submitted' | 'started' | 'paused' | 'resumed' | 'retried' | 'completed' | 'partial' | 'failed' | 'cancelled';
