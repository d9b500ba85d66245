import type { Socket } from 'node:net';
import { DatabaseRelay } from '../support/database-relay.js';

/** What has gone through the relay. */
export interface Carried {
  /** Statements that the client has sent, BEGIN and COMMIT included. */
  readonly statements: number;
  /** Packets in which it has sent them: those sent without waiting for a reply share one. */
  readonly packets: number;
  readonly sent: number;
  readonly received: number;
}

/** A relay before a database that counts what a client sends and gets. */
export class CountingRelay extends DatabaseRelay {
  private readonly counted = { statements: 0, packets: 0, sent: 0, received: 0 };

  get carried(): Carried {
    return { ...this.counted };
  }

  protected carry(client: Socket, server: Socket): void {
    const messages = new Messages();
    client.on('data', (chunk) => {
      const statements = messages.statementsOf(chunk);
      this.counted.statements += statements;
      this.counted.packets += statements > 0 ? 1 : 0;
      this.counted.sent += chunk.length;
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      this.counted.received += chunk.length;
      client.write(chunk);
    });
  }
}

/** Reads the messages of one client: a type of one byte, but for the first, and a length that counts itself. */
class Messages {
  private isFirst = true;
  private head: number[] = [];
  private left = 0;

  /** Statements whose message begins in the chunk: a query, or the values of a prepared one. */
  statementsOf(chunk: Buffer): number {
    let statements = 0;
    for (let at = 0; at < chunk.length;) {
      if (this.left > 0) {
        const passed = Math.min(this.left, chunk.length - at);
        this.left -= passed;
        at += passed;
        continue;
      }
      this.head.push(chunk.readUInt8(at));
      at += 1;
      if (this.head.length < (this.isFirst ? 4 : 5)) continue;
      const type = this.isFirst ? '' : String.fromCharCode(this.head[0] ?? 0);
      if (type === 'Q' || type === 'B') statements += 1;
      this.left = Buffer.from(this.head).readUInt32BE(this.head.length - 4) - 4;
      this.head = [];
      this.isFirst = false;
    }
    return statements;
  }
}
