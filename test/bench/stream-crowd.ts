import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { within } from '../support/eventually.js';

/**
 * Readers of event streams in a process of their own. What they do with an event is as little as can be done with it.
 */
export class StreamCrowd {
  private constructor(private readonly child: ChildProcess) {}

  /** Opens a stream for each request and resolves when each has got its first event. */
  static async open(url: string, requests: readonly string[]): Promise<StreamCrowd> {
    const hook = join(__dirname, '..', '..', 'tools', 'run-ts.cjs');
    const crowd = new StreamCrowd(fork(__filename, { execArgv: ['-r', hook], env: { PATH: process.env['PATH'] } }));
    crowd.child.send({ port: Number(new URL(url).port), requests } satisfies Opening);
    await crowd.hear('every stream begins');
    return crowd;
  }

  /** How long after the change that `fire` makes each reader had its event, in milliseconds. */
  async readOne(fire: () => Promise<unknown>): Promise<readonly number[]> {
    const [delays] = await Promise.all([this.hear('every reader has the event'), fire()]);
    return delays;
  }

  async close(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  private async hear(awaited: string): Promise<readonly number[]> {
    const [message] = (await within(awaited, 120_000, once(this.child, 'message'))) as [readonly number[]];
    return message;
  }
}

interface Opening {
  readonly port: number;
  /** What each reader sends. */
  readonly requests: readonly string[];
}

/** Streams that are being opened at once. */
const OPENING = 64;
/** A stream's chunk ends so when its event does. */
const END = Buffer.from('\n\n\r\n');
/** Shorter messages are heartbeats. */
const SHORTEST = 100;

/** Counts arrivals; nothing is parsed but the instant in the event of the first reader. */
class Arrivals {
  private times: number[] = [];
  private changedAt = 0;

  constructor(private readonly readers: number) {}

  take(event: Buffer): void {
    this.times.push(Date.now());
    if (this.times.length === 1)
      this.changedAt = Date.parse(/"updated_at":"([^"]+)"/.exec(event.toString())?.[1] ?? '');
    if (this.times.length < this.readers) return;
    process.send?.(this.times.map((at) => at - this.changedAt));
    this.times = [];
  }
}

async function read({ port, requests }: Opening): Promise<void> {
  const arrivals = new Arrivals(requests.length);
  const waiting = [...requests];
  const opener = async (): Promise<void> => {
    for (let request = waiting.pop(); request !== undefined; request = waiting.pop())
      await openStream(port, request, (event) => arrivals.take(event));
  };
  await Promise.all(Array.from({ length: OPENING }, opener));
  process.send?.([]);
}

/** All readers read into one buffer, one after the other. */
const buffer = Buffer.allocUnsafe(64 * 1024);

/** Resolves with the first event; those after it are handed on. Ends the process when the stream does. */
function openStream(port: number, request: string, take: (event: Buffer) => void): Promise<void> {
  return new Promise((resolve) => {
    let hasBegun = false;
    let last = '';
    const receive = (data: Buffer): true => {
      const isEvent = data.length > SHORTEST && data.subarray(-END.length).equals(END);
      if (hasBegun) {
        if (isEvent) take(data);
      } else if (isEvent && data.includes('HTTP/1.1 200')) {
        hasBegun = true;
        resolve();
      } else throw new Error(data.toString());
      if (!isEvent) last = data.toString();
      return true;
    };
    const socket: Socket = connect({
      port,
      host: '127.0.0.1',
      onread: { buffer, callback: (length) => receive(buffer.subarray(0, length)) },
    });
    socket.on('end', () => {
      throw new Error(`A stream has ended: ${last}`);
    });
    socket.write(request);
  });
}

if (require.main === module) process.once('message', (opening) => void read(opening as Opening));
