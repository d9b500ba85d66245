import ipaddr from 'ipaddr.js';

/** What the service's address rules need of `node:net`, for browsers; the build puts it in its place. */
export function isIP(text: string): 0 | 4 | 6 {
  if (ipaddr.IPv4.isValidFourPartDecimal(text))
    return /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/.test(text) ? 4 : 0;
  return ipaddr.IPv6.isValid(text) ? 6 : 0;
}
