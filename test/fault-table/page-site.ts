import { setTimeout as delay } from 'node:timers/promises';
import { LocalWeb } from '../support/local-web.js';

/**
 * Addresses of this machine that the pages stand on: towards one host the service fetches two pages a second at most.
 */
const HOSTS = 48;
/** How long a page takes, in milliseconds, so that a fault finds fetches under way. */
const PAGE_MS = 150;

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title></head><body><h1>Page</h1></body></html>`;

/** How often one analysis fetches its page, for the timings. */
const FETCHES_EACH = 3;

/** Websites on loopback addresses that count how often each page is analysed. */
export class PageSite {
  private readonly fetches = new Map<string, number>();
  private given = 0;

  private constructor(
    private readonly webs: readonly LocalWeb[],
    private readonly port: number,
  ) {}

  static async start(): Promise<PageSite> {
    const fetches: ((path: string) => void)[] = [];
    const answer: Parameters<typeof LocalWeb.start>[0] = (request, response) => {
      for (const note of fetches) note(request.url ?? '');
      void delay(PAGE_MS).then(() => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE));
    };
    const first = await LocalWeb.start(answer, { host: host(0), port: 0 });
    const port = Number(new URL(first.origin).port);
    const others = Array.from({ length: HOSTS - 1 }, (_, n) => LocalWeb.start(answer, { host: host(n + 1), port }));
    const site = new PageSite([first, ...(await Promise.all(others))], port);
    fetches.push((path) => site.fetches.set(path, site.fetchesOf(path) + 1));
    return site;
  }

  /** Settings of a service that may fetch the pages, with the engine that needs nothing. */
  get settings(): Readonly<Record<string, string>> {
    return { EGRESS_ALLOW: `127.0.0.0/8:${this.port}`, URL_ANALYSIS_ENGINE: 'http' };
  }

  /** URLs of pages that were not submitted before. */
  newPages(count: number): readonly string[] {
    return Array.from({ length: count }, () => {
      this.given += 1;
      return `http://${host(this.given % HOSTS)}:${this.port}/page-${this.given}`;
    });
  }

  /** How often an analysis of a page began after the first one. */
  repeatsOf(path: string): number {
    return Math.max(0, Math.ceil(this.fetchesOf(path) / FETCHES_EACH) - 1);
  }

  private fetchesOf(path: string): number {
    return this.fetches.get(path) ?? 0;
  }

  async close(): Promise<void> {
    await Promise.all(this.webs.map((web) => web.close()));
  }
}

const host = (n: number): string => `127.0.1.${n + 1}`;
