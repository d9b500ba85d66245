import { createHash } from 'node:crypto';

/**
 * Id of an owner's profile: a UUID version 8 (RFC 9562 5.8) derived from both. Workers that process the same profile
 * concurrently derive the same id before the row exists.
 */
export function profileId(ownerId: number, slug: string): string {
  const bytes = createHash('sha256').update(`profile\n${ownerId}\n${slug}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
