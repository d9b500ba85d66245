import { Service } from '../support/service.js';
import { describePartsOnDatabases } from '../support/shared-service.js';
import { analysing, UrlSite } from '../support/url-site.js';
import { audits } from './url-audits/audits.part.js';
import { input } from './url-audits/input.part.js';
import { retries } from './url-audits/retries.part.js';

/** Of each database, for a site counts what it is asked for. */
const sites: UrlSite[] = [];
afterAll(() => Promise.all(sites.map((site) => site.close())));

async function startOn(on: 'embedded' | 'postgres'): Promise<Service> {
  const site = await UrlSite.start();
  sites.push(site);
  return Service.start({ on, env: { ...analysing(site), WEBHOOK_ALLOW: '127.0.0.1' } });
}

/** The site of the service that runs. */
function current(): UrlSite {
  const site = sites.at(-1);
  if (site === undefined) throw new Error('There is no site before a part has begun.');
  return site;
}

// What is wrong with an input is found before a statement.
describePartsOnDatabases('Analyses of URLs', startOn, (on) => [
  ...(on === 'postgres' ? [input] : []),
  retries(current),
  audits(current),
]);
