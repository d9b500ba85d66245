import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new key: the text is shown once, the other fields are stored. */
export interface NewKey {
  readonly text: string;
  readonly id: string;
  readonly hash: Buffer;
}

const ISSUED = /^bk_([0-9a-f]{12})_[A-Za-z0-9_-]{43}[0-9a-f]{6}$/;

/**
 * Makes `bk_<id>_<secret><checksum>`: 32 random bytes, and a checksum by which secret scanners recognise a real key.
 */
export function issueKey(): NewKey {
  const id = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  const text = `bk_${id}_${secret}${digest(`${id}${secret}`).toString('hex').slice(0, 6)}`;
  return { text, id, hash: digest(text) };
}

/** A key chosen by the operator (`ADMIN_API_KEY`): it contains no id, so the id is derived from it. */
export const adoptKey = (text: string): NewKey => ({ text, id: keyId(text), hash: digest(text) });

/** The id under which a presented key would be stored, whether it is or not. */
export const keyId = (text: string): string =>
  ISSUED.exec(text)?.[1] ?? `env_${digest(text).toString('hex').slice(0, 16)}`;

/** Compares the presented key with the stored hash in constant time. */
export const matchesHash = (text: string, hash: Buffer): boolean => {
  const presented = digest(text);
  return hash.length === presented.length && timingSafeEqual(presented, hash);
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
