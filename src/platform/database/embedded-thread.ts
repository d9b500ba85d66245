/** The embedded database itself, in its own worker thread: see embedded-database.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import { optimiseLater } from './optimise-later.js';

/** Request to the thread: protocol messages to execute, or to close the database. */
export interface ThreadRequest {
  readonly bytes?: Uint8Array;
  readonly close?: true;
}

/** Reply to one request, in the order of the requests. */
export interface ThreadReply {
  readonly bytes: Uint8Array;
  /** SQLSTATEs of the errors among the bytes. */
  readonly errors: readonly string[];
}

/**
 * Limits of the write-ahead log in the directory, of which a server keeps up to 1 GB by default, and of the pages it
 * keeps in memory: the start writes zeroes to all of them, which took 0.4 s of processor time for the default of 128 MB
 * (measured), and what falls out is still in the file cache of the operating system.
 */
const LIMITS = ['max_wal_size=64MB', 'min_wal_size=32MB', 'shared_buffers=32MB'];

const HEADER = 5;
const ERROR_RESPONSE = 'E'.charCodeAt(0);
const CODE_FIELD = 'C'.charCodeAt(0);

/** The SQLSTATE of every ErrorResponse in a series of protocol messages. */
function sqlStatesIn(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; at + HEADER <= bytes.length; at += 1 + bytes.readUInt32BE(at + 1))
    if (bytes[at] === ERROR_RESPONSE) found.push(codeOf(bytes, at + HEADER));
  return found;
}

/** An error's fields are a letter and a text that ends with a zero byte. */
function codeOf(bytes: Buffer, from: number): string {
  for (let at = from; bytes[at] !== 0;) {
    const end = bytes.indexOf(0, at);
    if (bytes[at] === CODE_FIELD) return bytes.toString('latin1', at + 1, end);
    at = end + 1;
  }
  return '';
}

async function serve(): Promise<void> {
  optimiseLater();
  const { dataDir } = workerData as { readonly dataDir: string };
  const startParams = [...PGlite.defaultStartParams, ...LIMITS.flatMap((limit) => ['-c', limit])];
  const database = await PGlite.create({ dataDir, extensions: { vector, pg_trgm }, startParams });
  const reply = async ({ bytes, close }: ThreadRequest): Promise<void> => {
    if (bytes !== undefined) {
      // Copied once so that it can be transferred: the result may be a view of the database's memory.
      const result = (await database.execProtocolRaw(bytes)).slice();
      const errors = sqlStatesIn(Buffer.from(result.buffer));
      parentPort?.postMessage({ bytes: result, errors } satisfies ThreadReply, [result.buffer]);
    }
    if (close === true) {
      await database.close();
      parentPort?.close();
    }
  };
  let last = Promise.resolve();
  parentPort?.on('message', (request: ThreadRequest) => {
    last = last.then(() => reply(request));
  });
  parentPort?.postMessage('ready');
}

void serve();
