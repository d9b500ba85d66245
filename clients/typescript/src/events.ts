/** One Server-Sent Event. */
export interface StreamEvent {
  readonly name: string;
  readonly data: string;
  /** The id in force after it; undefined when none has come yet. */
  readonly id: string | undefined;
  /** How long the server asks to wait before the next connection, in milliseconds. */
  readonly retryMs: number | undefined;
}

/**
 * Splits a stream of bytes into the events of the HTML standard; `onBytes` is called for every piece, comments
 * included. An event that the stream ends in is dropped, as the standard says.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<StreamEvent, void, undefined> {
  const parser = new EventParser();
  const decoder = new TextDecoder();
  for await (const bytes of pieces(body)) {
    onBytes();
    yield* parser.push(decoder.decode(bytes, { stream: true }));
  }
}

/** The pieces of a stream; it is cancelled when the reader leaves early. Safari's streams are not iterable. */
export async function* pieces(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // After the end or a fault there is nothing left to cancel.
    await reader.cancel().catch(() => undefined);
  }
}

class EventParser {
  private rest = '';
  private name = '';
  private data: string[] = [];
  private id: string | undefined;
  private retryMs: number | undefined;

  *push(text: string): Generator<StreamEvent, void, undefined> {
    // A carriage return at the end may be the first half of a line's end.
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') this.take(line);
      else if (this.data.length > 0) yield this.dispatch();
      else this.name = '';
    }
  }

  private take(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.name = value;
    else if (field === 'data') this.data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
  }

  private dispatch(): StreamEvent {
    const { name, data, id, retryMs } = this;
    this.name = '';
    this.data = [];
    return { name: name === '' ? 'message' : name, data: data.join('\n'), id, retryMs };
  }
}
