import { BatchwrightError } from './errors.js';
import type { components } from './schema.js';

/** What a webhook says. */
export interface WebhookEvent {
  /** Such as `batch.completed` or `batch.items_failed`. */
  readonly type: string;
  /** When it happened, in ISO 8601. */
  readonly timestamp: string;
  readonly data: WebhookData;
}

/** What happened to a batch; a message of `test` has other fields. */
export interface WebhookData {
  readonly batch_id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly status: components['schemas']['BatchView']['status'];
  readonly revision: number;
  readonly progress: number;
  readonly counters: components['schemas']['Counters'];
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly [field: string]: unknown;
}

/** A message that does not come from the service, was changed on its way, or is too old. */
export class WebhookVerificationError extends BatchwrightError {
  override readonly name = 'WebhookVerificationError';
}

/** How to verify. */
export interface VerifyOptions {
  /** How old a message may be, and how far ahead its clock, in seconds; 300 unless told. */
  readonly toleranceSeconds?: number;
  /** The present time in milliseconds, for tests. */
  readonly now?: number;
}

type HeaderBag = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Verifies a message by the rules of Standard Webhooks and returns what it says. Throws a WebhookVerificationError for
 * every other message.
 *
 * @param body The body as it came, byte by byte: a parsed and rewritten body has another signature.
 * @param secret The secret of the endpoint, `whsec_…`; several while one is being rotated.
 */
export async function verifyWebhook(
  body: string | Uint8Array,
  headers: HeaderBag,
  secret: string | readonly string[],
  { toleranceSeconds = 300, now = Date.now() }: VerifyOptions = {},
): Promise<WebhookEvent> {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  );
  if (id === undefined || timestamp === undefined || signatures === undefined)
    throw new WebhookVerificationError('The message lacks webhook-id, webhook-timestamp or webhook-signature.');
  const age = now / 1000 - Number(timestamp);
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(age) > toleranceSeconds)
    throw new WebhookVerificationError(`The message is not from the last ${toleranceSeconds} seconds.`);
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const signed = concat(new TextEncoder().encode(`${id}.${timestamp}.`), bytes);
  const keys = await Promise.all((typeof secret === 'string' ? [secret] : secret).map(importSecret));
  if (!(await isSignedByOne(keys, signatures, signed)))
    throw new WebhookVerificationError('No signature of the message is by the secret.');
  return JSON.parse(new TextDecoder().decode(bytes)) as WebhookEvent;
}

async function isSignedByOne(keys: readonly CryptoKey[], signatures: string, signed: Bytes): Promise<boolean> {
  const given = signatures.split(' ').flatMap((one) => (one.startsWith('v1,') ? [fromBase64(one.slice(3))] : []));
  for (const signature of given)
    for (const key of keys)
      // `verify` takes the same time whatever the signature is.
      if (signature !== undefined && (await crypto.subtle.verify('HMAC', key, signature, signed))) return true;
  return false;
}

type Bytes = Uint8Array<ArrayBuffer>;
type CryptoKey = Awaited<ReturnType<typeof importSecret>>;

function importSecret(secret: string) {
  const bytes = fromBase64(secret.replace(/^whsec_/, ''));
  if (bytes === undefined || bytes.length === 0)
    throw new WebhookVerificationError('The secret is not whsec_ and base64.');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

function fromBase64(text: string): Bytes | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function concat(head: Uint8Array, tail: Uint8Array): Bytes {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}

function headerOf(headers: HeaderBag, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof found === 'string' ? found : found?.[0];
}
