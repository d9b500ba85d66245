import { Duplex } from 'node:stream';

/** Executes protocol messages and resolves with the reply. */
type Execute = (bytes: Buffer) => Promise<Uint8Array>;

/** AuthenticationOk, then ReadyForQuery outside a transaction: the reply to a startup message. */
const READY = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const TERMINATE = 'X'.charCodeAt(0);

/** Simple query that discards the previous connection's transaction and prepared statements. */
const RESET = simpleQuery('ROLLBACK; DEALLOCATE ALL');

/**
 * Socket of a `pg` client whose server is the embedded database. All connections share its one session, one after
 * the other; a new connection resets the session first.
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
    // Replies are pushed when they arrive.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.send(chunk).then(() => done(), done);
  }

  /** Sends everything written in one event-loop tick as one piece: the messages of one query. */
  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.send(Buffer.concat(chunks.map(({ chunk }) => chunk))).then(() => done(), done);
  }

  private async send(bytes: Buffer): Promise<void> {
    if (!this.isStarted) {
      // The database is already running; the startup message carries nothing that it needs.
      this.isStarted = true;
      this.push(READY);
      return;
    }
    if (bytes[0] === TERMINATE) return;
    if (!this.isReset) await this.execute(RESET);
    this.isReset = true;
    const reply = await this.execute(bytes);
    if (!this.destroyed) this.push(reply);
  }
}

function simpleQuery(text: string): Buffer {
  const body = Buffer.from(`${text}\0`);
  const header = Buffer.alloc(5);
  header.write('Q', 0);
  header.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}
