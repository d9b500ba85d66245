import { Duplex } from 'node:stream';

/** Executes protocol messages and resolves with the answer. */
export type Execute = (bytes: Buffer) => Promise<Uint8Array>;

/** AuthenticationOk, then ReadyForQuery outside a transaction: the answer to a startup message. */
const READY = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const TERMINATE = 'X'.charCodeAt(0);

/** A simple query that leaves nothing of the connection before: neither its transaction nor its prepared statements. */
const RESET = simpleQuery('ROLLBACK; DEALLOCATE ALL');

/**
 * The socket of a `pg` client whose server is the embedded database. All connections share its one session, one after the
 * other; a new one begins with whatever the one before left behind undone.
 */
export class EmbeddedStream extends Duplex {
  private isStarted = false;
  private isReset = false;

  constructor(private readonly execute: Execute) {
    super({ allowHalfOpen: false });
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed when they come.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.send(chunk).then(() => done(), done);
  }

  /** What was written in one turn goes in one piece: the messages of one query. */
  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.send(Buffer.concat(chunks.map(({ chunk }) => chunk))).then(() => done(), done);
  }

  private async send(bytes: Buffer): Promise<void> {
    if (!this.isStarted) {
      // The database was started already; what a server would be told here is part of how it is opened.
      this.isStarted = true;
      this.push(READY);
      return;
    }
    if (bytes[0] === TERMINATE) return;
    if (!this.isReset) await this.execute(RESET);
    this.isReset = true;
    const answer = await this.execute(bytes);
    if (!this.destroyed) this.push(answer);
  }
}

function simpleQuery(text: string): Buffer {
  const body = Buffer.from(`${text}\0`);
  const header = Buffer.alloc(5);
  header.write('Q', 0);
  header.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}
