import { pieces } from './events.js';
import { type Opened, toOwnError } from './transport.js';

/**
 * A file that the service streams. Read it once, by one of the ways below; nothing is held in memory that is not asked
 * for.
 */
export interface Download extends AsyncIterable<Uint8Array> {
  /** Name that the service gives the file. */
  readonly filename: string;
  readonly contentType: string;
  /** The bytes. The stream fails with a ConnectionError when the connection ends before the file does. */
  readonly stream: ReadableStream<Uint8Array>;
  /** The whole file. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  text(): Promise<string>;
  /** The lines of a text, without their ends. */
  lines(): AsyncGenerator<string, void, undefined>;
}

/** The file of a response. */
export function toDownload({ response, deadline }: Opened, path: string): Download {
  const chunks = checked();
  const encoding = /charset=([\w-]+)/i.exec(response.headers.get('content-type') ?? '')?.[1] ?? 'utf-8';
  async function* checked(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      if (response.body === null) return;
      for await (const bytes of pieces(response.body)) {
        deadline.rest();
        yield bytes;
        deadline.touch();
      }
    } catch (error) {
      throw toOwnError(error, deadline.signal, { method: 'GET', path });
    } finally {
      deadline.end();
    }
  }
  return {
    filename: filenameOf(response.headers.get('content-disposition')),
    contentType: response.headers.get('content-type') ?? 'application/octet-stream',
    [Symbol.asyncIterator]: () => chunks,
    get stream() {
      return toStream(chunks);
    },
    bytes: async () => new Uint8Array(await new Response(toStream(chunks)).arrayBuffer()),
    text: () => textOf(chunks, encoding),
    lines: () => linesOf(chunks, encoding),
  };
}

function toStream(chunks: AsyncGenerator<Uint8Array, void, undefined>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

async function textOf(chunks: AsyncIterable<Uint8Array>, encoding: string): Promise<string> {
  const decoder = new TextDecoder(encoding);
  let text = '';
  for await (const bytes of chunks) text += decoder.decode(bytes, { stream: true });
  return text + decoder.decode();
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding);
  let rest = '';
  for await (const bytes of chunks) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield withoutReturn(line);
  }
  rest += decoder.decode();
  if (rest !== '') yield withoutReturn(rest);
}

/** The lines of a CSV file end in two characters. */
const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

function filenameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return decoded(encoded) ?? /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? 'export';
}

function decoded(encoded: string | undefined): string | undefined {
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
