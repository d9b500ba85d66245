import { type LedgerLimits, requestLedger } from '../../batch/spending/ledger.js';
import { AppError } from '../../platform/errors/app-error.js';
import { parseProfileUrl } from '../profile/linkedin-url.js';
import type { ProfileContent } from '../profile/profile.js';
import { ArchiveProvider, type StoredArchive } from './archive/archive-provider.js';
import { NotAskedError, ProfileProvider, type ProviderResult } from './profile-provider.js';
import { orderProviders, ProviderChain } from './provider-chain.js';

const REF = (() => {
  const parsed = parseProfileUrl('https://www.linkedin.com/in/ada-byron/');
  if ('error' in parsed) throw new Error(parsed.message);
  return parsed;
})();
const CONTENT: ProfileContent = {
  full_name: 'Ada Byron',
  headline: null,
  position: 'CTO',
  about: null,
  location: null,
  industry: null,
  experience: [],
  education: [],
  certifications: [],
  skills: [],
  languages: [],
};
const stored = (slugs: readonly string[]) => (ownerId: number, slug: string) =>
  Promise.resolve<StoredArchive | null>(
    ownerId === 1 && slugs.includes(slug) ? { content: CONTENT, importedAt: '2024-01-02T03:04:05.000Z' } : null,
  );

/** A provider with an API key whose results the test sets. */
class Keyed extends ProfileProvider {
  readonly hint = 'set KEYED_API_KEY';
  asked = 0;
  constructor(
    readonly name: string,
    private readonly answer: ProviderResult | AppError | null,
  ) {
    super();
  }
  isConfigured(): boolean {
    return this.answer !== null;
  }
  fetchByUrl(): Promise<ProviderResult> {
    this.asked += 1;
    if (this.answer === null || this.answer instanceof AppError)
      return Promise.reject(this.answer ?? new Error('no key'));
    return Promise.resolve(this.answer);
  }
}

/** One whose questions cost money. */
class Paid extends Keyed {
  override readonly isPaid = true;
}

