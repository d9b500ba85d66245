/** The thread of `PageWorker`: parses one document per message. No other part of the service is loaded here. */
import { parentPort } from 'node:worker_threads';
import type { PageFacts } from './page-facts.js';
import { readPage } from './read-page.js';

export interface PageRequest {
  readonly id: number;
  readonly body: Uint8Array;
  readonly charset: string | null;
}

export type PageReply =
  'ready' | { readonly id: number; readonly facts: PageFacts } | { readonly id: number; readonly failure: string };

parentPort?.on('message', ({ id, body, charset }: PageRequest) => {
  parentPort?.postMessage(answer(id, Buffer.from(body.buffer, body.byteOffset, body.byteLength), charset));
});
// The time limit of a document starts here.
parentPort?.postMessage('ready' satisfies PageReply);

function answer(id: number, body: Buffer, charset: string | null): PageReply {
  try {
    return { id, facts: readPage(body, charset) };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : 'unknown' };
  }
}
