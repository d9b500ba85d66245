import { parentPort } from 'node:worker_threads';
import { PageInput, readPage } from './read-page.js';

/** Worker side of `PageReader`: receives one page, answers with its facts or an error. */
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

// The time limit of a page starts here.
parentPort?.postMessage('ready');
