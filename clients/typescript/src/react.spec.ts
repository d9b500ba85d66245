import { act, createElement } from 'react';
import { create, type ReactTestRenderer } from 'react-test-renderer';
import { createClient } from './client.js';
import type { Batch } from './follow.js';
import { type BatchProcessor, type BatchProgress, useBatchProcessor, useBatchProgress } from './react.js';

const RETRIED = { id: 'b1', status: 'processing', progress: 50, revision: 6 };

/** A service of one batch: the test writes the events of its stream. */
function service() {
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const requests: string[] = [];
  const client = createClient({
    baseUrl: 'http://service.test',
    apiKey: 'k',
    retries: 0,
    fetch: (url, init) => {
      const path = new URL(String(url)).pathname;
      requests.push(`${init?.method} ${path}`);
      if (path.endsWith('/events')) {
        const body = new ReadableStream<Uint8Array>({
          start: (controller) => {
            streams.push(controller);
            // As the platform's own fetch does.
            init?.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
          },
        });
        return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }));
      }
      if (path.endsWith('/retry')) return Promise.resolve(Response.json({ retried: 1, batch: RETRIED }));
      if (String(init?.body).includes('"bad"'))
        return Promise.resolve(Response.json({ error_code: 'VALIDATION_ERROR', message: 'No.' }, { status: 422 }));
      return Promise.resolve(Response.json({ id: 'b1', status: 'pending', revision: 1 }, { status: 201 }));
    },
  });
  const send = (batch: object): Promise<void> =>
    act(async () => {
      const { revision } = batch as { revision: number };
      streams
        .at(-1)
        ?.enqueue(new TextEncoder().encode(`event: changed\nid: ${revision}\ndata: ${JSON.stringify(batch)}\n\n`));
      await new Promise((resolve) => setImmediate(resolve));
    });
  return { client, requests, streams, send };
}

/** Components that are mounted: what they follow would go on after the test. */
const mounted: ReactTestRenderer[] = [];

/** The newest value of a hook in a mounted component. */
async function mount<T>(hook: () => T): Promise<{ readonly now: () => T; readonly root: ReactTestRenderer }> {
  const seen: T[] = [];
  const Probe = (): null => {
    seen.push(hook());
    return null;
  };
  let root: ReactTestRenderer | undefined;
  await act(async () => {
    root = create(createElement(Probe));
    await new Promise((resolve) => setImmediate(resolve));
  });
  if (root === undefined) throw new Error('Nothing was mounted.');
  mounted.push(root);
  return { now: () => seen.at(-1) as T, root };
}

