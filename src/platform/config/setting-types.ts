import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { AllowList, AllowListError } from '../addresses/allow-list.js';

/** A whole number within bounds, with a default. */
export const integer = (min: number, max: number, fallback: number) => wholeNumber(min, max).default(fallback);

/** A whole number that has no default. */
export const wholeNumber = (min: number, max: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.number().min(min).max(max));

/** Text of 1 to so many characters. */
export const text = (max: number) => z.string().min(1).max(max);

/** 0, 1, true or false. */
export const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true');

export const databaseUrl = z
  .string()
  .refine((text) => /^postgres(ql)?:\/\//.test(text), 'must begin with postgres:// or postgresql://');

export const redisUrl = z
  .string()
  .refine((text) => /^rediss?:\/\//.test(text), 'must begin with redis:// or rediss://');

/** Comma-separated values; empty ones are dropped. */
export const commaList = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ''))
  .default([]);

const DNS_SERVER = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]{2,39}\])(:\d{1,5})?$/i;

export const dnsServers = commaList.refine(
  (servers) => servers.every((server) => DNS_SERVER.test(server)),
  'must be addresses, IPv6 in brackets, each with an optional :port',
);

/** Targets beyond the public internet: `host`, `address` or `CIDR`, each with an optional `:port`. */
export const allowList = z
  .string()
  .default('')
  .transform((text, context) => {
    try {
      return AllowList.parse(text);
    } catch (error) {
      if (!(error instanceof AllowListError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });

/** An amount of money, at most six decimals. */
export const price = z.coerce.number().min(0).max(100_000).default(0);

export const baseUrl = z
  .string()
  .refine((text) => /^https?:\/\/[^/?#@]+(\/[^?#]*)?$/.test(text), 'must be an http or https URL without query')
  .transform((text) => text.replace(/\/+$/, ''));

/** A path without the slash at its end. */
export const publicPath = z
  .string()
  .regex(/^(\/[A-Za-z0-9._~-]+)*\/?$/, 'must be a path like /batches, of letters, digits and . _ ~ -')
  // A proxy may remove the prefix or not: of one that begins like the service's own paths, nobody could tell which it
  // did.
  .refine(
    (path) => !/^\/(api|docs|console)(\/|$)/.test(path),
    'must not begin with /api, /docs or /console, as paths of the service do',
  )
  .transform((path) => path.replace(/\/$/, ''))
  .default('');

const isIPv4 = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text);
const isRange = (text: string): boolean => {
  const [address = '', prefix, ...more] = text.split('/');
  const bits = isIPv4(address) ? 32 : 128;
  return (
    (isIPv4(address) || ipaddr.IPv6.isValid(address)) &&
    more.length === 0 &&
    (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))
  );
};

/** Proxies whose word on the client address counts: their number, or their addresses. */
export const trustedProxies = z
  .string()
  .default('0')
  .transform((text, context) => {
    if (/^\d{1,2}$/.test(text)) return text === '0' ? false : Number(text);
    const ranges = text.split(',').map((part) => part.trim());
    if (ranges.every(isRange)) return ranges;
    context.addIssue({
      code: 'custom',
      message: 'must be a number of proxies, or addresses and CIDRs separated by commas',
    });
    return z.NEVER;
  });
