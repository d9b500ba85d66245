/** Fields that belong to the connection or are set here; a caller's are dropped. */
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
 * Fields that may be sent to another origin after a redirect. An allow list, since credentials come under any name
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

/** A caller's headers with lower-case names over the defaults, without connection fields. */
export function requestHeaders(
  headers: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>>,
): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { ...defaults, ...Object.fromEntries(named.filter(([name]) => !OWN_FIELDS.has(name))) };
}

/** The headers that may go to another origin. */
export function crossOriginHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => CROSS_ORIGIN_FIELDS.has(name)));
}