describe('The React hooks', () => {
  let errors: jest.SpyInstance;

  beforeAll(() => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    // The renderer says at each use that it is deprecated.
    errors = jest.spyOn(console, 'error').mockImplementation((...said: unknown[]) => {
      if (!String(said[0]).includes('react-test-renderer is deprecated')) throw new Error(said.map(String).join(' '));
    });
  });
  afterAll(() => errors.mockRestore());

  afterEach(() =>
    act(async () => {
      for (const root of mounted.splice(0)) root.unmount();
      await new Promise((resolve) => setImmediate(resolve));
    }),
  );

  it('follow a batch while they are mounted, and close the stream after', async () => {
    const { client, send, streams } = service();
    const { now, root } = await mount<BatchProgress>(() => useBatchProgress(client, 'b1'));
    expect(now()).toMatchObject({ batch: undefined, progress: 0, isEnded: false });
    await send({ id: 'b1', status: 'processing', progress: 40, revision: 2 });
    expect(now()).toMatchObject({ progress: 40, isEnded: false, error: undefined });
    await act(async () => {
      root.unmount();
      await new Promise((resolve) => setImmediate(resolve));
    });
    expect(() => streams[0]?.enqueue(new Uint8Array(1))).toThrow();
  });

  it('show nothing of the batch before, in no render', async () => {
    const { client, send } = service();
    let id = 'b1';
    const seen: string[] = [];
    const Probe = (): null => {
      const { batch, isEnded, progress } = useBatchProgress(client, id);
      seen.push(`${id} ${batch?.id} ${isEnded} ${progress}`);
      return null;
    };
    let root: ReactTestRenderer | undefined;
    await act(async () => {
      root = create(createElement(Probe));
      await new Promise((resolve) => setImmediate(resolve));
    });
    await send({ id: 'b1', status: 'completed', progress: 100, revision: 2 });
    expect(seen.at(-1)).toBe('b1 b1 true 100');
    seen.length = 0;
    id = 'b2';
    await act(async () => {
      root?.update(createElement(Probe));
      await new Promise((resolve) => setImmediate(resolve));
    });
    expect(new Set(seen)).toEqual(new Set(['b2 undefined false 0']));
    await act(async () => root?.unmount());
  });

  it('say that the service is out of reach, keep what is known, and go on when it is back', async () => {
    const { client, send, streams } = service();
    const { now } = await mount<BatchProgress>(() => useBatchProgress(client, 'b1'));
    await send({ id: 'b1', status: 'processing', progress: 40, revision: 2 });
    await act(async () => {
      streams.at(-1)?.error(new TypeError('The connection was reset.'));
      await new Promise((resolve) => setImmediate(resolve));
    });
    expect(now()).toMatchObject({ progress: 40, isStale: true, error: undefined });
    while (streams.length < 2) await act(() => new Promise((resolve) => setImmediate(resolve)));
    await send({ id: 'b1', status: 'processing', progress: 60, revision: 3 });
    expect(now()).toMatchObject({ progress: 60, isStale: false });
  });

  it('show the state that another call has answered, unless a newer one is known', async () => {
    const { client, send, streams } = service();
    const { now } = await mount<BatchProgress>(() => useBatchProgress(client, 'b1'));
    const taken = (batch: object): Promise<void> => act(async () => now().take(batch as Batch));
    await taken({ id: 'b1', status: 'paused', revision: 4 });
    expect(now().batch).toMatchObject({ status: 'paused' });
    await taken({ id: 'b1', status: 'pending', revision: 3 });
    await taken({ id: 'b2', status: 'pending', revision: 9 });
    expect(now().batch).toMatchObject({ status: 'paused' });
    await send({ id: 'b1', status: 'failed', revision: 5 });
    await taken({ id: 'b1', status: 'processing', revision: 6 });
    expect([now().isEnded, streams.length]).toEqual([false, 2]);
  });

  it('follow nothing without an id', async () => {
    const { client, requests } = service();
    const { now } = await mount<BatchProgress>(() => useBatchProgress(client, null));
    expect(now()).toMatchObject({ batch: undefined, isEnded: false });
    expect(requests).toEqual([]);
  });

  it('carry a batch from its submission to its end, and its failed items on from there', async () => {
    const { client, send, requests } = service();
    const { now } = await mount<BatchProcessor<'url_analysis'>>(() => useBatchProcessor(client));
    expect(now().state).toBe('idle');
    await act(async () => void (await now().submit({ kind: 'url_analysis', items: ['https://a.test/'] })));
    expect(now()).toMatchObject({ state: 'running', id: 'b1' });
    await send({ id: 'b1', status: 'failed', progress: 100, revision: 5 });
    expect(now()).toMatchObject({ state: 'ended', isEnded: true });
    await act(() => now().retry());
    expect(now()).toMatchObject({ state: 'running', progress: 50 });
    await send({ id: 'b1', status: 'processing', progress: 0, revision: 7 });
    expect(now()).toMatchObject({ state: 'running', progress: 0 });
    expect(requests.filter((one) => one.includes('events'))).toHaveLength(2);
  });

  it('tell why a submission was refused, and forget it', async () => {
    const { client } = service();
    const { now } = await mount<BatchProcessor<'url_analysis'>>(() => useBatchProcessor(client));
    await act(async () => void (await now().submit({ kind: 'url_analysis', items: ['bad'] })));
    expect(now()).toMatchObject({ state: 'failed', id: undefined, error: { code: 'VALIDATION_ERROR' } });
    await act(async () => now().reset());
    expect(now()).toMatchObject({ state: 'idle', error: undefined });
  });
});