const fetchFrom = (
  providers: readonly ProfileProvider[],
  { signal = new AbortController().signal, limits = {} }: { signal?: AbortSignal; limits?: LedgerLimits } = {},
) => new ProviderChain(providers).fetch(REF, { ownerId: 1, signal }, requestLedger(limits));
const faultOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('ProviderChain', () => {
  it('uses the first provider that has the profile and queries no further', async () => {
    const keyed = new Keyed('keyed', { kind: 'not_found' });
    const found = await fetchFrom([new ArchiveProvider(stored(['ada-byron'])), keyed]);
    expect(found).toMatchObject({
      profile: {
        public_id: 'ada-byron',
        url: 'https://www.linkedin.com/in/ada-byron/',
        full_name: 'Ada Byron',
        provenance: { provider: 'archive', fetched_at: '2024-01-02T03:04:05.000Z', basis: 'member_export' },
      },
      attempts: [{ provider: 'archive', outcome: 'found' }],
      warnings: [],
    });
    expect(keyed.asked).toBe(0);
  });

  it('fails with the published message and a hint what to configure [S4-19]', async () => {
    const fault = await faultOf(fetchFrom([new ArchiveProvider(stored([])), new Keyed('keyed', null)]));
    expect(fault).toMatchObject({
      code: 'PROFILE_NOT_FOUND',
      message: 'Profile not found',
      details: {
        reason: 'LinkedIn profile is private or does not exist',
        hint: expect.stringMatching(/POST \/api\/v1\/profiles\/import, or set KEYED_API_KEY\.$/),
        asked: [
          { provider: 'archive', outcome: 'not_found' },
          { provider: 'keyed', outcome: 'not_configured' },
        ],
      },
    });
  });

  it('reports private when a provider does', async () => {
    expect(await faultOf(fetchFrom([new Keyed('keyed', { kind: 'private' })]))).toMatchObject({
      code: 'PROFILE_PRIVATE',
    });
  });

  it('skips a failing provider when a later one succeeds', async () => {
    const broken = new Keyed('broken', new AppError('PROVIDER_UNAVAILABLE', 'Broken could not be reached.'));
    const found = await fetchFrom([broken, new ArchiveProvider(stored(['ada-byron']))]);
    expect(found.warnings).toEqual(['Provider broken failed: Broken could not be reached.']);
  });

  it('throws the fault, not "not found", when a provider failed; a temporary fault first', async () => {
    const fault = await faultOf(
      fetchFrom([
        new Keyed('a', new AppError('PROVIDER_AUTH')),
        new Keyed('b', new AppError('PROVIDER_RATE_LIMITED', undefined, { retryAfter: 9 })),
        new ArchiveProvider(stored([])),
      ]),
    );
    expect(fault).toMatchObject({ code: 'PROVIDER_RATE_LIMITED', retryAfter: 9 });
  });

  it('asks a paid provider only while the batch allows a call, and does not call the profile unknown then', async () => {
    const paid = new Paid('paid', { kind: 'not_found' });
    const fault = await faultOf(fetchFrom([paid, new ArchiveProvider(stored([]))], { limits: { paid: { calls: 0 } } }));
    expect(fault).toMatchObject({
      code: 'SPENDING_LIMIT_REACHED',
      details: {
        asked: [
          { provider: 'paid', outcome: 'not_asked' },
          { provider: 'archive', outcome: 'not_found' },
        ],
      },
    });
    expect(paid.asked).toBe(0);
    const found = await fetchFrom([paid, new ArchiveProvider(stored(['ada-byron']))], {
      limits: { paid: { calls: 0 } },
    });
    expect(found.attempts.map(({ outcome }) => outcome)).toEqual(['not_asked', 'found']);
    await faultOf(fetchFrom([paid], { limits: { paid: { calls: 1 } } }));
    expect(paid.asked).toBe(1);
  });

  it('counts no question that a paid provider did not ask', async () => {
    const ledger = requestLedger({ paid: { calls: 1 } });
    const ask = (answer: ProviderResult | AppError) =>
      faultOf(
        new ProviderChain([new Paid('paid', answer)]).fetch(
          REF,
          { ownerId: 1, signal: new AbortController().signal },
          ledger,
        ),
      );
    const exhausted = new NotAskedError('PROVIDER_RATE_LIMITED', undefined, { retryAfter: 30 });
    for (let attempt = 0; attempt < 2; attempt += 1)
      expect(await ask(exhausted)).toMatchObject({ code: 'PROVIDER_RATE_LIMITED', retryAfter: 30 });
    expect(await ask({ kind: 'not_found' })).toMatchObject({ code: 'PROFILE_NOT_FOUND' });
    expect(await ask({ kind: 'not_found' })).toMatchObject({ code: 'SPENDING_LIMIT_REACHED' });
  });

  it('stops at once when the work was cancelled', async () => {
    const control = new AbortController();
    control.abort(new AppError('CANCELLED'));
    const next = new Keyed('next', { kind: 'not_found' });
    const fault = await faultOf(fetchFrom([new Keyed('a', new AppError('CANCELLED')), next], control));
    expect(fault).toMatchObject({ code: 'CANCELLED' });
    expect(next.asked).toBe(0);
  });
});

describe('ArchiveProvider', () => {
  it('never returns the imports of another owner', async () => {
    const provider = new ArchiveProvider(stored(['ada-byron']));
    const signal = new AbortController().signal;
    expect(await provider.fetchByUrl(REF, { ownerId: 2, signal })).toEqual({ kind: 'not_found' });
  });
});

describe('orderProviders', () => {
  const a = new Keyed('a', null);
  const b = new Keyed('b', null);
  it('follows the configuration', () => expect(orderProviders(['b', 'a'], [a, b])).toEqual([b, a]));
  it('lists every fault', () => expect(() => orderProviders(['x', 'a', 'a', 'y'], [a, b])).toThrow(/x, a, y/));
  it('requires at least one provider', () => expect(() => orderProviders([], [a])).toThrow(/empty/));
});
