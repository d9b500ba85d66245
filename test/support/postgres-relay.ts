import type { Socket } from 'node:net';
import { DatabaseRelay } from './database-relay.js';

/**
 * What becomes of the server's answers after a client has sent the text `after`, and before it `marker` if there is
 * one: they never come, or another answer comes instead.
 */
export type Fault = { readonly after: string; readonly marker?: string } & (
  { readonly silence: true } | { readonly answer: Buffer }
);

/** A relay before a database that can fall silent, or answer in its place, at a chosen moment. */
export class PostgresRelay extends DatabaseRelay {
  /** Acts once, on the first connection that sends the text. */
  fault: Fault | undefined;

  protected carry(client: Socket, server: Socket): void {
    let isSilent = false;
    let isMarked = false;
    client.on('data', (chunk) => {
      const { fault } = this;
      isMarked ||= fault !== undefined && (fault.marker === undefined || chunk.includes(fault.marker));
      if (fault !== undefined && isMarked && chunk.includes(fault.after)) {
        this.fault = undefined;
        isSilent = true;
        if ('answer' in fault) server.once('data', () => client.end(fault.answer));
      }
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      if (!isSilent) client.write(chunk);
    });
  }
}

/** An ErrorResponse of the server's protocol. */
export function errorResponse(severity: string, code: string, message: string): Buffer {
  const fields = Buffer.from(`S${severity}\0V${severity}\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
