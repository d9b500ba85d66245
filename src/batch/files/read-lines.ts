import type { Hash } from 'node:crypto';
import { AppError } from '../../platform/errors/app-error.js';

const NEWLINE = 0x0a;

/** Limits of a stream of lines. */
export interface LineLimits {
  /** Longest stream, in bytes. */
  readonly maxBytes?: number;
  /** Longest line, in bytes. */
  readonly maxLine?: number;
  /** Updated with every byte of the stream. */
  readonly hash?: Hash;
}

/** A line without its line break, and its number in the stream, from 1. */
export interface Line {
  readonly bytes: Uint8Array;
  readonly number: number;
}

/** The lines of a stream without empty ones, with only one line in memory at a time. Throws PAYLOAD_TOO_LARGE. */
export async function* readLines(stream: AsyncIterable<Buffer>, limits: LineLimits): AsyncGenerator<Line> {
  const { maxBytes = Number.POSITIVE_INFINITY, maxLine = Number.POSITIVE_INFINITY, hash } = limits;
  let parts: Buffer[] = [];
  let length = 0;
  let total = 0;
  let number = 1;
  for await (const chunk of stream) {
    hash?.update(chunk);
    total += chunk.length;
    if (total > maxBytes) throw new AppError('PAYLOAD_TOO_LARGE', `The body has more than ${maxBytes} bytes.`);
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      parts.push(chunk.subarray(from, end));
      if (length + end - from > maxLine) throw tooLong(number, maxLine);
      const bytes = trimmed(Buffer.concat(parts));
      if (bytes.length > 0) yield { bytes, number };
      [parts, length, from] = [[], 0, end + 1];
      number += 1;
    }
    parts.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > maxLine) throw tooLong(number, maxLine);
  }
  const bytes = trimmed(Buffer.concat(parts));
  if (bytes.length > 0) yield { bytes, number };
}

const tooLong = (line: number, limit: number): AppError =>
  new AppError('PAYLOAD_TOO_LARGE', `Line ${line} has more than ${limit} bytes.`, { details: { line, limit } });

/** Removes the carriage return of a Windows line break. */
const trimmed = (bytes: Buffer): Buffer => (bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes);
