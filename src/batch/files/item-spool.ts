import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILE_LIMITS, refuseFile } from './file-limits.js';
import { readLines } from './read-lines.js';

/** Items of one insert: large enough to be fast. */
const CHUNK = 1000;
/** Bytes of one insert, but for its last item: small enough for constant memory, however large the items are. */
const CHUNK_BYTES = 4 * 1024 * 1024;
/** Characters written to a file at once. */
const WRITE_LENGTH = 256 * 1024;

/** The bytes that the files of one spool may take together. */
class Room {
  private taken = 0;

  constructor(private readonly bytes: number) {}

  /** Throws FILE_REJECTED when no room is left. */
  take(bytes: number): void {
    this.taken += bytes;
    // Headers of kept columns and fixed values stand in every item: a file of 40 MiB could become 100 GiB of items.
    if (this.taken > this.bytes)
      throw refuseFile('too_large', `The items of the file take more than ${this.bytes} bytes together.`, {
        limit: this.bytes,
      });
  }
}

/** Values on their way to the disk, one on each line. */
class SpoolFile {
  count = 0;
  private waiting = '';
  private file: FileHandle | undefined;

  constructor(
    private readonly path: string,
    private readonly room: Room,
  ) {}

  async add(value: object): Promise<void> {
    const line = `${JSON.stringify(value)}\n`;
    this.room.take(Buffer.byteLength(line));
    this.waiting += line;
    this.count += 1;
    if (this.waiting.length >= WRITE_LENGTH) await this.write();
  }

  /** Writes what waits, and closes the file, also when it cannot be written. */
  async end(): Promise<void> {
    try {
      await this.write();
    } finally {
      await this.close();
    }
  }

  /** Closes the file without what waits. */
  async close(): Promise<void> {
    const { file } = this;
    this.waiting = '';
    this.file = undefined;
    await file?.close();
  }

  /** The values in order, so many at a time as make a chunk. */
  async *chunks<T>(): AsyncGenerator<readonly T[], void, undefined> {
    if (this.count === 0) return;
    let values: T[] = [];
    let length = 0;
    for await (const { bytes } of readLines(createReadStream(this.path) as AsyncIterable<Buffer>, {})) {
      values.push(JSON.parse(Buffer.from(bytes).toString()) as T);
      length += bytes.length;
      if (values.length < CHUNK && length < CHUNK_BYTES) continue;
      yield values;
      [values, length] = [[], 0];
    }
    if (values.length > 0) yield values;
  }

  private async write(): Promise<void> {
    if (this.waiting === '') return;
    this.file ??= await open(this.path, 'wx', 0o600);
    await this.file.writeFile(this.waiting);
    this.waiting = '';
  }
}

/**
 * Temporary files with the items of a large batch, between the network and the transaction: the client may be slow
 * while the transaction must not wait for it, and a repeated transaction reads the items again. Valid items and refused
 * ones lie apart.
 */
export class ItemSpool<Item extends object, Refused extends object = never> {
  private readonly valid: SpoolFile;
  private readonly invalid: SpoolFile;

  private constructor(
    private readonly directory: string,
    bytes: number,
  ) {
    const room = new Room(bytes);
    this.valid = new SpoolFile(join(directory, 'items'), room);
    this.invalid = new SpoolFile(join(directory, 'refused'), room);
  }

  /** `bytes`: of all items as JSON, valid and refused; adding more throws FILE_REJECTED. */
  static async make<Item extends object, Refused extends object = never>(
    bytes: number = FILE_LIMITS.itemBytes,
  ): Promise<ItemSpool<Item, Refused>> {
    return new ItemSpool(await mkdtemp(join(tmpdir(), 'batchwright-items-')), bytes);
  }

  /** Valid items so far. */
  get count(): number {
    return this.valid.count;
  }

  /** Refused items so far. */
  get refusedCount(): number {
    return this.invalid.count;
  }

  add(item: Item): Promise<void> {
    return this.valid.add(item);
  }

  refuse(item: Refused): Promise<void> {
    return this.invalid.add(item);
  }

  /** No more items come; from now on they can be read. */
  async end(): Promise<void> {
    try {
      await this.valid.end();
    } finally {
      await this.invalid.end();
    }
  }

  chunks(): AsyncGenerator<readonly Item[], void, undefined> {
    return this.valid.chunks();
  }

  refused(): AsyncGenerator<readonly Refused[], void, undefined> {
    return this.invalid.chunks();
  }

  /** Removes the files. */
  async discard(): Promise<void> {
    await Promise.allSettled([this.valid.close(), this.invalid.close()]);
    await rm(this.directory, { recursive: true, force: true });
  }
}
