import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/** One file of an archive; its content is read piece by piece as the archive is consumed. */
interface ZipEntry {
  /** ASCII. */
  readonly name: string;
  readonly content: AsyncIterable<string> | Iterable<string>;
}

/** Largest archive in bytes without the format's 64-bit extension, which spreadsheet programs do not read reliably. */
const LIMIT = 0xffff_ffff;

/** General purpose flags: sizes and checksum follow the data, names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1 January 1980, the format's earliest date, fixed so that exports of the same items are identical. */
const DATE = 0x21;

/** Directory data of an entry, complete once it is written. */
interface Written {
  readonly name: Buffer;
  /** Where its header begins. */
  readonly offset: number;
  crc: number;
  /** Bytes before compression. */
  size: number;
  /** Bytes after it. */
  compressed: number;
}

/**
 * A ZIP archive as a stream. Compression runs in Node's thread pool, and the next piece is read only after the previous
 * one was consumed, so an archive of any length needs constant memory. Throws when it exceeds 4 GiB.
 */
export async function* zip(entries: readonly ZipEntry[]): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const entry = { name: Buffer.from(name), offset, crc: 0, size: 0, compressed: 0 };
    written.push(entry);
    const header = localHeader(entry.name);
    yield header;
    for await (const chunk of deflated(content, entry)) yield chunk;
    const trailer = Buffer.concat([u32(0x08074b50), sums(entry)]);
    yield trailer;
    offset += header.length + entry.compressed + trailer.length;
    if (entry.size > LIMIT || offset > LIMIT) throw new Error('The archive exceeds 4 GiB.');
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  yield directory;
  yield endOfDirectory(written.length, directory.length, offset);
}

/** Yields the compressed content and adds its sizes and checksum to the entry. */
async function* deflated(content: ZipEntry['content'], entry: Written): AsyncGenerator<Buffer> {
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const text of content) {
      const bytes = Buffer.from(text);
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      yield bytes;
    }
  };
  const deflate = createDeflateRaw();
  // An error ends the stream and is thrown by the loop below; an aborted download only ends the stream.
  pipeline(Readable.from(counted()), deflate).catch(() => undefined);
  for await (const chunk of deflate as AsyncIterable<Buffer>) {
    entry.compressed += chunk.length;
    yield chunk;
  }
}

function localHeader(name: Buffer): Buffer {
  const unknown = Buffer.alloc(12);
  return Buffer.concat([u32(0x04034b50), u16(20, FLAGS, DEFLATE, 0, DATE), unknown, u16(name.length, 0), name]);
}

function directoryEntry(entry: Written): Buffer {
  return Buffer.concat([
    u32(0x02014b50),
    u16(20, 20, FLAGS, DEFLATE, 0, DATE),
    sums(entry),
    // Name, extra field, comment, disk, internal attributes.
    u16(entry.name.length, 0, 0, 0, 0),
    u32(0, entry.offset),
    entry.name,
  ]);
}

const endOfDirectory = (count: number, length: number, offset: number): Buffer =>
  Buffer.concat([u32(0x06054b50), u16(0, 0, count, count), u32(length, offset), u16(0)]);

const sums = ({ crc, compressed, size }: Written): Buffer => u32(crc, compressed, size);

function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, at) => bytes.writeUInt16LE(value, at * 2));
  return bytes;
}

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeUInt32LE(Math.min(value, LIMIT), at * 4));
  return bytes;
}
