import { Webhook } from 'standardwebhooks';
import { eventually } from './eventually.js';
import { LocalWeb } from './local-web.js';

/** A message as it came in. */
export interface Received {
  readonly id: string;
  readonly timestamp: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly message: { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
  readonly path: string;
}

/** What the receiver answers. */
export interface Reaction {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Cut the connection after reading the request. */
  readonly hangUp?: boolean;
  /** Never answer, and keep the connection. */
  readonly hang?: boolean;
}

/** A receiver of webhooks as customers build it: signatures are verified by the library of Standard Webhooks. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  react: (message: Received) => Reaction = () => ({ status: 204 });

  private constructor(private readonly web: { current?: LocalWeb }) {}

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver({});
    receiver.web.current = await LocalWeb.start((request, response) => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const one: Received = {
        id: headers['webhook-id'] ?? '',
        timestamp: Number(headers['webhook-timestamp']),
        headers,
        body: request.body,
        message: JSON.parse(request.body) as Received['message'],
        path: request.url ?? '',
      };
      receiver.received.push(one);
      const reaction = receiver.react(one);
      if (reaction.hang === true) return;
      if (reaction.hangUp === true) request.socket.destroy();
      else response.writeHead(reaction.status, { ...reaction.headers }).end(reaction.body ?? '');
    });
    return receiver;
  }

  url(path: string): string {
    return `${this.web.current?.origin ?? ''}${path}`;
  }

  /** Waits for a message that fits. */
  next(awaited: string, fits: (one: Received) => boolean, deadlineMs = 30_000): Promise<Received> {
    return eventually(
      `${awaited}; got ${this.received.map(({ path, message }) => `${path} ${message.type}`).join(', ')}`,
      () => this.received.find(fits),
      deadlineMs,
    );
  }

  close(): Promise<void> {
    return this.web.current?.close() ?? Promise.resolve();
  }
}

/** Throws unless the message is signed with the secret, now. */
export const verify = (secret: string, { body, headers }: Received): unknown =>
  new Webhook(secret).verify(body, headers);
