import { join } from 'node:path';
import { PageReader } from './page-reader.js';

const execArgv = ['-r', join(__dirname, '../../../../tools/run-ts.cjs')];
const page = (html: string) => ({ body: Buffer.from(html), charset: null });

describe('PageReader of URL analysis', () => {
  let pages: PageReader;
  afterEach(() => pages.close());

  it('reads documents in threads and returns each result to its own caller', async () => {
    pages = new PageReader({ execArgv, timeoutMs: 100_000 });
    const titles = Array.from({ length: 20 }, (_, at) => `Page ${at}`);
    const read = await Promise.all(titles.map((title) => pages.run(page(`<title>${title}</title>`))));
    expect(read.map((facts) => facts.titles[0])).toEqual(titles);
  });

  it('ends a document that exceeds the memory limit with PARSE_ERROR without ending the process', async () => {
    pages = new PageReader({ execArgv, threads: 1, memoryMb: 48, timeoutMs: 100_000 });
    // Formatting elements that are never closed are reopened in every paragraph: 400 × 4,000 nodes from 20 kB.
    const bomb = '<p>' + Array.from({ length: 400 }, (_, at) => `<b x=${at}>`).join('') + '<p>x'.repeat(4_000);
    await expect(pages.run(page(bomb))).rejects.toMatchObject({ code: 'PARSE_ERROR' });
    expect((await pages.run(page('<title>after</title>'))).titles).toEqual(['after']);
  });
});
