import type { ServerResponse } from 'node:http';
import { eventually } from './eventually.js';
import { LocalWeb } from './local-web.js';
import type { Service } from './service.js';
import type { Answer, RequestOptions } from './client.js';

const page = (title: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
   <meta name="viewport" content="width=device-width, initial-scale=1"></head>
   <body><h1>${title}</h1><p>Words. <a href="/linked">Another page</a></p></body></html>`;

/**
 * A site to analyse: every path is a page, but for those with a behaviour of their own. It counts what it is asked for.
 */
export class UrlSite {
  private readonly hits = new Map<string, number>();
  private readonly held = new Set<ServerResponse>();
  private isHolding = true;
  /** While it is set, the pages below `/down` break off every connection. */
  isDown = false;
  /** While it is set, pages have neither a title nor a heading. */
  isPoor = false;
  /** Requests to `/hold` that the client has given up. */
  givenUp = 0;

  private constructor(private readonly web: { current?: LocalWeb }) {}

  static async start(): Promise<UrlSite> {
    const site = new UrlSite({});
    site.web.current = await LocalWeb.start((request, response) => {
      const path = request.url ?? '';
      site.hits.set(path, site.hitsOf(path) + 1);
      site.answer(path, response);
    });
    return site;
  }

  get origin(): string {
    return this.web.current?.origin ?? '';
  }

  /** For `EGRESS_ALLOW`. */
  get host(): string {
    return new URL(this.origin).host;
  }

  url(path: string): string {
    return `${this.origin}${path}`;
  }

  hitsOf(path: string): number {
    return this.hits.get(path) ?? 0;
  }

  /** Lets the pages below `/hold` answer, from now on and those that wait. */
  release(): void {
    this.isHolding = false;
    for (const response of this.held) this.send(response, page('Held'));
    this.held.clear();
  }

  /** Holds the pages below `/hold` again. */
  hold(): void {
    this.isHolding = true;
  }

  async close(): Promise<void> {
    await this.web.current?.close();
  }

  private answer(path: string, response: ServerResponse): void {
    if (path.startsWith('/hold') && this.isHolding) {
      this.held.add(response);
      response.on('close', () => {
        if (!this.held.delete(response)) return;
        this.givenUp += 1;
      });
      return;
    }
    const isBroken = path === '/broken' || (path === '/flaky' && this.hitsOf(path) === 1);
    if (isBroken || (this.isDown && path.startsWith('/down'))) return void response.socket?.destroy();
    if (path === '/moved') return void response.writeHead(302, { location: '/good' }).end();
    if (path === '/inward') return void response.writeHead(302, { location: 'http://10.1.2.3/secret' }).end();
    if (path === '/robots.txt') return void response.writeHead(200, { 'content-type': 'text/plain' }).end('');
    if (path.startsWith('/gone'))
      return void response.writeHead(410, { 'content-type': 'text/html' }).end(page('Gone'));
    this.send(response, page(this.isPoor ? '' : `Page ${path}`));
  }

  private send(response: ServerResponse, text: string): void {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
  }
}

export const S2 = '/api/v1/batch-processing';

/** Settings of a service that may analyse the site, with the engine that needs nothing. */
export const analysing = (site: UrlSite): Record<string, string> => ({
  EGRESS_ALLOW: site.host,
  URL_ANALYSIS_ENGINE: 'http',
});

/** Starts a job. */
export const start = (
  service: Service,
  urls: readonly unknown[],
  more: Record<string, unknown> = {},
  options: RequestOptions = {},
): Promise<Answer> => service.request('POST', `${S2}/start`, { ...options, body: { urls, ...more } });

/** Starts a job and answers its id. */
export async function started(
  service: Service,
  urls: readonly unknown[],
  more: Record<string, unknown> = {},
  options: RequestOptions = {},
): Promise<string> {
  const answer = await start(service, urls, more, options);
  if (answer.status !== 201) throw new Error(`start answered ${answer.status}: ${answer.text}`);
  return String(answer.at('batch_job_id'));
}

/** A job ends within this time (milliseconds) when no browser takes part, on a machine that does other work too. */
const JOB_DEADLINE_MS = 90_000;

/** Waits until a job has ended (milliseconds, 90 s unless told) and answers its results. */
export async function ended(
  service: Service,
  id: string,
  options: RequestOptions = {},
  deadlineMs = JOB_DEADLINE_MS,
): Promise<Answer> {
  await eventually(
    `job ${id} ends`,
    async () => {
      const { body } = await service.request('GET', `${S2}/progress/${id}`, options);
      return !['pending', 'processing', 'paused'].includes(String((body as { status?: string }).status));
    },
    deadlineMs,
  );
  return service.request('GET', `${S2}/results/${id}`, options);
}

/** Waits until the job analyses an address that ends so. */
export const analyses = (service: Service, id: string, path: string): Promise<true> =>
  eventually(`job ${id} analyses ${path}`, async () => {
    const { body } = await service.request('GET', `${S2}/progress/${id}`);
    return (body as { current_urls: string[] }).current_urls.some((url) => url.endsWith(path)) ? true : undefined;
  });
