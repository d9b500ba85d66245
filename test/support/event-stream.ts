import { eventually } from './eventually.js';

/** One event of a stream. */
export interface StreamEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
  /** When it came, on the clock of `performance`. */
  readonly at: number;
}

/** A reader of Server-Sent Events, as strict as the standard: an unknown field is recorded as a fault. */
export class EventStream {
  readonly events: StreamEvent[] = [];
  readonly faults: string[] = [];
  /** Comments, which serve as heartbeats. */
  comments = 0;
  retry: string | undefined;
  isClosed = false;

  private constructor(
    readonly response: Response,
    private readonly stop: AbortController,
  ) {
    void this.read();
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventStream> {
    const stop = new AbortController();
    return new EventStream(await fetch(url, { headers, signal: stop.signal }), stop);
  }

  get status(): number {
    return this.response.status;
  }

  /** Waits for an event that fits. */
  next(awaited: string, fits: (event: StreamEvent) => boolean, deadlineMs = 30_000): Promise<StreamEvent> {
    return eventually(
      `${awaited}; got ${this.events.map(({ event, id }) => `${event} ${id}`).join(', ')}`,
      () => this.events.find(fits),
      deadlineMs,
    );
  }

  closed(): Promise<boolean> {
    return eventually('the stream is closed', () => this.isClosed);
  }

  close(): void {
    this.stop.abort();
  }

  private async read(): Promise<void> {
    try {
      let rest = '';
      const decoder = new TextDecoder();
      for await (const chunk of this.response.body ?? []) {
        rest += decoder.decode(chunk, { stream: true });
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.take(block);
      }
    } catch {
      // The connection was cut; `isClosed` reports it.
    }
    this.isClosed = true;
  }

  private take(block: string): void {
    if (block.startsWith(':')) {
      this.comments += 1;
      return;
    }
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      const [, name, value] = /^(event|id|data|retry): (.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined || fields.has(name)) this.faults.push(line);
      else fields.set(name, value);
    }
    this.retry = fields.get('retry') ?? this.retry;
    this.events.push({
      event: fields.get('event') ?? 'message',
      id: fields.get('id'),
      data: JSON.parse(fields.get('data') ?? 'null'),
      at: performance.now(),
    });
  }
}
