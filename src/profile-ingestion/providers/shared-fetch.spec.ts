import { AppError } from '../../platform/errors/app-error.js';
import { type Ledger, requestLedger } from '../../batch/spending/ledger.js';
import { type LinkedInProfileUrl, parseProfileUrl } from '../profile/linkedin-url.js';
import type { FoundProfile } from './provider-chain.js';
import { SharedFetch } from './shared-fetch.js';

const refOf = (slug: string): LinkedInProfileUrl => {
  const parsed = parseProfileUrl(`https://www.linkedin.com/in/${slug}/`);
  if ('error' in parsed) throw new Error(parsed.message);
  return parsed;
};
const ADA = refOf('ada-byron');
const FOUND = {
  kind: 'found',
  raw: null,
  attempts: [{ provider: 'x', outcome: 'found', ms: 1 }],
} as unknown as FoundProfile;

/** Fetches that wait until the test completes them. */
class Asked {
  readonly questions: { slug: string; signal: AbortSignal; answer: (with_: FoundProfile | AppError) => void }[] = [];
  readonly shared = new SharedFetch(
    ({ slug }, { signal }) =>
      new Promise((resolve, reject) => {
        const answer = (with_: FoundProfile | AppError): void =>
          with_ instanceof AppError ? reject(with_) : resolve(with_);
        signal.addEventListener('abort', () => reject(signal.reason as AppError));
        this.questions.push({ slug, signal, answer });
      }),
  );

  ask(
    index: number,
    more: { ownerId?: number; batchId?: number; signal?: AbortSignal; ref?: LinkedInProfileUrl; ledger?: Ledger } = {},
  ) {
    const {
      ownerId = 1,
      batchId = 1,
      signal = new AbortController().signal,
      ref = ADA,
      ledger = requestLedger({}),
    } = more;
    return this.shared.ask(ref, { ownerId, batchId, index, signal, ledger });
  }
}

describe('SharedFetch', () => {
  it('fetches a profile once for concurrent items, in one batch or in several, and counts it once', async () => {
    const asked = new Asked();
    const all = [asked.ask(0), asked.ask(1), asked.ask(0, { batchId: 2 })];
    expect(asked.questions).toHaveLength(1);
    asked.questions[0]?.answer(FOUND);
    const attempts = (await Promise.all(all)).map(({ attempts }) => attempts.length);
    expect(attempts).toEqual([1, 0, 0]);
  });

  it('fetches separately for batches that are held to a limit of calls', () => {
    const asked = new Asked();
    const held = [1, 2].map(() => requestLedger({ pdl: { calls: 1 } }));
    const all = [asked.ask(0), ...held.map((ledger, at) => asked.ask(0, { batchId: at + 2, ledger }))];
    for (const one of all) one.catch(() => undefined);
    expect(asked.questions).toHaveLength(3);
  });

  it('fetches separately for other accounts and other profiles', () => {
    const asked = new Asked();
    for (const one of [asked.ask(0), asked.ask(0, { ownerId: 2 }), asked.ask(1, { ref: refOf('grace') })])
      one.catch(() => undefined);
    expect(asked.questions.map(({ slug }) => slug)).toEqual(['ada-byron', 'ada-byron', 'grace']);
  });

  it('fetches once when the items of a batch run one after the other, found or not', async () => {
    for (const answer of [FOUND, new AppError('PROFILE_NOT_FOUND')]) {
      const asked = new Asked();
      const first = asked.ask(0);
      asked.questions[0]?.answer(answer);
      await first.catch(() => undefined);
      const second = await asked.ask(1).catch((error: unknown) => error);
      expect(second).toEqual(answer instanceof AppError ? answer : { ...FOUND, attempts: [] });
      expect(asked.questions).toHaveLength(1);
    }
  });

  it('fetches again for a retried item, for another batch, and after a temporary fault', async () => {
    const asked = new Asked();
    const first = asked.ask(0);
    asked.questions[0]?.answer(new AppError('PROFILE_NOT_FOUND'));
    await expect(first).rejects.toThrow();
    const others = [asked.ask(0), asked.ask(0, { batchId: 2 })];
    expect(asked.questions).toHaveLength(2);
    asked.questions[1]?.answer(new AppError('PROVIDER_UNAVAILABLE'));
    await Promise.allSettled(others);
    const last = asked.ask(1);
    expect(asked.questions).toHaveLength(3);
    asked.questions[2]?.answer(FOUND);
    await expect(last).resolves.toEqual(FOUND);
  });

  it('continues for the others when one requester leaves, and aborts with the last', async () => {
    const asked = new Asked();
    const [impatient, patient] = [new AbortController(), new AbortController()];
    const one = asked.ask(0, { signal: impatient.signal });
    const other = asked.ask(1, { signal: patient.signal });
    impatient.abort(new AppError('TIMEOUT'));
    await expect(one).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(asked.questions[0]?.signal.aborted).toBe(false);
    patient.abort(new AppError('CANCELLED'));
    await expect(other).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(asked.questions[0]?.signal.aborted).toBe(true);
    const later = asked.ask(2);
    expect(asked.questions).toHaveLength(2);
    asked.questions[1]?.answer(FOUND);
    await expect(later).resolves.toEqual(FOUND);
  });
});
