/** Numbers from here on are moments in seconds since 1970, smaller ones are seconds to wait. */
const EPOCH_SECONDS = 1_000_000_000;

/**
 * Seconds to wait that a response asks for, at least 0: `Retry-After` (seconds or HTTP date) or a reset time (ISO time
 * or seconds since 1970). Undefined when it is missing or unreadable. Callers bound it by their own patience.
 */
export function retryAfterSeconds(value: string | null | undefined, now: number = Date.now()): number | undefined {
  const text = value?.trim() ?? '';
  if (text.length > 100) return undefined;
  const number = /^\d{1,12}$/.test(text) ? Number(text) : undefined;
  if (number !== undefined && number < EPOCH_SECONDS) return number;
  // Without the time of day, V8 reads "-1" and "5.5" as days of 2001.
  const date = text.includes(':') ? Date.parse(text) : Number.NaN;
  const at = number === undefined ? date : number * 1_000;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1_000));
}
