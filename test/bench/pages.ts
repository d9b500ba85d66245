import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parse } from 'parse5';
import { parseHtml } from '../../src/company-extraction/website/tree/html-tree.js';
import { PageReader } from '../../src/company-extraction/website/read/page-reader.js';
import { type PageInput, readPage } from '../../src/company-extraction/website/read/read-page.js';
import { COMPANY_SITES } from '../support/company-sites.js';
import { quantiles } from './quantiles.js';
import { printTable, type Row } from './table.js';

/** Pages given to the reader at once; more than it has threads, so that none waits for work. */
const AT_ONCE = 8;
/** The built thread: the product runs no TypeScript. */
const ENTRY = join(__dirname, '../../dist/src/company-extraction/website/read/page-reader.worker.js');

const LIMIT = 'parse5, no facts read';

/** Pages a second of processor time, by the service's page reader and by parsing alone. */
export async function benchPages(seconds: number, data: string | undefined): Promise<void> {
  const pages = data === undefined ? samplePages() : pagesIn(data);
  const bytes = pages.reduce((sum, { body }) => sum + body.length, 0) / pages.length;
  const texts = pages.map(({ body }) => Buffer.from(body as Uint8Array).toString('utf8'));
  const rows: Row[] = [
    alone(LIMIT, texts, seconds, (text) => void parse(text)),
    alone('our tree, no facts read', texts, seconds, (text) => void parseHtml(text)),
    alone('readPage in one thread', pages, seconds, (page) => void readPage(page)),
    await throughReader(pages, seconds),
  ];
  printTable(
    `${pages.length} pages of ${(bytes / 1024).toFixed(0)} KiB on average${data === undefined ? ' (our own samples)' : ''}`,
    'pages/s of a core',
    rows,
    LIMIT,
  );
}

/** Pages a second of processor time: what one core does that has nothing else to do. */
function alone<T>(name: string, pages: readonly T[], seconds: number, read: (page: T) => void): Row {
  pages.forEach(read);
  const before = process.cpuUsage();
  const end = performance.now() + seconds * 1_000;
  const times: number[] = [];
  while (performance.now() < end)
    for (const page of pages) {
      const started = performance.now();
      read(page);
      times.push(performance.now() - started);
    }
  return row(name, times, before);
}

/** The same through worker threads, each page within its limits of time and memory. */
async function throughReader(pages: readonly PageInput[], seconds: number): Promise<Row> {
  const reader = new PageReader({ entry: ENTRY });
  try {
    await Promise.all(pages.map((page) => reader.run(page)));
    const before = process.cpuUsage();
    const began = performance.now();
    const end = began + seconds * 1_000;
    const times: number[] = [];
    const client = async (nth: number): Promise<void> => {
      for (let at = nth; performance.now() < end; at += AT_ONCE) {
        const started = performance.now();
        await reader.run(pages[at % pages.length] as PageInput);
        times.push(performance.now() - started);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, nth) => client(nth)));
    const wall = (times.length * 1_000) / (performance.now() - began);
    const measured = row('the page reader, two threads', times, before);
    const note = `nothing; ${wall.toFixed(0)} pages/s on ${cpus().length} cores, waiting of ${AT_ONCE} at once included`;
    return { ...measured, leavesOut: note };
  } finally {
    await reader.close();
  }
}

function row(name: string, times: readonly number[], before: NodeJS.CpuUsage): Row {
  const { user, system } = process.cpuUsage(before);
  return { name, perSecond: (times.length * 1_000_000) / (user + system), ...quantiles(times) };
}

/** Every HTML page of a folder of real ones. */
function pagesIn(data: string): (PageInput & { readonly body: Uint8Array })[] {
  return readdirSync(data, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .map((file) => asFetched(readFileSync(join(data, file))));
}

/** The pages of the companies that the tests and the demo have. */
function samplePages(): (PageInput & { readonly body: Uint8Array })[] {
  return COMPANY_SITES.flatMap(({ pages }) => Object.values(pages).map((page) => asFetched(Buffer.from(page))));
}

const asFetched = (body: Uint8Array): PageInput & { readonly body: Uint8Array } => ({
  body,
  url: 'https://www.sample-company.com/contact',
  contentType: 'text/html',
});
