import { showCompanies } from './companies.js';
import { showContacts } from './contacts.js';
import { startKnowledge } from './knowledge.js';
import { launch } from './launch.js';
import { showOperations } from './marketplace.js';
import { showProfiles } from './profiles.js';
import { startSites } from './sites.js';
import { showUrls } from './urls.js';

/** Starts the service on a temporary directory and shows one batch of every kind through the public API. */
async function main(): Promise<void> {
  const sites = await startSites();
  const knowledge = await startKnowledge();
  const demo = await launch({
    ...knowledge.settings,
    EGRESS_ALLOW: [new URL(sites.origin).host, knowledge.settings['EGRESS_ALLOW']].join(','),
    URL_ANALYSIS_ENGINE: 'http',
  });
  console.log(`Batchwright runs at ${demo.url} on a temporary directory.`);
  try {
    await showOperations(demo);
    await showContacts(demo);
    await showUrls(demo, sites.origin);
    await showCompanies(demo);
    await showProfiles(demo);
  } finally {
    await demo.stop();
    await sites.close();
    await knowledge.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
