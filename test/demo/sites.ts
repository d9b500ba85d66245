import { LocalWeb } from '../support/local-web.js';

/** Pages of the demo's local web: valid pages, broken pages and missing pages. */
const PAGES: Readonly<
  Record<
    string,
    { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
  >
> = {
  '/good': {
    headers: {
      'cache-control': 'max-age=604800',
      'content-security-policy': "default-src 'self'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page as it should be</title>
<meta name="viewport" content="width=device-width"><meta name="description" content="Short, complete and quick to load.">
<link rel="canonical" href="/good"></head><body><h1>Good</h1><p>Everything has a label.</p>
<img src="/dot.svg" alt="A dot" width="10" height="10" loading="lazy"></body></html>`,
  },
  '/plain': {
    body: '<html><head><title>Plain</title></head><body><h1>Plain</h1><p>No language, no description.</p></body></html>',
  },
  '/bad': {
    headers: { 'x-powered-by': 'Demo 1.0' },
    body: `<html><head><script src="/a.js"></script><script src="/b.js"></script></head><body>${'<div>'.repeat(60)}
<img src="/dot.svg"><img src="/dot.svg"><form><input name="mail"><button></button></form><a href="/x"></a></body></html>`,
  },
  '/missing': { status: 404, body: '<html><head><title>Not here</title></head><body>Not here</body></html>' },
  '/moved': { status: 301, headers: { location: '/good' }, body: '' },
};

/** A small web on this machine, so that the demo needs no network. */
export const startSites = (): Promise<LocalWeb> =>
  LocalWeb.start((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const page = PAGES[path];
    if (page !== undefined) {
      response
        .writeHead(page.status ?? 200, { 'content-type': 'text/html; charset=utf-8', ...page.headers })
        .end(page.body);
    } else if (path.endsWith('.js')) response.writeHead(200, { 'content-type': 'text/javascript' }).end('void 0;');
    else if (path.endsWith('.svg'))
      response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg"/>');
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('Not here');
  });
