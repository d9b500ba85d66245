import { join } from 'node:path';
import { eventually } from '../../../test/support/eventually.js';
import { PageReader } from './page-reader.js';

const SOURCE = {
  entry: join(__dirname, 'page-reader.worker.ts'),
  execArgv: ['-r', join(__dirname, '../../../tools/run-ts.cjs')],
};
const page = (html: string) => ({
  body: Buffer.from(html),
  url: 'https://www.nordwind-pumpen.de/',
  contentType: 'text/html',
});
const HTML =
  '<title>Nordwind Pumpen GmbH</title><p>Tel. 030 23125 110, <a href="mailto:info@nordwind-pumpen.de">Mail</a></p>'.padEnd(
    900,
    ' ',
  );

describe('PageReader', () => {
  let reader: PageReader;
  afterEach(() => reader.close());

  it('parses pages in a thread', async () => {
    reader = new PageReader(SOURCE);
    const facts = (await reader.read(page(HTML))).facts;
    expect(facts.map((fact) => fact.value)).toEqual(
      expect.arrayContaining(['info@nordwind-pumpen.de', '+493023125110']),
    );
  }, 30_000);

  it('ends a page that exceeds the time limit with PARSE_TIMEOUT and reads the next in a new thread [F29]', async () => {
    reader = new PageReader({ ...SOURCE, threads: 1, timeoutMs: 1, memoryMb: 256 });
    await expect(reader.read(page(HTML))).rejects.toMatchObject({ code: 'PARSE_TIMEOUT' });
    await reader.close();
    reader = new PageReader({ ...SOURCE, threads: 1 });
    await expect(reader.read(page(HTML))).resolves.toMatchObject({ parked: false });
  }, 30_000);

  it('starts the time limit of a page when its thread is ready', async () => {
    const slowStart = ['-r', join(__dirname, '../../../test/support/slow-thread.cjs')];
    reader = new PageReader({ ...SOURCE, execArgv: [...slowStart, ...SOURCE.execArgv], threads: 1, timeoutMs: 2_500 });
    await expect(reader.read(page(HTML))).resolves.toMatchObject({ title: 'Nordwind Pumpen GmbH' });
  }, 30_000);

  it('rejects a page as OVERLOADED when its thread does not become ready', async () => {
    reader = new PageReader({ ...SOURCE, threads: 1, startMs: 1 });
    await expect(reader.read(page(HTML))).rejects.toMatchObject({ code: 'OVERLOADED' });
  }, 30_000);

  it('ends a page that exceeds the memory limit with PARSE_ERROR', async () => {
    reader = new PageReader({ ...SOURCE, threads: 1, memoryMb: 8 });
    await expect(reader.read(page('<p>x</p>'.repeat(300_000)))).rejects.toMatchObject({ code: 'PARSE_ERROR' });
  }, 30_000);

  it('cancels a waiting page by its signal without affecting the others', async () => {
    reader = new PageReader({ ...SOURCE, threads: 1 });
    const abort = new AbortController();
    const first = reader.read(page(HTML));
    const second = reader.read(page(HTML), abort.signal);
    abort.abort();
    await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(first).resolves.toMatchObject({ title: 'Nordwind Pumpen GmbH' });
  }, 30_000);

  it('ends idle threads, and starts another for the next page', async () => {
    reader = new PageReader({ ...SOURCE, threads: 1, idleMs: 20 });
    await reader.read(page(HTML));
    await eventually('the idle thread ends', () => reader.size === 0);
    await expect(reader.read(page(HTML))).resolves.toMatchObject({ parked: false });
  }, 30_000);

  it('rejects pages beyond the waiting limit and all pages after close', async () => {
    reader = new PageReader({ ...SOURCE, threads: 1, waiting: 1 });
    const running = reader.read(page(HTML));
    const waiting = reader.read(page(HTML));
    await expect(reader.read(page(HTML))).rejects.toMatchObject({ code: 'OVERLOADED' });
    await Promise.all([running, waiting]);
    await reader.close();
    await expect(reader.read(page(HTML))).rejects.toMatchObject({ code: 'CANCELLED' });
  }, 30_000);
});
