import { randomBytes } from 'node:crypto';
import type { PublicIdStyle } from './kind.js';

/** A UUID version 7 (RFC 9562 5.7): sortable by time of creation, in milliseconds. */
export function uuidV7(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** `batch_YYYYMMDD_` (UTC) and ten random lower-case letters or digits; six would make collisions likely. */
function datedId(now: Date = new Date()): string {
  // 252 = 7 × 36: bytes from 252 on would make the first letters more frequent.
  const letters = Array.from(randomBytes(64)).filter((byte) => byte < 252);
  const suffix = letters.slice(0, 10).map((byte) => ALPHABET[byte % 36]);
  return `batch_${now.toISOString().slice(0, 10).replaceAll('-', '')}_${suffix.join('')}`;
}

const MAKE: Readonly<Record<PublicIdStyle, () => string | null>> = {
  integer: () => null,
  dated: datedId,
  uuid: uuidV7,
};

/** A new public id; null when the database's sequence assigns it. */
export const newPublicId = (style: PublicIdStyle): string | null => MAKE[style]();

const PATTERNS = {
  integer: /^[1-9]\d{0,17}$/,
  dated: /^batch_\d{8}_[a-z0-9]{6,32}$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
} as const;

/** Whether a text has the format of a public id. */
export const isPublicId = (text: string): boolean => Object.values(PATTERNS).some((pattern) => pattern.test(text));

export const isUuid = (text: string): boolean => PATTERNS.uuid.test(text);
export const isInteger = (text: string): boolean => PATTERNS.integer.test(text);
