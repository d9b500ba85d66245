import { parentPort } from 'node:worker_threads';
import { PageInput, readPage } from './read-page.js';

/** The thread side of `PageReader`: one page in, its facts or the fault out. */
interface Request {
  readonly id: number;
  readonly input: PageInput;
}

parentPort?.on('message', ({ id, input }: Request) => {
  try {
    parentPort?.postMessage({ id, result: readPage(input) });
  } catch (error) {
    parentPort?.postMessage({ id, fault: error instanceof Error ? error.name : 'Error' });
  }
});

// From here on the time of a page is the page's own.
parentPort?.postMessage('ready');
