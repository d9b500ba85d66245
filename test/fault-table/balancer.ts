import { Agent, request as openRequest } from 'node:http';

/** Longest wait for an answer, in milliseconds: beyond every limit of the service itself. */
const ANSWER_MS = 40_000;

export interface Sending {
  readonly key: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A whole answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** A field of the JSON body; undefined when there is none. */
  readonly field: (name: string) => unknown;
}

/**
 * No answer: `refused` = no process took the connection; `reset` = one took it and broke it off (`kept`: it had served
 * a request before); `silent` = nothing came in time.
 */
export interface NoReply {
  readonly failure: 'refused' | 'reset of a fresh connection' | 'reset of a kept connection' | 'silent';
}

/** Between two looks at who is ready, in milliseconds: a stopping process answers for two seconds more. */
const LOOK_MS = 500;

/**
 * Sends each request to the next of the processes in turn over kept connections; whoever refuses a connection is
 * skipped, and so is who has ended: another program may have its port by now. Who says that it is not ready gets
 * nothing either, unless nobody is, as with any load balancer.
 */
export class Balancer {
  private readonly agent = new Agent({ keepAlive: true, scheduling: 'fifo' });
  private readonly unready = new Set<string>();
  private readonly looking: NodeJS.Timeout;
  private next = 0;

  constructor(private readonly findAll: () => readonly string[]) {
    this.looking = setInterval(() => void this.look(), LOOK_MS).unref();
  }

  async send(method: string, path: string, sending: Sending): Promise<Reply | NoReply> {
    let last: Reply | NoReply = { failure: 'refused' };
    this.next += 1;
    const first = this.next;
    const all = this.findAll();
    const ready = all.filter((address) => !this.unready.has(address));
    const addresses = ready.length === 0 ? all : ready;
    for (let tried = 0; tried < addresses.length; tried += 1) {
      const address = addresses[(first + tried) % addresses.length] ?? '';
      last = await this.sendTo(address, method, path, sending);
      if (!('failure' in last) || last.failure !== 'refused') return last;
    }
    return last;
  }

  /** The same to one address. */
  sendTo(address: string, method: string, path: string, { key, body, headers }: Sending): Promise<Reply | NoReply> {
    const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    return new Promise((resolve) => {
      const request = openRequest(`${address}${path}`, {
        method,
        agent: this.agent,
        headers: {
          'x-api-key': key,
          ...(payload === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': `${payload.length}` }),
          ...headers,
        },
      });
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        request.destroy();
      }, ANSWER_MS);
      const fail = (error: NodeJS.ErrnoException): void => {
        clearTimeout(timer);
        if (isLate) return resolve({ failure: 'silent' });
        if (error.code === 'ECONNREFUSED') return resolve({ failure: 'refused' });
        resolve({ failure: request.reusedSocket ? 'reset of a kept connection' : 'reset of a fresh connection' });
      };
      request.on('error', fail);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          clearTimeout(timer);
          resolve(toReply(response.statusCode ?? 0, response.headers, Buffer.concat(chunks).toString('utf8')));
        });
      });
      request.end(payload);
    });
  }

  /**
   * Asks every process whether it is ready. Who does not answer is not: a stopping process takes no new connections for
   * the last second in which it still answers on those that it has.
   */
  private async look(): Promise<void> {
    await Promise.all(
      this.findAll().map(async (address) => {
        const response = await fetch(`${address}/api/v1/health/ready`, { headers: { connection: 'close' } }).catch(
          () => undefined,
        );
        await response?.body?.cancel();
        if (response?.status === 200) this.unready.delete(address);
        else this.unready.add(address);
      }),
    );
  }

  close(): void {
    clearInterval(this.looking);
    this.agent.destroy();
  }
}

function toReply(status: number, headers: Readonly<Record<string, unknown>>, text: string): Reply {
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : undefined;
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  return { status, headers, text, field: (name) => fields[name] };
}
