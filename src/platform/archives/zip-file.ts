import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { readZipDirectory, type RefuseZip, type ZipEntry, type ZipLimits } from './zip-directory.js';

/** Bytes at the end of a ZIP in which its directory must lie: enough for some ten thousand entries. */
const TAIL = 2 * 1024 * 1024;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_SIZE = 30;
/** Bytes that are unpacked before the next ones are asked for. */
const CHUNK = 16 * 1024;

/** A ZIP on the disk, of which only the directory is in memory. Nothing of it is unpacked to the disk. */
export class ZipFile {
  private readonly entries: ReadonlyMap<string, ZipEntry>;

  private constructor(
    private readonly path: string,
    entries: readonly ZipEntry[],
    private readonly refuse: RefuseZip,
  ) {
    this.entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  /** Reads the directory. Throws what `refuse` makes. */
  static async open(path: string, limits: ZipLimits, refuse: RefuseZip): Promise<ZipFile> {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const at = Math.max(0, size - TAIL);
      const bytes = await readAt(file, at, size - at);
      return new ZipFile(path, readZipDirectory({ bytes, at }, limits, refuse), refuse);
    } finally {
      await file.close();
    }
  }

  /** An entry by its name, whose case does not matter. */
  find(name: string): ZipEntry | undefined {
    const exact = this.entries.get(name);
    if (exact !== undefined) return exact;
    const folded = name.toLowerCase();
    return [...this.entries.values()].find((entry) => entry.name.toLowerCase() === folded);
  }

  /**
   * The content of an entry, piece by piece, unpacked in Node's thread pool as it is read. Throws what `refuse` makes
   * when there is more of it than the directory says, or its checksum is another one.
   */
  async *read(entry: ZipEntry): AsyncGenerator<Buffer, void, undefined> {
    const start = await this.startOf(entry);
    if (entry.packedBytes === 0) return;
    const packed = createReadStream(this.path, {
      start,
      end: start + entry.packedBytes - 1,
      highWaterMark: CHUNK,
    });
    const content = entry.method === 'stored' ? packed : createInflateRaw({ chunkSize: CHUNK });
    // An error ends the content and is thrown by the loop below.
    if (content !== packed) pipeline(packed, content as ReturnType<typeof createInflateRaw>).catch(() => undefined);
    let size = 0;
    let sum = 0;
    try {
      for await (const chunk of content as AsyncIterable<Buffer>) {
        size += chunk.length;
        sum = crc32(chunk, sum);
        if (size > entry.unpackedBytes)
          throw this.refuse('expands_too_much', 'An entry of the ZIP is larger than its directory says.', entry.name);
        yield chunk;
      }
    } catch (error) {
      throw isOfZlib(error) ? this.damaged(entry) : error;
    } finally {
      packed.destroy();
      content.destroy();
    }
    if (size !== entry.unpackedBytes || sum !== entry.crc32) throw this.damaged(entry);
  }

  /** Where the packed bytes begin; the local header must name the same file as the directory. */
  private async startOf(entry: ZipEntry): Promise<number> {
    const file = await open(this.path, 'r');
    try {
      const header = await readAt(file, entry.offset, LOCAL_HEADER_SIZE);
      if (header.length < LOCAL_HEADER_SIZE || header.readUInt32LE(0) !== LOCAL_HEADER) throw this.damaged(entry);
      const nameLength = header.readUInt16LE(26);
      const isUtf8 = (header.readUInt16LE(6) & 0x0800) !== 0;
      const name = await readAt(file, entry.offset + LOCAL_HEADER_SIZE, nameLength);
      if (name.toString(isUtf8 ? 'utf8' : 'latin1') !== entry.name) throw this.damaged(entry);
      return entry.offset + LOCAL_HEADER_SIZE + nameLength + header.readUInt16LE(28);
    } finally {
      await file.close();
    }
  }

  private readonly damaged = ({ name }: ZipEntry): Error =>
    this.refuse('damaged', 'An entry of the ZIP is damaged.', name);
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}

/** Errors of a broken stream have codes such as Z_DATA_ERROR. */
const isOfZlib = (error: unknown): boolean => String((error as { code?: unknown } | null)?.code).startsWith('Z_');
