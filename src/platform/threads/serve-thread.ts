import { parentPort } from 'node:worker_threads';

/** Message to a thread: one job. */
export interface ThreadRequest<Input> {
  readonly id: number;
  readonly input: Input;
}

/**
 * Message from a thread: its code is loaded, or the end of a job. `fault` is the name of the exception and where it was
 * thrown; its message stays in the thread, because it may quote the document.
 */
export type ThreadReply<Output> =
  'ready' | { readonly id: number; readonly result: Output } | { readonly id: number; readonly fault: string };

/** Answers the jobs of a `ThreadPool`; called once, at the end of the file that its threads run. */
export function serveThread<Input, Output>(work: (input: Input) => Output | Promise<Output>): void {
  const reply = (message: ThreadReply<Output>): void => parentPort?.postMessage(message);
  const answer = async ({ id, input }: ThreadRequest<Input>): Promise<void> => {
    try {
      reply({ id, result: await work(input) });
    } catch (error) {
      reply({ id, fault: faultOf(error) });
    }
  };
  parentPort?.on('message', (request: ThreadRequest<Input>) => void answer(request));
  // The time limit of the first job starts here.
  reply('ready');
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  const place = /\n {4}(at .{1,200})/.exec(error.stack ?? '')?.[1] ?? '';
  return `${error.name} ${place}`.trim();
}
