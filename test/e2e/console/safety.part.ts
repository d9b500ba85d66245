import type { Page } from 'playwright-core';
import { button, type ConsoleDriver, consolePart, see } from '../../console/driver.js';
import { KEYS } from '../../support/accounts.js';
import { eventually } from '../../support/eventually.js';
import { LocalWeb } from '../../support/local-web.js';
import { NAUGHTY_STRINGS } from '../../support/naughty-strings.js';

const COOKIE = 'batchwright_session';

/**
 * The rows of the list that is in sight, from its first to its last, as an expression of the page. Each part is looked
 * at once it is there: the rows in the middle are shown, and none waits for the service any more.
 */
const ROWS = `(async () => {
  const list = document.querySelector('[role=grid]');
  const isThere = () => {
    const { top, bottom } = list.getBoundingClientRect();
    const middle = (top + bottom) / 2;
    const rows = [...list.querySelectorAll('.list-row')].map((row) => row.getBoundingClientRect());
    return list.querySelector('.skeleton') === null && rows.some((row) => row.top <= middle && row.bottom >= middle);
  };
  const seen = new Map();
  for (let top = 0; ; top += list.clientHeight / 2) {
    list.scrollTop = top;
    do await new Promise(requestAnimationFrame); while (!isThere());
    for (const row of list.querySelectorAll('.list-row'))
      seen.set(row.dataset.index, row.querySelector('.cut .cut')?.textContent ?? '');
    if (top >= list.scrollHeight) return [...seen.values()];
  }
})()`;

