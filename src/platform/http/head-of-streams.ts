import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/**
 * Answers HEAD of a streamed response without producing it. Fastify would read the stream to its end and drop it: a
 * whole export, at the speed of the database, for a caller who only gets the headers.
 */
export function leaveStreamsUnread(http: FastifyInstance): void {
  http.addHook('onSend', async (request, _reply, payload) => {
    if (request.method !== 'HEAD' || !(payload instanceof Readable)) return payload;
    payload.destroy();
    return Readable.from([]);
  });
}
