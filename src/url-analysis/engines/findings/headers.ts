import type { EgressResponse } from '../../../platform/egress/egress.types.js';

/** Response headers as the egress module returns them: lower-case names. */
export type Headers = EgressResponse['headers'];

/** A response whose body was read and released; its length remains known. */
export type Exchange = Omit<EgressResponse, 'body' | 'release'> & { readonly body: { readonly length: number } };

/** One header as text; null when it is missing. Repeated values are joined by a comma. */
export function header(headers: Headers, name: string): string | null {
  const value = headers[name];
  if (value === undefined) return null;
  return typeof value === 'string' ? value : value.join(', ');
}

/** The values of a header that may be repeated (`set-cookie`). */
export function headerList(headers: Headers, name: string): readonly string[] {
  const value = headers[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** Media type without parameters, lower-case; null when the header is missing. */
export function mediaType(headers: Headers): string | null {
  const value = header(headers, 'content-type');
  return value === null ? null : (value.split(';')[0] ?? '').trim().toLowerCase();
}

/** The charset parameter of Content-Type; null when there is none. */
export function charsetOf(headers: Headers): string | null {
  const found = /;\s*charset\s*=\s*["']?([^"';\s]{1,40})/i.exec(header(headers, 'content-type') ?? '');
  return found?.[1] ?? null;
}
