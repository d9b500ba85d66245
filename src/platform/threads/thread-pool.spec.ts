import { join } from 'node:path';
import type { Chore } from '../../../test/support/chore-thread.js';
import { eventually } from '../../../test/support/eventually.js';
import { ThreadPool, type ThreadPoolOptions } from './thread-pool.js';

const support = join(__dirname, '../../../test/support');
const hook = ['-r', join(__dirname, '../../../tools/run-ts.cjs')];

describe('ThreadPool', () => {
  const pools: ThreadPool<Chore, string>[] = [];
  const pool = (options: Partial<ThreadPoolOptions> = {}): ThreadPool<Chore, string> => {
    const made = new ThreadPool<Chore, string>({
      entry: join(support, 'chore-thread.ts'),
      execArgv: hook,
      sizeOf: (chore) => ('echo' in chore ? chore.echo.length : 0),
      timeoutMs: 30_000,
      threads: 1,
      ...options,
    });
    pools.push(made);
    return made;
  };
  const after = (one: ThreadPool<Chore, string>) => one.run({ echo: 'after' });
  afterEach(() => Promise.all(pools.splice(0).map((made) => made.close())));

  it('returns each result to its own caller and starts no more threads than it may', async () => {
    const many = pool({ threads: 2 });
    const words = Array.from({ length: 20 }, (_, at) => `word ${at}`);
    expect(await Promise.all(words.map((echo) => many.run({ echo })))).toEqual(words);
    expect(many.size).toBeLessThanOrEqual(2);
  });

  it('ends a job that exceeds the time limit with PARSE_TIMEOUT and reads the next in a new thread', async () => {
    // A busy machine may take longer than that for the quickest of jobs, so that one pool of several is enough.
    const next = await eventually('the next job is read in time', async () => {
      const brief = pool({ timeoutMs: 300 });
      await expect(brief.run({ spin: true })).rejects.toMatchObject({ code: 'PARSE_TIMEOUT' });
      return after(brief);
    });
    expect(next).toBe('after');
  });

  it('starts the time limit of a job when its thread is ready', async () => {
    const slow = pool({ timeoutMs: 2_500, execArgv: ['-r', join(support, 'slow-thread.cjs'), ...hook] });
    expect(await after(slow)).toBe('after');
  });

  it('rejects a job as OVERLOADED when its thread does not become ready', async () => {
    await expect(after(pool({ startMs: 1 }))).rejects.toMatchObject({ code: 'OVERLOADED' });
  });

  it.each<readonly [string, Chore, RegExp, RegExp]>([
    ['runs out of memory', { fill: true }, /too much memory/, /memory/],
    ['ends its thread', { exit: 3 }, /could not/, /code 3/],
    ['throws', { throw: 'text of the document' }, /could not/, /^RangeError at work/],
  ])('reports a job that %s as PARSE_ERROR with its cause, and reads the next', async (_, chore, message, cause) => {
    const small = pool({ memoryMb: 48 });
    await expect(small.run(chore)).rejects.toMatchObject({
      code: 'PARSE_ERROR',
      message: expect.stringMatching(message),
      cause: expect.objectContaining({ message: expect.stringMatching(cause) }),
    });
    expect(await after(small)).toBe('after');
  });

  it('never quotes the message of an exception, which may contain the document', async () => {
    const error: unknown = await pool()
      .run({ throw: 'text of the document' })
      .catch((thrown: unknown) => thrown);
    expect(String((error as Error).cause)).not.toContain('text of the document');
  });

  it('cancels a running and a waiting job by their signals without affecting the others', async () => {
    const one = pool();
    const abort = new AbortController();
    const running = one.run({ spin: true }, abort.signal);
    const waiting = one.run({ echo: 'waiting' }, abort.signal);
    const other = after(one);
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await other).toBe('after');
    await expect(one.run({ echo: 'late' }, abort.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('rejects jobs beyond the number and the bytes that may wait', async () => {
    const two = pool({ waiting: 2, waitingBytes: 100 });
    const running = two.run({ echo: 'running' });
    const large = two.run({ echo: 'x'.repeat(200) });
    await expect(two.run({ echo: 'x' })).rejects.toMatchObject({ code: 'OVERLOADED' });
    await Promise.all([running, large]);
    const again = ['a', 'b', 'c'].map((echo) => two.run({ echo }));
    await expect(two.run({ echo: 'd' })).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(await Promise.all(again)).toEqual(['a', 'b', 'c']);
  });

  it('ends idle threads, and starts another for the next job', async () => {
    const idle = pool({ idleMs: 20 });
    await after(idle);
    await eventually('the idle thread ends', () => idle.size === 0);
    expect(await after(idle)).toBe('after');
  });

  it('ends running, waiting and later jobs with SHUTTING_DOWN when it closes', async () => {
    const closing = pool();
    const jobs = [closing.run({ spin: true }), after(closing)].map((job) => job.catch((error: unknown) => error));
    await closing.close();
    for (const ended of [...(await Promise.all(jobs)), await after(closing).catch((error: unknown) => error)])
      expect(ended).toMatchObject({ code: 'SHUTTING_DOWN' });
    expect(closing.size).toBe(0);
  });
});
