import { AppError } from '../../platform/errors/app-error.js';
import {
  acme,
  FakeSites,
  found,
  pipeline,
  request,
  watch,
  wikidata,
} from '../../../test/support/fake-company-sources.js';
import { INCOMPLETE_TTL_SECONDS, NEGATIVE_TTL_SECONDS, RESULT_TTL_SECONDS } from './collapsing-cache.js';

describe('what is kept of an extraction at a busy moment', () => {
  it.each([
    ['PARSE_TIMEOUT', INCOMPLETE_TTL_SECONDS],
    ['OVERLOADED', INCOMPLETE_TTL_SECONDS],
    ['PARSE_ERROR', RESULT_TTL_SECONDS],
  ] as const)('keeps what it found without a page that ended with %s for %i s', async (code, ttl) => {
    const sites = new FakeSites({ 'acme.com': { title: 'Acme', error: new AppError(code) } });
    const { made, cache } = pipeline({ sites, wikidata: wikidata(acme) });
    expect((await made.extract(request('Acme'), watch().run)).data.industry).toBe('software');
    expect(cache.ttls).toEqual([ttl]);
  });

  it.each([
    ['CONNECT_TIMEOUT', []],
    ['PARSE_ERROR', [NEGATIVE_TTL_SECONDS]],
  ] as const)('keeps that the only candidate is unsure when its site ended with %s for %j s', async (code, ttls) => {
    const abroad = found('wikidata', 'Q1', { names: ['Acme'], domains: ['acme.fr'], country: 'FR' });
    const sites = new FakeSites({ 'acme.fr': { title: 'Acme', error: new AppError(code) } });
    const { made, cache } = pipeline({ sites, wikidata: wikidata(abroad) });
    await expect(made.extract(request('Acme'), watch().run)).rejects.toMatchObject({ code: 'COMPANY_UNCONFIRMED' });
    expect(cache.ttls).toEqual(ttls);
  });
});
