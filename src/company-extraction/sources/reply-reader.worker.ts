import type { Reading } from '../../platform/providers/read-reply.js';
import { serveThread } from '../../platform/threads/serve-thread.js';
import type { ReplyTask } from './reply-reader.js';
import { READINGS } from './reply-readings.js';

serveThread(({ reading, body, options }: ReplyTask): Reading<unknown> => {
  // `ReplyReader.by` gives each reading the options it takes.
  const read = READINGS[reading] as (body: Uint8Array, options: unknown) => Reading<unknown>;
  return read(body, options);
});
