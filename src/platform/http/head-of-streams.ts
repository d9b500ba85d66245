import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/**
 * Answers HEAD of a streamed answer without making it. Fastify would read the stream to its end and drop it: a whole export,
 * as fast as the database gives it, for a caller who gets the header alone.
 */
export function leaveStreamsUnread(http: FastifyInstance): void {
  http.addHook('onSend', async (request, _reply, payload) => {
    if (request.method !== 'HEAD' || !(payload instanceof Readable)) return payload;
    payload.destroy();
    return Readable.from([]);
  });
}
