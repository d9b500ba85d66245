import type { Attempt } from '../../batch/model/handler.js';
import { HostRateLimiter } from '../../platform/concurrency/host-rate-limiter.js';
import { AppConfig } from '../../platform/config/config.js';
import { TargetPolicy } from '../../platform/egress/address-policy.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { UrlEngines } from '../engines/url-engines.js';
import type { UrlOptions } from '../input/url-options.js';
import type { CachedResultStore } from '../store/cached-result-store.js';
import type { UrlStatusStore } from '../store/url-status-store.js';
import { UrlAnalysisHandler } from './url-analysis.handler.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Three items with one URL of which the first starts the analysis. */
function three() {
  let finish = (): void => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  const analyze = async ({ inputUrl }: { readonly inputUrl: string }) => {
    await done;
    return { input_url: inputUrl, final_url: 'https://a.example/' };
  };
  const handler = new UrlAnalysisHandler(
    { find: () => ({ name: 'http', analyze }) } as unknown as UrlEngines,
    { acquire: () => Promise.resolve(() => undefined) } as unknown as HostRateLimiter,
    { firstOfSame: () => Promise.resolve(undefined) } as unknown as UrlStatusStore,
    { find: () => Promise.resolve(undefined) } as unknown as CachedResultStore,
    AppConfig.parse({}),
    new TargetPolicy({ localAddresses: [] }),
  );
  const start = (index: number, signal = new AbortController().signal) =>
    handler
      .run({ url: `a.example#${index}`, cleaned_url: 'https://a.example/' } as never, {
        batchId: 1,
        ownerId: 1,
        index,
        options: { engine: 'http', engine_reason: 'chosen', strategy: 'mobile' } as UrlOptions,
        number: 1,
        signal,
        step: () => undefined,
        warn: () => undefined,
      } satisfies Attempt<UrlOptions>)
      .catch((error: unknown) => error);
  return { start, finish: () => finish() };
}

describe('UrlAnalysisHandler', () => {
  it('shows the result of the item that started an analysis at those that joined it', async () => {
    const { start, finish } = three();
    const results = [0, 1, 2].map((index) => start(index));
    await settled();
    finish();
    expect(await Promise.all(results)).toMatchObject([
      { duplicate_of: null, results: [{ input_url: 'a.example#0' }] },
      { duplicate_of: 0, results: [{ input_url: 'a.example#1' }] },
      { duplicate_of: 0, results: [{ input_url: 'a.example#2' }] },
    ]);
  });

  it('gives the result to the first that joined when the item that started it has left', async () => {
    const { start, finish } = three();
    const leaves = new AbortController();
    const results = [start(0, leaves.signal), start(1), start(2)];
    await settled();
    leaves.abort(new AppError('CANCELLED'));
    finish();
    expect(await Promise.all(results)).toMatchObject([
      { code: 'CANCELLED' },
      { duplicate_of: null, results: [{ input_url: 'a.example#1' }] },
      { duplicate_of: 1, results: [{ input_url: 'a.example#2' }] },
    ]);
  });
});
