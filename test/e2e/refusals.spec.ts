import { KEYS } from '../support/accounts.js';
import { Service } from '../support/service.js';
import { describePartsOnDatabases } from '../support/shared-service.js';
import { anyEndpoint } from './refusals/any-endpoint.part.js';
import { apiKeys } from './refusals/api-keys.part.js';
import { errorBodies } from './refusals/error-bodies.part.js';
import { profileRefusals } from './refusals/profiles.part.js';
import { slowBodies } from './refusals/slow-bodies.part.js';
import { slowUploads } from './refusals/slow-uploads.part.js';
import { tinyValues } from './refusals/tiny-values.part.js';

/**
 * What is refused before a statement, and what needs statements while the service runs. Together fewer than 20 wrong
 * keys a minute.
 */
const ON_POSTGRES = [apiKeys, tinyValues, slowBodies, slowUploads, errorBodies, profileRefusals];

describePartsOnDatabases(
  'Refusals',
  (on) => Service.start({ on }),
  (on) => (on === 'postgres' ? [anyEndpoint, ...ON_POSTGRES] : [anyEndpoint]),
);

describe('API keys', () => {
  it('are all answered with 429, valid ones too, after 20 wrong keys a minute from one address', async () => {
    const guarded = await Service.start({ on: 'postgres' });
    const answers: number[] = [];
    for (let n = 0; n < 21; n += 1)
      answers.push((await guarded.request('GET', '/api/v1/batches', { key: `guess-${n}` })).status);
    expect(answers).toEqual([...Array<number>(20).fill(401), 429]);
    expect((await guarded.request('GET', '/api/v1/batches', { key: KEYS.ana })).status).toBe(429);
    expect((await guarded.request('GET', '/api/v1/health', { key: null })).status).toBe(200);
  });
});
