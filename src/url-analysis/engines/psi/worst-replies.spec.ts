import { BodyServer } from '../../../../test/support/body-server.js';
import { leastStretchOf } from '../../../../test/support/own-event-loop.js';
import { RUN_TS } from '../../../../test/support/run-ts.js';
import { MOST_MS } from '../../../../test/support/worst-input.js';
import { AllowList } from '../../../platform/addresses/allow-list.js';
import { allowEntryFor, TargetPolicy } from '../../../platform/egress/address-policy.js';
import { PinnedEgress } from '../../../platform/egress/pinned-egress.js';
import { PsiEngine } from './psi-engine.js';
import { PsiQuota } from './psi-quota.js';
import { PsiReader } from './psi-reader.js';

describe('PsiEngine', () => {
  const replies = new PsiReader({ execArgv: RUN_TS, timeoutMs: 100_000 });
  afterAll(() => replies.close());

  const task = { url: 'https://example.com', inputUrl: 'example.com/', strategy: 'mobile' as const };
  const analyze = (origin: string) => {
    const providerHosts = AllowList.parse(allowEntryFor(origin));
    const egress = new PinnedEgress(new TargetPolicy({ providerHosts }), { refusalJitterMs: 0 });
    const engine = new PsiEngine(egress, new PsiQuota(), { key: 'secret-key', baseUrl: origin }, replies);
    const signal = new AbortController().signal;
    return engine.analyze(task, { number: 1, signal, step: () => undefined, warn: () => undefined });
  };

  it.each([
    ['audits', (at: number) => `"a${at}":{"score":0}`, '{', '}'],
    ['audits that are none', (at: number) => `"a${at}":0`, '{', '}'],
    ['lists', () => '[]', '{"network-requests":{"details":{"items":[', ']}}}'],
  ])('hardly keeps the main thread with a reply of %s, as many as there may be', async (_, part, from, to) => {
    const audits = from + Array.from({ length: 240_000 }, (__, at) => part(at)).join(',') + to;
    const body = `{"lighthouseResult":{"categories":{"seo":{"score":1}},"audits":${audits}}}`;
    const server = await BodyServer.start({ '': body });
    const stretch = await leastStretchOf(() => analyze(server.origin), MOST_MS);
    await server.stop();
    expect(stretch).toBeLessThan(MOST_MS);
  });
});
