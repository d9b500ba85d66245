import { readEvents, type StreamEvent } from './events.js';

/** The events of a text that arrives in pieces of a size. */
async function eventsOf(text: string, size: number): Promise<StreamEvent[]> {
  const bytes = new TextEncoder().encode(text);
  const events: StreamEvent[] = [];
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
      controller.close();
    },
  });
  for await (const event of readEvents(stream, () => undefined)) events.push(event);
  return events;
}

const TEXT =
  ':\n\nevent: snapshot\r\nid: 3\r\ndata: {"name":"Ação 🙂"}\r\n\r\nretry: 3000\nevent: shutdown\ndata: {}\n\ndata: one\ndata:two\n\nevent: changed\ndata: cut off';

describe('The reader of Server-Sent Events', () => {
  it('reads the same events however the bytes are cut, and drops the one that the stream ends in', async () => {
    const expected = [
      { name: 'snapshot', data: '{"name":"Ação 🙂"}', id: '3', retryMs: undefined },
      { name: 'shutdown', data: '{}', id: '3', retryMs: 3000 },
      { name: 'message', data: 'one\ntwo', id: '3', retryMs: 3000 },
    ];
    for (let size = 1; size <= TEXT.length; size += 1)
      expect([size, await eventsOf(TEXT, size)]).toEqual([size, expected]);
  });

  it('cancels the stream when its reader leaves', async () => {
    let isCancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('data: x\n\n')),
      cancel: () => void (isCancelled = true),
    });
    for await (const event of readEvents(stream, () => undefined)) {
      expect(event.data).toBe('x');
      break;
    }
    expect(isCancelled).toBe(true);
  });
});
