import { KEYS } from '../support/accounts.js';
import type { CompanySite } from '../support/company-sites.js';
import { CompanyWeb } from '../support/company-web.js';
import { CompanyWorld } from '../support/company-world.js';
import { eventually } from '../support/eventually.js';
import { printTable, type Row } from './table.js';

/** One measurement: how many companies, in which mode, by which settings of the service. */
interface Case {
  readonly name: string;
  readonly mode: 'basic' | 'standard' | 'contact_focused';
  readonly companies: number;
  readonly env: Readonly<Record<string, string>>;
  readonly limit: string;
}

const MANY_AT_ONCE = { WORKER_BATCHES: '16', WORKER_ITEMS: '320' };

/** Pages of one site: one visit a second, so a company takes as many seconds as it has pages, and its robots.txt. */
const CASES: readonly Case[] = [
  { name: 'basic, as started', mode: 'basic', companies: 400, env: {}, limit: '2 visits, 1 a second a site; WORKER_ITEMS at once' },
  { name: 'basic, 320 at once', mode: 'basic', companies: 800, env: MANY_AT_ONCE, limit: 'the two cores' },
  { name: 'contact_focused, 320 at once', mode: 'contact_focused', companies: 400, env: MANY_AT_ONCE, limit: '5 visits, 1 a second a site' },
  { name: 'standard, GLEIF asked', mode: 'standard', companies: 40, env: MANY_AT_ONCE, limit: 'GLEIF: 45 requests a minute' },
]; // prettier-ignore

const PER_BATCH = 50;
/** A measurement that has not ended by then fails. */
const LIMIT_MS = 180_000;

/** Companies a second through the companies API, each with a website and an entry in Wikidata on this machine. */
export async function benchCompanies(): Promise<void> {
  const rows: Row[] = [];
  for (const one of CASES) rows.push(await measure(one));
  printTable('Companies extracted, client, websites and providers on the same machine', 'companies/s', rows, '');
  console.log(CASES.map(({ name, limit }) => `  ${name}: limited by ${limit}`).join('\n'));
}

async function measure({ name, mode, companies, env }: Case): Promise<Row> {
  const sites = Array.from({ length: companies }, (_, n) => siteOf(n));
  const web = await CompanyWeb.start(sites);
  const world = await CompanyWorld.start({ on: 'postgres', env: { ...web.settings, ...env } }, web.entities);
  const { service } = world;
  const ask = async (method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>> => {
    const key = KEYS.ana;
    const answer = await service.request(method, path, {
      key,
      checked: false,
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status >= 400) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
    return answer.body as Readonly<Record<string, unknown>>;
  };
  try {
    const started = performance.now();
    const ids: string[] = [];
    for (let at = 0; at < sites.length; at += PER_BATCH) {
      const names = sites.slice(at, at + PER_BATCH).map((site) => site.name);
      const request = { company_names: names, extraction_mode: mode, max_concurrent: 20 };
      const { data } = await ask('POST', '/api/v1/company/batch/submit', request);
      ids.push((data as { readonly batch_id: string }).batch_id);
    }
    const done: number[] = [];
    for (const id of ids) {
      let batch: Readonly<Record<string, unknown>> = {};
      await eventually(
        `batch ${id} ends`,
        async () => {
          batch = await ask('GET', `/api/v1/batches/${id}`);
          return batch['completed_at'] !== null;
        },
        LIMIT_MS,
      );
      const { succeeded, failed } = batch['counters'] as { readonly succeeded: number; readonly failed: number };
      if (failed > 0) throw new Error(`${name}: ${failed} companies failed.`);
      done.push(succeeded);
    }
    const seconds = (performance.now() - started) / 1_000;
    const visited = `${web.visits.length} pages fetched in ${seconds.toFixed(0)} s`;
    return { name, perSecond: done.reduce((sum, count) => sum + count, 0) / seconds, leavesOut: `nothing; ${visited}` };
  } finally {
    await service.stop();
    await world.stop();
    await web.stop();
  }
}

const SYLLABLES = 'ba de fi go hu ka le mi no pu ra se ti vo zu ja'.split(' ');

/** An invented company with a site of its own. */
function siteOf(n: number): CompanySite {
  const word = [n >> 8, n >> 4, n].map((part) => SYLLABLES[part & 15] ?? '').join('');
  const name = `${word.charAt(0).toUpperCase()}${word.slice(1)} Instruments`;
  const domain = `${word}-instruments.com`;
  const page = (title: string, body: string): string =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} | ${name}</title>
<meta property="og:site_name" content="${name}"></head><body><h1>${title}</h1>${body}
<footer>© 2024 ${name}, Inc.</footer></body></html>`;
  const seat = `<p>${name}, Inc.<br>${n + 1} Harbor Road<br>Portland, OR 97204</p><p>Phone (503) 555-0142</p><p>info@${domain}</p>`;
  return {
    domain,
    name,
    wikidata: { id: `Q${100_000 + n}`, country: 'Q30', employees: 10 + n },
    pages: {
      '/': page(
        'Measuring',
        '<a href="/about">About us</a> <a href="/contact">Contact</a> <a href="/imprint">Imprint</a>',
      ),
      '/about': page('About', '<p>Founded 1975. We make scales and gauges.</p>'),
      '/contact': page('Contact', seat),
      '/imprint': page('Imprint', seat),
    },
  };
}
