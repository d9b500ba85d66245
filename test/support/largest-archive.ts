// `node -r tools/run-ts.cjs` this file reads an archive of 64 MiB, the largest that is taken, and prints the longest
// stretch of processor time in milliseconds of the fastest run, and the bytes that were put together.
import { Readable } from 'node:stream';
import { readArchive } from '../../src/profile-ingestion/providers/archive/read-archive.js';
import type { UnpackArchive } from '../../src/profile-ingestion/providers/archive/unpack-archive.js';
import { leastStretchOf } from './own-event-loop.js';
import { MOST_MS } from './worst-input.js';

const pieces = Array.from({ length: 1024 }, () => Buffer.alloc(64 * 1024, 'PK\x03\x04'));
let length = 0;
const unpack: UnpackArchive = (zip) => {
  length = zip.length;
  return Promise.resolve(new Map());
};
const parse = (): Promise<never> => Promise.reject(new Error('unpacked'));

void (async () => {
  const read = () =>
    readArchive([{ name: 'export.zip', content: Readable.from(pieces) }], { unpack, parse }).catch(() => undefined);
  console.log(JSON.stringify({ longest: await leastStretchOf(read, MOST_MS), length }));
})();