export const safety = consolePart('A console is safe', (current) => {
  let driver: ConsoleDriver;
  beforeAll(() => {
    driver = current();
  });

  const api = (path: string, cookie: string) =>
    driver.service.request('GET', path, {
      key: null,
      headers: { Cookie: `${COOKIE}=${cookie}`, 'Sec-Fetch-Site': 'same-origin' },
    });
  const sessionOf = async (page: Page): Promise<string> => {
    const cookies = await page.context().cookies();
    return cookies.find(({ name }) => name === COOKIE)?.value ?? '';
  };
  /** Signed in anew: these sessions end. */
  async function signedIn(page: Page, key: string): Promise<string> {
    await page.goto(`${driver.service.url}/console/sign-in`);
    await page.getByLabel('API key').fill(key);
    await button(page, 'Sign in').click();
    await see(page, 'Running now');
    return sessionOf(page);
  }

  describe('with every naughty string', () => {
    const names: string[] = [];
    let all = '';
    const submit = (body: object) =>
      driver.service.request('POST', '/api/v1/batches', { key: KEYS.ana, body: { kind: 'contact_analysis', ...body } });
    /** Twice the same id: the error of the second one quotes it. */
    const twice = (text: string, n: number) =>
      ['a', 'b'].map(() => ({
        id: `${text.slice(0, 60)}${n}`,
        ref: text.slice(0, 200),
        data: { name: text.slice(0, 5000), title: text.slice(0, 5000) },
        metadata: { [text.slice(0, 100)]: text.slice(0, 5000) },
      }));

    beforeAll(async () => {
      const items: object[] = [];
      for (const [n, text] of NAUGHTY_STRINGS.entries()) {
        const named = await submit({ name: text, items: [{ id: `name-${n}`, data: { note: 'n' } }] });
        if (named.status === 201) names.push(String(named.at('name')));
        expect(named.status).toBeLessThan(500);
        // What is refused as a cell, such as a NUL, is not among the items.
        const dry = await driver.service.request('POST', '/api/v1/batches?validate_only=true', {
          key: KEYS.ana,
          body: { kind: 'contact_analysis', items: twice(text, n) },
        });
        if (dry.status === 200) items.push(...twice(text, n));
      }
      expect(names.length).toBeGreaterThan(100);
      expect(items.length).toBeGreaterThan(200);
      const made = await submit({ name: 'All of them', items });
      expect(made.status).toBe(201);
      all = String(made.at('id'));
      // Two requests for each string.
    }, 300_000);

    it('as the name of a batch, shown as it stands and executed nowhere', async () => {
      const page = await driver.enter('/batches');
      await page.getByRole('row', { name: /All of them/ }).waitFor();
      const shown = await page.evaluate<string[]>(ROWS);
      for (const name of names.filter((one) => one.trim() !== '')) expect(shown).toContain(name);
      for (const name of ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'javascript:alert(1)']) {
        await page.goto(`${driver.service.url}/console/batches?q=${encodeURIComponent(name)}`);
        await page.getByRole('row', { name }).first().click();
        await page.getByRole('heading', { level: 1, name }).waitFor();
        await page.goto(`${driver.service.url}/console/search?find=${encodeURIComponent(name)}`);
        await page.getByRole('heading', { name }).waitFor();
      }
      await page.goto(`${driver.service.url}/console/`);
      await see(page, 'Failures by cause');
    });

    it('as reference, title, error and data of an item', async () => {
      const page = await driver.enter(`/batches/${all}`);
      await button(page, /Failed 1\d\d/).waitFor();
      await page
        .getByRole('row', { name: /Succeeded/ })
        .first()
        .waitFor();
      const shown = await page.evaluate<string[]>(ROWS);
      expect(shown.length).toBeGreaterThan(200);
      const { results } = await driver.get(`/api/v1/batches/${all}/items?status=failed&limit=100`);
      const markup = results.filter(({ input }) => /[<>]|javascript:/.test(JSON.stringify(input)));
      expect(markup.length).toBeGreaterThan(3);
      for (const { index, ref, error } of markup) {
        await page.goto(`${driver.service.url}/console/batches/${all}?item=${String(index)}`);
        const dialog = page.getByRole('dialog');
        await dialog
          .getByText((error as { readonly message: string }).message)
          .first()
          .waitFor();
        expect(await dialog.textContent()).toContain(ref);
      }
      await page.goto(`${driver.service.url}/console/contacts`);
      await page.getByRole('table').waitFor();
    });

    it('as cells of a file, in its preview and in its verdicts', async () => {
      const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const texts = NAUGHTY_STRINGS.filter((text) => text.length < 1000 && !/[\0\ud800-\udfff]/.test(text));
      const rows = texts.map((text, n) => `${cell(n % 3 === 0 ? text : `cell-${n}`)},${cell(text)},${cell(text)}`);
      const heads = `id,name,${cell('<img src=x onerror=alert(1)>')}`;
      const page = await driver.enter('/submit?kind=contact_analysis');
      await page.getByRole('tab', { name: 'File or paste' }).click();
      const buffer = Buffer.from([heads, ...rows].join('\n'));
      await page
        .getByLabel('Choose a file')
        .setInputFiles({ name: '<b>naughty</b>.csv', mimeType: 'text/csv', buffer });
      await see(page, /\d+ will run/);
      await see(page, '<img src=x onerror=alert(1)>');
      await see(page, '<b>naughty</b>.csv');
    });
  });

  it('asks nobody but the service, and works without a network to anywhere else', async () => {
    const page = await driver.page();
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(driver.service.url)) foreign.push(request.url());
    });
    await signedIn(page, KEYS.otto);
    for (const path of ['/batches', '/submit?kind=url_analysis', '/companies', '/webhooks', '/health']) {
      await page.goto(`${driver.service.url}/console${path}`);
      await page.locator('#content h1').waitFor();
    }
    expect(foreign).toEqual([]);
  });

  describe('with its session', () => {
    it('out of the reach of script', async () => {
      const page = await driver.page();
      const session = await signedIn(page, KEYS.otto);
      expect(session).toMatch(/^\S{43}$/);
      const reachable = await page.evaluate<string>(`document.cookie + JSON.stringify({ ...localStorage }) +
        JSON.stringify({ ...sessionStorage }) + location.href + document.documentElement.outerHTML`);
      expect(reachable).not.toContain(session);
      expect(reachable).not.toContain(KEYS.otto);
      // Nor does any answer that a script may read hold it.
      expect(
        await page.evaluate<string>(`fetch('/api/v1/sessions/current').then((answer) => answer.text())`),
      ).not.toContain(session);
    });

    it('never one that somebody else has put into the browser', async () => {
      const page = await driver.page();
      const planted = 'a'.repeat(43);
      await page.context().addCookies([{ name: COOKIE, value: planted, url: driver.service.url }]);
      const session = await signedIn(page, KEYS.otto);
      expect(session).not.toBe(planted);
      expect((await api('/api/v1/batches', planted)).status).toBe(401);
      expect((await api('/api/v1/batches', session)).status).toBe(200);
    });

    it('that an older answer does not end', async () => {
      const page = await driver.page();
      const url = driver.service.url;
      let letOn = (): void => undefined;
      const isSignedIn = new Promise<void>((resolve) => (letOn = resolve));
      let isOver = false;
      await page.route(
        '**/sessions/current',
        async (route) => {
          const response = await route.fetch();
          await isSignedIn;
          // Refused when the page has called the request off.
          await route.fulfill({ response }).catch(() => undefined);
          // Two frames: what the answer does to the page has happened.
          await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
          isOver = true;
        },
        { times: 1 },
      );
      // The page that follows comes after the older answer; it is asked for once the page knows of the session.
      let isFollowing = false;
      await page.route('**/assets/overview-*.js', async (route) => {
        isFollowing = true;
        await eventually('the older answer has come', () => isOver);
        await route.continue();
      });
      await page.goto(`${url}/console/sign-in`);
      await page.getByLabel('API key').fill(KEYS.otto);
      await button(page, 'Sign in').click();
      await eventually('the page is signed in', () => isFollowing);
      letOn();
      await see(page, 'Running now');
      expect(new URL(page.url()).pathname).toBe('/console/');
    });

    it('of no use after the sign-out, in this browser or in another one', async () => {
      const page = await driver.page();
      const session = await signedIn(page, KEYS.otto);
      const kept = await page.context().storageState();
      await button(page, 'Sign out').click();
      await page.waitForURL(/sign-in/);
      expect(await sessionOf(page)).toBe('');
      const other = await driver.page(kept);
      await other.goto(`${driver.service.url}/console/batches`);
      await other.waitForURL(/sign-in/);
      expect((await api('/api/v1/batches', session)).status).toBe(401);
    });

    it('of no use to pages of other origins', async () => {
      const page = await driver.page();
      await signedIn(page, KEYS.otto);
      const count = async () =>
        (await driver.service.request('GET', '/api/v1/batches?total=true', { key: KEYS.otto })).at('total');
      const before = await count();
      const url = driver.service.url;
      const web = await LocalWeb.start((_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html' });
        response.end(`<!doctype html><title>Elsewhere</title><iframe name="sink" src="${url}/console/"></iframe>
          <form method="post" enctype="text/plain" target="sink" action="${url}/api/v1/batches">
          <input name='{"kind":"contact_analysis","items":[{"id":"forged","data":{"name":"' value='"}}]}'></form>`);
      });
      try {
        // Of another port of the same host, for which the cookie counts as its own, and of another host.
        for (const origin of [web.origin, web.origin.replace('127.0.0.1', 'localhost')]) {
          const foreign = await page.context().newPage();
          await foreign.goto(origin);
          const read = await foreign.evaluate<string>(
            `fetch('${url}/api/v1/batches', { credentials: 'include' }).then((answer) => answer.text(), () => 'nothing')`,
          );
          expect(read).toBe('nothing');
          const opaque = `{ method: 'POST', mode: 'no-cors', credentials: 'include', body: '{"kind":"contact_analysis","items":[{"id":"x","data":{"name":"y"}}]}' }`;
          await foreign.evaluate(`fetch('${url}/api/v1/batches', ${opaque}).catch(() => undefined)`);
          await foreign.evaluate(`document.forms[0].submit()`);
          await foreign.waitForFunction(`frames[0].length === 0`);
          expect(foreign.frames().some((frame) => frame.url().endsWith('/console/batches'))).toBe(false);
          const socket = await foreign.evaluate<string>(`new Promise((resolve) => {
            const socket = new WebSocket('${url.replace('http', 'ws')}/api/v1/live-events', 'batchwright.live');
            socket.onopen = () => resolve('open');
            socket.onerror = () => resolve('refused');
          })`);
          expect(socket).toBe('refused');
          await foreign.close();
        }
      } finally {
        await web.close();
      }
      expect(await count()).toBe(before);
    });
  });
});
