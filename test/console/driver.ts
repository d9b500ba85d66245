import { describe, expect } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { KEYS } from '../support/accounts.js';
import { Service, type ServiceOptions } from '../support/service.js';
import { analysing, UrlSite } from '../support/url-site.js';
import { type BrowserSession, type ConsolePage, openBrowser, openPage, openPageIn, signInWith } from './browser.js';

/** Bounds a hang and measures no speed, in milliseconds: a busy machine takes long to show a page. */
const PATIENCE_MS = 60_000;

/** A row of the answer of a list. */
export type Row = Readonly<Record<string, unknown>>;

/** An answer of a list. */
export interface List {
  readonly results: readonly Row[];
  readonly total: number;
}

/** A browser before a service, with a site to analyse. Close it in `afterAll`, and call `closePages` in `afterEach`. */
export class ConsoleDriver {
  private open: ConsolePage[] = [];
  /** Of everybody who has signed in already. */
  private readonly sessions = new Map<string, BrowserSession>();

  private constructor(
    public service: Service,
    readonly site: UrlSite,
    private readonly browser: Browser,
  ) {}

  static async start(options: ServiceOptions = {}): Promise<ConsoleDriver> {
    const site = await UrlSite.start();
    const env = { ...analysing(site), ...options.env };
    const [service, browser] = await Promise.all([Service.start({ on: 'postgres', ...options, env }), openBrowser()]);
    return new ConsoleDriver(service, site, browser);
  }

  /** Another page of the same browser: a tab beside the first one, with its session. */
  async tabBeside(page: Page, path: string): Promise<Page> {
    const opened = await openPageIn(page.context());
    this.open.push(opened);
    opened.page.setDefaultTimeout(PATIENCE_MS);
    await opened.page.goto(`${this.service.url}/console${path}`);
    return opened.page;
  }

  /** Begins a service again that has been killed: at the same address, if it was started with a port of its own. */
  async restart(): Promise<void> {
    this.service = await this.service.again();
  }

  async close(): Promise<void> {
    await Promise.all([this.browser.close(), this.site.close()]);
  }

  /** Closes what the test opened. Fails for exceptions, errors and breaches of the policy in any of its pages. */
  async closePages(): Promise<void> {
    const faults = this.open.flatMap((one) => one.faults);
    await Promise.all(this.open.map(({ page }) => page.context().close()));
    this.open = [];
    expect(faults).toEqual([]);
  }

  /** A page of its own browser context, in which nobody is signed in. */
  async page(session?: BrowserSession): Promise<Page> {
    const opened = await openPage(this.browser, { session });
    this.open.push(opened);
    opened.page.setDefaultTimeout(PATIENCE_MS);
    return opened.page;
  }

  /** The same, signed in and at this address of the console. */
  async enter(path: string, key: string = KEYS.ana): Promise<Page> {
    const session = this.sessions.get(key);
    const page = await this.page(session);
    if (session === undefined) {
      await signInWith(page, this.service.url, key);
      this.sessions.set(key, await page.context().storageState());
    }
    await page.goto(`${this.service.url}/console${path}`);
    return page;
  }

  async get(path: string): Promise<List> {
    const answer = await this.service.request('GET', path, { key: KEYS.ana });
    expect(answer.status).toBe(200);
    return answer.body as List;
  }

  /** Submits a batch as ana and answers its id. */
  async submit(name: string, items: readonly unknown[], kind = 'contact_analysis'): Promise<string> {
    const body = { kind, name, items };
    const answer = await this.service.request('POST', '/api/v1/batches', { key: KEYS.ana, body });
    expect(answer.status).toBeLessThan(300);
    return String(answer.at('id'));
  }

  /** Submits URLs of the site of which all but the first are held until `site.release()`. */
  hold(name: string, held: number): Promise<string> {
    this.site.hold();
    const items = Array.from({ length: held }, (_, n) => this.site.url(`/hold/${name}/${n}`));
    return this.submit(name, [this.site.url(`/${name}`), ...items], 'url_analysis');
  }
}

export const contact = (n: number, id = `c-${n}`): object => ({ id, data: { name: `Contact ${n}` } });
export const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
export const see = (page: Page, words: string | RegExp): Promise<void> => page.getByText(words).first().waitFor();

/** A part of a test file: tests of one subject that share a browser and its service with the other parts. */
export type ConsolePart = (driver: () => ConsoleDriver) => void;

/** A part of this name. The driver is there when its tests begin; the file closes it and what the tests open. */
export const consolePart =
  (name: string, define: ConsolePart): ConsolePart =>
  (driver) =>
    describe(name, () => define(driver));
