import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';
import type { ZipEntry } from '../../../platform/archives/zip-directory.js';
import { refuse, refuseExcess, type ArchiveLimits } from './archive-limits.js';

const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_SIZE = 30;
/** Packed bytes inflated between two checks of the size: at DEFLATE's best ratio they become 4 MiB. */
const SLICE = 4 * 1024;

/** The packed bytes of an entry; the local header must name the same file as the directory. */
function packedBytes(zip: Buffer, entry: ZipEntry): Buffer {
  const { offset } = entry;
  if (offset + LOCAL_HEADER_SIZE > zip.length || zip.readUInt32LE(offset) !== LOCAL_HEADER) {
    throw refuse('damaged', 'An entry of the ZIP is damaged.', entry.name);
  }
  const nameEnd = offset + LOCAL_HEADER_SIZE + zip.readUInt16LE(offset + 26);
  const isUtf8 = (zip.readUInt16LE(offset + 6) & 0x0800) !== 0;
  const localName = zip.toString(isUtf8 ? 'utf8' : 'latin1', offset + LOCAL_HEADER_SIZE, nameEnd);
  const start = nameEnd + zip.readUInt16LE(offset + 28);
  if (localName !== entry.name || start + entry.packedBytes > zip.length) {
    throw refuse('damaged', 'An entry of the ZIP is damaged.', entry.name);
  }
  return zip.subarray(start, start + entry.packedBytes);
}

async function inflate(packed: Buffer, entry: ZipEntry): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const inflater = new Inflate((chunk) => {
    size += chunk.length;
    if (size > entry.unpackedBytes) {
      throw refuse('expands_too_much', 'An entry of the ZIP is larger than its directory says.', entry.name);
    }
    chunks.push(chunk);
  });
  for (let at = 0; at < packed.length; at += SLICE) {
    inflater.push(packed.subarray(at, at + SLICE), at + SLICE >= packed.length);
    await setImmediate();
  }
  return Buffer.concat(chunks, size);
}

/**
 * Unpacks one entry. Memory is limited by the declared size, which is limited by `limits.fileBytes`; control returns to
 * the event loop after every slice.
 * @throws AppError ARCHIVE_REJECTED
 */
export async function unpackEntry(zip: Buffer, entry: ZipEntry, limits: ArchiveLimits): Promise<Buffer> {
  const { name, unpackedBytes } = entry;
  if (unpackedBytes > limits.fileBytes)
    throw refuseExcess('too_large', 'A file of the ZIP is too large.', name, limits.fileBytes, unpackedBytes);
  const packed = packedBytes(zip, entry);
  let content: Buffer;
  try {
    // A copy: between threads a part of the ZIP would take the whole of it along.
    content = entry.method === 'stored' ? Buffer.from(packed) : await inflate(packed, entry);
  } catch (error) {
    // fflate throws plain errors on broken streams; AppErrors are rethrown.
    if (error instanceof Error && error.name === 'AppError') throw error;
    throw refuse('damaged', 'An entry of the ZIP is damaged.', entry.name, error);
  }
  if (content.length !== entry.unpackedBytes || crc32(content) !== entry.crc32) {
    throw refuse('damaged', 'An entry of the ZIP is damaged.', entry.name);
  }
  return content;
}
