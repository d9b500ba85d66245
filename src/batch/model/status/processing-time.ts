/**
 * SQL for the time that a batch `b` has spent in processing, in milliseconds, without the time in the queue, paused,
 * and between its end and a retry.
 */
export const PROCESSING_MS = `
  (b.processing_ms + coalesce(extract(epoch FROM
    coalesce(b.completed_at, clock_timestamp()) - b.processing_since) * 1000, 0))::double precision`;
