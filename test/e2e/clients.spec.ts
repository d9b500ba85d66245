import { createClient } from '../../clients/typescript/src/client.js';
import { KEYS } from '../support/accounts.js';
import { Service } from '../support/service.js';
import { describePartsOnDatabases } from '../support/shared-service.js';
import { analysing, UrlSite } from '../support/url-site.js';
import { client } from './clients/client.part.js';
import { commandLineLimits } from './clients/command-line-limits.part.js';
import { commandLineParts } from './clients/command-line-parts.part.js';
import { commandLine } from './clients/command-line.part.js';
import { files } from './clients/files.part.js';
import { lostConnections } from './clients/lost-connections.part.js';

let site: UrlSite;
beforeAll(async () => {
  site = await UrlSite.start();
});
afterAll(() => site.close());

/**
 * On the embedded database only what reaches the database: the command line calls the same client, and what it does
 * besides, as what either does over broken connections, is between it and the answers.
 */
describePartsOnDatabases(
  'The clients',
  (on) => Service.start({ on, env: analysing(site) }),
  (on) => [
    ...[client(() => site), files],
    ...(on === 'postgres' ? [commandLine, commandLineParts, commandLineLimits, lostConnections] : []),
  ],
);

describe('The TypeScript client before a limit', () => {
  it('says how long to wait when that is more than its budget', async () => {
    const service = await Service.start({ on: 'postgres', env: { RATE_LIMIT_PER_MINUTE: '5' } });
    const client = createClient({ baseUrl: service.url, apiKey: KEYS.ana, retryBudgetMs: 0 });
    const asked = async (): Promise<void> => {
      for (let times = 0; times < 6; times += 1) await client.batches.list({ limit: 1 });
    };
    const error: unknown = await asked().catch((fault: unknown) => fault);
    expect(error).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
    expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(0);
  });
});
