import { setTimeout as delay } from 'node:timers/promises';
import { call } from '../demo/api.js';
import { showCompanies } from '../demo/companies.js';
import { showContacts } from '../demo/contacts.js';
import { startKnowledge } from '../demo/knowledge.js';
import { type Demo, launch } from '../demo/launch.js';
import { showOperations } from '../demo/marketplace.js';
import { showProfiles } from '../demo/profiles.js';
import { startSites } from '../demo/sites.js';
import { showUrls } from '../demo/urls.js';
import { LocalWeb } from '../support/local-web.js';

/** A service with batches of every kind and state, for pictures. */
export interface World {
  readonly url: string;
  readonly key: string;
  /** A batch that runs as long as the world is there. */
  readonly running: string;
  /** Batches that ended, by kind. */
  readonly ended: Readonly<Record<string, string>>;
  /** A key that may only read batches. */
  readonly readerKey: string;
  stop(): Promise<void>;
}

/** How long a page of the slow site takes, in milliseconds. */
const SLOW_MS = 1500;

const startSlowSite = (): Promise<LocalWeb> =>
  LocalWeb.start((_request, response) => {
    setTimeout(() => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<!doctype html><html lang="en"><head><title>Slow</title></head><body><h1>Slow</h1></body></html>');
    }, SLOW_MS);
  });

export async function startWorld(): Promise<World> {
  const sites = await startSites();
  const slow = await startSlowSite();
  const knowledge = await startKnowledge();
  const hosts = [new URL(sites.origin).host, new URL(slow.origin).host, knowledge.settings['EGRESS_ALLOW']];
  const demo = await launch({
    ...knowledge.settings,
    EGRESS_ALLOW: hosts.join(','),
    URL_ANALYSIS_ENGINE: 'http',
    WORKER_BATCHES: '2',
    RATE_LIMIT_PER_MINUTE: '0',
  });
  const stop = async (): Promise<void> => {
    await demo.stop();
    await sites.close();
    await slow.close();
    await knowledge.stop();
  };
  try {
    return { url: demo.url, key: demo.key, ...(await fill(demo, sites.origin, slow.origin)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(demo: Demo, good: string, slow: string): Promise<Omit<World, 'url' | 'key' | 'stop'>> {
  await showOperations(demo);
  await showContacts(demo);
  await showUrls(demo, good);
  await showCompanies(demo);
  await showProfiles(demo);
  const { results } = (await call(demo, 'GET', '/api/v1/batches?limit=100')) as {
    results: { id: string; kind: string }[];
  };
  const ended = Object.fromEntries(results.map(({ id, kind }) => [kind, id]));
  const running = await analyse(demo, slow, { name: 'Partner sites, weekly audit', pages: 4000, at_once: 4 });
  await analyse(demo, slow, { name: 'Landing pages, spring campaign', pages: 2400, at_once: 2, priority: 'high' });
  await analyse(demo, slow, { name: 'Shop, all categories', pages: 900, at_once: 2, priority: 'low' });
  await analyse(demo, slow, { name: 'Press pages', pages: 12, at_once: 2, priority: 'normal' });
  const paused = await analyse(demo, slow, { name: 'Archive, on hold for the migration', pages: 60, at_once: 2 });
  await call(demo, 'POST', `/api/v1/batches/${paused}/pause`);
  await contactsOverTime(demo);
  const { key } = (await call(demo, 'POST', '/api/v1/keys', { name: 'dashboards', scopes: ['batch:read'] })) as {
    key: string;
  };
  await call(demo, 'POST', '/api/v1/webhooks', {
    url: 'https://hooks.example.com/batches',
    events: ['batch.completed', 'batch.failed'],
    description: 'Tells the team',
  });
  await delay(3000);
  return { running, ended, readerKey: key };
}

interface Audit {
  readonly name: string;
  readonly pages: number;
  readonly at_once: number;
  readonly priority?: string;
}

async function analyse(demo: Demo, origin: string, { name, pages, at_once, priority }: Audit): Promise<string> {
  const items = Array.from({ length: pages }, (_, n) =>
    n % 17 === 5 ? `http://missing-${n}.invalid/` : `${origin}/page/${n}`,
  );
  const made = await call(demo, 'POST', '/api/v1/batches', {
    kind: 'url_analysis',
    name,
    items,
    max_concurrent: at_once,
    ...(priority === undefined ? {} : { priority }),
  });
  return String(made['id']);
}

/** Some batches of contacts, a few with faults. */
async function contactsOverTime(demo: Demo): Promise<void> {
  for (let n = 0; n < 12; n += 1)
    await call(demo, 'POST', '/api/v1/batches', {
      kind: 'contact_analysis',
      name: `CRM import ${2026 - (n % 3)}-${String((n % 12) + 1).padStart(2, '0')}`,
      items: Array.from({ length: 20 + n * 7 }, (_, m) => ({
        id: m % 19 === 7 ? `crm-${n}-0` : `crm-${n}-${m}`,
        ref: `row ${m + 2}`,
        data: { name: `Contact ${m}`, email: `contact${m}@example.com`, company: 'Example Ltd' },
      })),
    });
}
