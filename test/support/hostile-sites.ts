import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { OddSite } from './company-web.js';

const MiB = 1024 * 1024;
/** 512 MiB of zeros in half a megabyte: gzip allows members one after the other. */
const BOMB = Buffer.concat(Array<Buffer>(512).fill(gzipSync(Buffer.alloc(MiB))));

/** A site whose every page but robots.txt is hostile. */
const site = (key: string, answer: (response: ServerResponse) => void): OddSite => ({
  domain: `${key}-hostile.com`,
  name: `Hostile ${key} Works`,
  answer: (path, response) => {
    if (path === '/robots.txt') response.writeHead(404).end();
    else answer(response);
  },
});

const html = (key: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): OddSite =>
  site(key, (response) => void response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(body));

/** Sends for as long as the client reads. */
const endless = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/html' });
  const push = (): void => {
    while (!response.destroyed && response.write('<p>more and more and more</p>'.repeat(500)));
  };
  response.on('drain', push);
  push();
};

const line = (text: string): string => `<title>${text}</title><p>${text}</p><footer>${text}</footer>`;

/** Read as far as the limits go and worth nothing, or given up by the reader's own limit of time. */
const NOTHING = /^(?:website: PARSE_TIMEOUT)?$/;

/** Pages made to hurt, each with what the item says of it. */
export const HOSTILE_SITES: readonly (readonly [OddSite, RegExp])[] = [
  [site('silent', () => undefined), /^website: (?:HEADERS_TIMEOUT|TIMEOUT|TOO_SLOW)$/],
  [site('broken', (response) => void response.socket?.destroy()), /^website: INCOMPLETE_BODY$/],
  [
    site('short', (response) => {
      response.writeHead(200, { 'content-length': '100000', 'content-type': 'text/html' });
      response.write('<p>', () => response.socket?.destroy());
    }),
    /^website: INCOMPLETE_BODY$/,
  ],
  [site('loop', (response) => void response.writeHead(302, { location: '/' }).end()), /^website: TOO_MANY_REDIRECTS$/],
  [
    site('inward', (response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end()),
    /^website: (?:TARGET_NOT_ALLOWED|CONNECT_FAILED|DNS_FAILURE)$/,
  ],
  // Cut at the size of a page, or refused for its ratio, whichever comes first.
  [html('bomb', BOMB, { 'content-encoding': 'gzip' }), /^(?:website: (?:DECODED_TOO_LARGE|PARSE_TIMEOUT))?$/],
  [html('coding', 'x', { 'content-encoding': 'zstd' }), /^website: ENCODING_NOT_ALLOWED$/],
  [site('endless', endless), NOTHING],
  [html('deep', '<div>'.repeat(400_000)), NOTHING],
  [html('attribute', `<a title="${'x'.repeat(1_900_000)}">y</a>`), NOTHING],
  [html('nul', '<title>Hostile nul Works \0 \ud800</title><p>© Hostile \0nul Works \udfff</p>'.padEnd(600)), NOTHING],
  [html('escaped', '<script type="application/ld+json">{"@type":"Organization","name":"A\\u0000\\ud800B"}</script>'), NOTHING],
  [html('nested', `<script type="application/ld+json">${'['.repeat(900_000)}</script>`), NOTHING],
  ...['a', ' ', '<', '@', '0', '(', '.', '&#', '一'].map(
    (unit, at): readonly [OddSite, RegExp] => [html(`regex${at}`, line(unit.repeat(600_000 / unit.length))), NOTHING],
  ),
  [html('address', line('12 Main Street, '.repeat(40_000))), NOTHING],
  [html('phone', line('+1 (0)30 123-4567 / '.repeat(40_000))), NOTHING],
]; // prettier-ignore
