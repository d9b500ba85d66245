import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Pages of many hosts, the addresses of the loopback network, in a process of their own, so that theirs is no time of
 * those who ask.
 */
const ITEMS = Array.from({ length: 40 }, (_, n) => `<li><a href="/products/${n}">Product number ${n}</a></li>`).join(
  '',
);
const TEXT = Array.from({ length: 30 }, (_, n) => `<p>Paragraph ${n} tells what this page is about.</p>`).join('\n');

const page = (path: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Page ${path} of a shop</title>
<meta name="description" content="A page of a shop that sells things of every kind, of a usual size and make.">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="og:title" content="Page ${path}"><link rel="canonical" href="${path}">
<link rel="stylesheet" href="/style.css">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"WebPage","name":"Page ${path}"}</script>
</head><body><header><nav><ul>${ITEMS}</ul></nav></header>
<main><h1>Page ${path}</h1>${TEXT}<form><label>Search <input name="q"></label><button>Go</button></form></main>
</body></html>`;

const STYLE = 'body { margin: 0; font-family: sans-serif }\n'.repeat(50);

const counts = { requests: 0, connections: 0 };
const server = createServer((request, response) => {
  const path = request.url ?? '/';
  if (path === '/counts') return void response.end(JSON.stringify(counts));
  counts.requests += 1;
  if (path === '/robots.txt')
    return void response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /private\n');
  if (path === '/style.css')
    return void response.writeHead(200, { 'content-type': 'text/css', 'cache-control': 'max-age=86400' }).end(STYLE);
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' })
    .end(page(path));
});
server.on('connection', () => (counts.connections += 1));
server.listen(0, '0.0.0.0', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
// It ends with whoever started it.
process.stdin.on('end', () => process.exit(0)).resume();
