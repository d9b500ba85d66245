import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../platform/errors/app-error.js';
import { EncodingDetector, type TextEncoding } from '../../platform/text/text-encoding.js';
import type { FileFormat } from './table.js';

/** The beginning of every ZIP, and so of every workbook. */
const ZIP_SIGNATURE = Buffer.from('PK\u0003\u0004', 'latin1');
/** Bytes that are written at once. */
const WRITE_BYTES = 256 * 1024;

/**
 * A file of a caller on the disk, as it came: the caller may be slow, the directory of a ZIP is at its end, and how the
 * file is to be read may be told behind it.
 */
export class ReceivedFile {
  private constructor(
    private readonly directory: string,
    /** SHA-256 of its bytes. */
    readonly hash: Buffer,
    readonly bytes: number,
    /** What a text of these bytes is encoded in. */
    readonly encoding: TextEncoding,
    private readonly isZip: boolean,
  ) {}

  /** Where it is. */
  get path(): string {
    return join(this.directory, 'file');
  }

  /** Writes a file as it arrives. Throws PAYLOAD_TOO_LARGE. */
  static async receive(content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ReceivedFile> {
    const directory = await mkdtemp(join(tmpdir(), 'batchwright-file-'));
    try {
      const hash = createHash('sha256');
      const detector = new EncodingDetector();
      let bytes = 0;
      let isZip = false;
      const file = await open(join(directory, 'file'), 'wx', 0o600);
      try {
        for await (const chunk of inLargerPieces(content)) {
          if (bytes === 0) isZip = chunk.subarray(0, 4).equals(ZIP_SIGNATURE);
          bytes += chunk.length;
          if (bytes > maxBytes)
            throw new AppError('PAYLOAD_TOO_LARGE', `The file has more than ${maxBytes} bytes.`, {
              details: { limit: maxBytes },
            });
          hash.update(chunk);
          if (!isZip) detector.add(chunk);
          await file.writeFile(chunk);
        }
      } finally {
        await file.close();
      }
      return new ReceivedFile(directory, hash.digest(), bytes, detector.end(), isZip);
    } catch (error) {
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }

  /** What it is by its bytes, and by its name where a text could be both. */
  formatBy(name: string | undefined): FileFormat {
    if (this.isZip) return 'xlsx';
    return /\.(ndjson|jsonl)$/i.test(name ?? '') ? 'ndjson' : 'csv';
  }

  async discard(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** Joins small pieces, so that a file that comes in many of them takes few writes. The first is as long as there is. */
async function* inLargerPieces(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content) {
    waiting.push(piece);
    length += piece.length;
    if (length < WRITE_BYTES) continue;
    yield Buffer.concat(waiting, length);
    [waiting, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(waiting, length);
}
