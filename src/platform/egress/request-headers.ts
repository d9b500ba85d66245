/** Fields that belong to the connection or are written here; a caller's are dropped. */
const OWN_FIELDS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Fields that may follow a redirect to another origin. A list of what is harmless, since credentials come under any name
 * (`authorization`, `cookie`, `x-api-key`, `webhook-signature`…).
 */
const CROSS_ORIGIN_FIELDS: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'sec-ch-ua',
  'sec-ch-ua-mobile',
  'sec-ch-ua-platform',
  'user-agent',
  'viewport-width',
]);

/** A caller's headers under lower-case names, over the defaults, without fields of the connection. */
export function requestHeaders(
  headers: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>>,
): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { ...defaults, ...Object.fromEntries(named.filter(([name]) => !OWN_FIELDS.has(name))) };
}

/** What is left of the headers for another origin. */
export function crossOriginHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => CROSS_ORIGIN_FIELDS.has(name)));
}
