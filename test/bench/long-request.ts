import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { KEYS } from '../support/accounts.js';
import type { Service } from '../support/service.js';

/** A request as its sender writes it; without a body when there is none. */
export interface LongRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly type?: string;
  /** The status that is expected; any other one throws with what was answered. */
  readonly status: number;
}

const agent = new Agent({ keepAlive: true });

/**
 * Sends a request as the admin and waits for the head of its answer as long as it takes: `fetch` gives up after five
 * minutes.
 */
export async function openLong(service: Service, sent: LongRequest): Promise<IncomingMessage> {
  const headers = {
    'X-API-Key': KEYS.admin,
    ...(sent.body === undefined
      ? {}
      : { 'Content-Type': sent.type ?? 'application/json', 'Content-Length': Buffer.byteLength(sent.body) }),
  };
  const outgoing = request(`${service.url}${sent.path}`, { method: sent.method, headers, agent });
  const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
  outgoing.end(sent.body);
  const [answer] = await answered;
  if (answer.statusCode !== sent.status)
    throw new Error(
      `${sent.method} ${sent.path} answered ${answer.statusCode ?? 0}: ${(await text(answer)).slice(0, 500)}`,
    );
  return answer;
}

/** The same, with the JSON of its answer; undefined when that is empty. */
export async function sendLong(service: Service, sent: LongRequest): Promise<unknown> {
  const answer = await text(await openLong(service, sent));
  return answer === '' ? undefined : (JSON.parse(answer) as unknown);
}
