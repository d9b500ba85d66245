import { join } from 'node:path';
import { PageWorker } from './page-worker.js';

const hook = join(__dirname, '../../../../test/support/typescript-hook.cjs');

describe('PageWorker', () => {
  const never = new AbortController().signal;
  const workers: PageWorker[] = [];
  const worker = (settings: ConstructorParameters<typeof PageWorker>[0] = {}) => {
    const made = new PageWorker({ execArgv: ['-r', hook], timeoutMs: 30_000, ...settings });
    workers.push(made);
    return made;
  };
  afterEach(() => Promise.all(workers.splice(0).map((made) => made.close())));

  it('parses documents in threads and returns each result to its own caller', async () => {
    const pages = worker();
    const titles = Array.from({ length: 20 }, (_, at) => `Page ${at}`);
    const read = await Promise.all(titles.map((t) => pages.read(Buffer.from(`<title>${t}</title>`), null, never)));
    expect(read.map((facts) => facts.titles[0])).toEqual(titles);
  });

  it('ends a document that exceeds the time limit with PARSE_TIMEOUT and continues with the next', async () => {
    const pages = worker({ threads: 1 });
    await pages.read(Buffer.from('<p>'), null, never);
    const slow = new PageWorker({ execArgv: ['-r', hook], timeoutMs: 1 });
    workers.push(slow);
    await expect(slow.read(Buffer.from('<div>'.repeat(100_000)), null, never)).rejects.toMatchObject({
      code: 'PARSE_TIMEOUT',
    });
    const after = await pages.read(Buffer.from('<title>after</title>'), null, never);
    expect(after.titles).toEqual(['after']);
  });

  it('starts the time limit of a document when its thread is ready', async () => {
    const slowStart = join(__dirname, '../../../../test/support/slow-thread.cjs');
    const pages = worker({ threads: 1, timeoutMs: 2_500, execArgv: ['-r', slowStart, '-r', hook] });
    await expect(pages.read(Buffer.from('<title>t</title>'), null, never)).resolves.toMatchObject({ titles: ['t'] });
  });

  it('ends a document that exceeds the memory limit with PARSE_ERROR without ending the process', async () => {
    const pages = worker({ threads: 1, heapMiB: 48 });
    // Formatting elements that are never closed are reopened in every paragraph: 400 × 4,000 nodes from 20 kB.
    const bomb = '<p>' + Array.from({ length: 400 }, (_, at) => `<b x=${at}>`).join('') + '<p>x'.repeat(4_000);
    await expect(pages.read(Buffer.from(bomb), null, never)).rejects.toMatchObject({ code: 'PARSE_ERROR' });
    const after = await pages.read(Buffer.from('<title>after</title>'), null, never);
    expect(after.titles).toEqual(['after']);
  });

  it('cancels on abort and rejects documents beyond the waiting limit', async () => {
    const pages = worker({ threads: 1, waiting: 1 });
    const abort = new AbortController();
    const running = pages.read(Buffer.from('<p>'.repeat(10)), null, abort.signal);
    const waiting = pages.read(Buffer.from('<title>w</title>'), null, never);
    await expect(pages.read(Buffer.from('<p>'), null, never)).rejects.toMatchObject({ code: 'OVERLOADED' });
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(waiting).resolves.toMatchObject({ titles: ['w'] });
  });
});
