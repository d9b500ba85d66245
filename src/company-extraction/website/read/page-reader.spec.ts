import { join } from 'node:path';
import { PageReader } from './page-reader.js';

const execArgv = ['-r', join(__dirname, '../../../../tools/run-ts.cjs')];
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

describe('PageReader of companies', () => {
  let reader: PageReader;
  afterEach(() => reader.close());

  it('reads the facts of a page in a thread', async () => {
    reader = new PageReader({ execArgv, timeoutMs: 100_000 });
    const facts = (await reader.run(page(HTML))).facts;
    expect(facts.map((fact) => fact.value)).toEqual(
      expect.arrayContaining(['info@nordwind-pumpen.de', '+493023125110']),
    );
  });

  it('ends a page that exceeds the memory limit with PARSE_ERROR', async () => {
    reader = new PageReader({ execArgv, threads: 1, memoryMb: 8 });
    await expect(reader.run(page('<p>x</p>'.repeat(300_000)))).rejects.toMatchObject({ code: 'PARSE_ERROR' });
  });
});
