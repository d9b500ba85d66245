import { KINDS } from '../model/kinds/declared-kinds.js';
import type { KindName } from '../model/kinds/kind.js';
import { isPublicId } from '../model/kinds/public-id.js';

/** Authenticates the client, by an API key or a one-time ticket. */
export interface AuthMessage {
  readonly type: 'auth';
  readonly key?: string;
  readonly ticket?: string;
}

/** The messages that a client may send on the WebSocket. */
export type LiveMessage =
  | AuthMessage
  | {
      readonly type: 'subscribe' | 'unsubscribe';
      readonly batchIds: readonly string[];
      readonly kinds: readonly KindName[];
      /** The revision that the client saw last; allowed for a single batch only. */
      readonly after: number | undefined;
    }
  | { readonly type: 'ping' };

/** Most batches and kinds of one message. */
const LISTED = 100;

/** Parses a message. Returns a string that describes the fault of an invalid one. */
export function readLiveMessage(text: string): LiveMessage | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'The message is not valid JSON.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'A message is a JSON object.';
  const message = value as Readonly<Record<string, unknown>>;
  switch (message['type']) {
    case 'ping':
      return { type: 'ping' };
    case 'auth':
      return readAuth(message);
    case 'subscribe':
    case 'unsubscribe':
      return readSubscription(message['type'], message);
    default:
      return 'type must be auth, subscribe, unsubscribe or ping.';
  }
}

function readAuth({ key, ticket }: Readonly<Record<string, unknown>>): LiveMessage | string {
  if (typeof key === 'string' && ticket === undefined) return { type: 'auth', key };
  if (typeof ticket === 'string' && key === undefined) return { type: 'auth', ticket };
  return 'auth needs a key or a ticket.';
}

function readSubscription(
  type: 'subscribe' | 'unsubscribe',
  { batches, kinds, after }: Readonly<Record<string, unknown>>,
): LiveMessage | string {
  const batchIds = batches ?? [];
  const names = kinds ?? [];
  if (!Array.isArray(batchIds) || !batchIds.every(isId)) return 'batches must be a list of batch ids.';
  if (!Array.isArray(names) || !names.every(isKind)) return `kinds must be a list of ${KINDS.join(', ')}.`;
  if (batchIds.length + names.length === 0) return `${type} needs batches or kinds.`;
  if (batchIds.length + names.length > LISTED) return `A message may name ${LISTED} batches and kinds.`;
  if (after !== undefined && (!isRevision(after) || batchIds.length !== 1))
    return 'after must be the id of the last event that was seen, of a single batch.';
  return { type, batchIds: batchIds.map((id: string | number) => String(id).toLowerCase()), kinds: names, after };
}

const isId = (value: unknown): value is string | number =>
  (typeof value === 'string' || Number.isSafeInteger(value)) && isPublicId(String(value));
const isKind = (value: unknown): value is KindName => KINDS.some((kind) => kind === value);
const isRevision = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
