import type { Profile } from './profile.js';

/** Maximum bytes of JSON of a profile in a result; a result as a whole may take 256 KiB. */
export const PROFILE_BYTES = 128 * 1024;

/** Limits for lists and long texts, from generous to strict; the first that fits is used. */
const STAGES = [
  { entries: 200, text: 5_000 },
  { entries: 100, text: 1_000 },
  { entries: 60, text: 300 },
  { entries: 30, text: 150 },
  { entries: 10, text: 100 },
] as const;

function cutTo<T>(value: T, stage: (typeof STAGES)[number]): T {
  if (typeof value === 'string') return value.slice(0, stage.text).toWellFormed() as T;
  if (Array.isArray(value)) return value.slice(0, stage.entries).map((one: unknown) => cutTo(one, stage)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cutTo<unknown>(one, stage)])) as T;
}

const sizeOf = (profile: Profile): number => Buffer.byteLength(JSON.stringify(profile));

/**
 * Cuts the profile to its size limit: lists lose their oldest entries and texts their ends, evenly. Identifying fields
 * are never cut.
 */
export function boundProfile(profile: Profile): { readonly profile: Profile; readonly wasCut: boolean } {
  if (sizeOf(profile) <= PROFILE_BYTES) return { profile, wasCut: false };
  for (const stage of STAGES) {
    const { public_id, url, provenance } = profile;
    const cut = { ...cutTo(profile, stage), public_id, url, provenance };
    if (sizeOf(cut) <= PROFILE_BYTES) return { profile: cut, wasCut: true };
  }
  throw new RangeError('A profile cannot be cut to its size.');
}
