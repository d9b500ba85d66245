import { createHash } from 'node:crypto';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findProgram } from '../support/programs.js';

/** A page of the console as a test drives it, with everything that went wrong in it. */
export interface ConsolePage {
  readonly page: Page;
  /** Exceptions, errors in the browser's console, and breaches of the page's policy. */
  readonly faults: readonly string[];
}

/** Root may not use the sandbox. */
export const BROWSER_ARGUMENTS = [
  '--disable-gpu',
  '--font-render-hinting=none',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Bounds a hang of a browser's start, in milliseconds: a busy machine takes long. */
export const BROWSER_START_MS = 120_000;

/** Chromium of the machine. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findProgram('chromium');
  if (executablePath === undefined) throw new Error('There is no chromium on this machine: apt-get install chromium.');
  return chromium.launch({ executablePath, args: BROWSER_ARGUMENTS, timeout: BROWSER_START_MS });
}

/** What a browser keeps of somebody who has signed in. */
export type BrowserSession = Awaited<ReturnType<BrowserContext['storageState']>>;

export interface PageOptions {
  readonly width?: number;
  readonly colours?: 'light' | 'dark';
  /** Of a sign-in before, instead of another one. */
  readonly session?: BrowserSession | undefined;
}

const HEIGHT = 900;

/** What a page may answer with while the service is away or a right is missing; the browser logs it by itself. */
const EXPECTED = /Failed to load resource|WebSocket connection|net::ERR|favicon/;

/** A breach of the policy is told as an error, also where the browser itself says nothing. */
const TELL_BREACHES = `addEventListener('securitypolicyviolation', (breach) =>
  console.error('breach of the policy: ' + breach.violatedDirective + ' by ' + breach.blockedURI + breach.sample))`;

/** A new page, in a browser context of its own. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<ConsolePage> {
  const { width = 1440, colours = 'light', session } = options;
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT },
    colorScheme: colours,
    reducedMotion: 'reduce',
    acceptDownloads: true,
    ...(session !== undefined && { storageState: session }),
  });
  return openPageIn(context);
}

/** The same in a browser context that is there. */
export async function openPageIn(context: BrowserContext): Promise<ConsolePage> {
  await context.addInitScript(TELL_BREACHES);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, faults };
}

/** Signs in with a key, as a person does who has no link. */
export async function signInWith(page: Page, url: string, key: string): Promise<void> {
  await page.goto(`${url}/console/sign-in`);
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  // The list of pages is out of sight on a narrow screen.
  await page.locator('#content').waitFor();
}

/** A name for a file, out of any text. */
export const fileName = (text: string): string =>
  text.replace(/[^a-z0-9]+/gi, '-').slice(0, 60) || createHash('sha256').update(text).digest('hex').slice(0, 8);
