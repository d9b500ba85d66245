import type { Attempt } from '../../batch/model/handlers/handler.js';
import { HostRateLimiter } from '../../platform/concurrency/host-rate-limiter.js';
import { TargetPolicy } from '../../platform/egress/address-policy.js';
import { AppError } from '../../platform/errors/app-error.js';
import { LighthouseEngine } from '../engines/lighthouse/lighthouse-engine.js';
import { errorPage } from '../engines/error-page.js';
import type { UrlEngines } from '../engines/url-engines.js';
import type { UrlOptions } from '../input/url-options.js';
import type { UrlRecords } from '../store/url-records.js';
import { UrlAnalysisHandler } from './url-analysis.handler.js';

const afterPromises = () => new Promise((resolve) => setImmediate(resolve));

/** A host that is never free. */
const held = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
const occupy = () => Promise.resolve(() => undefined);

/** Nothing is known of any URL. */
const records = {
  status: { firstOfSame: () => Promise.resolve(undefined) },
  cache: { find: () => Promise.resolve(undefined) },
} as unknown as UrlRecords;

/** Three items with one URL of which the first starts the analysis. */
function three() {
  let finish = (): void => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  const analyze = async ({ inputUrl }: { readonly inputUrl: string }) => {
    await done;
    return { input_url: inputUrl, final_url: 'https://a.example/' };
  };
  const handler = new UrlAnalysisHandler(
    { find: () => ({ name: 'http', occupy, analyze }) } as unknown as UrlEngines,
    { acquire: () => Promise.resolve(() => undefined) } as unknown as HostRateLimiter,
    records,
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
        endsAt: Infinity,
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
    await afterPromises();
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
    await afterPromises();
    leaves.abort(new AppError('CANCELLED'));
    finish();
    expect(await Promise.all(results)).toMatchObject([
      { code: 'CANCELLED' },
      { duplicate_of: null, results: [{ input_url: 'a.example#1' }] },
      { duplicate_of: 1, results: [{ input_url: 'a.example#2' }] },
    ]);
  });

  const run = (engines: Record<string, (task: { analyzesErrorPages?: boolean }) => unknown>, options: object) =>
    new UrlAnalysisHandler(
      {
        find: (name: string) => ({
          name,
          occupy,
          analyze: (task: object) => Promise.resolve().then(() => engines[name]?.(task)),
        }),
      } as unknown as UrlEngines,
      { acquire: () => Promise.resolve(() => undefined) } as unknown as HostRateLimiter,
      records,
      new TargetPolicy({ localAddresses: [] }),
    ).run({ url: 'a.example', cleaned_url: 'https://a.example/' } as never, {
      ...{ batchId: 1, ownerId: 1, index: 0, number: 1, endsAt: Infinity, signal: new AbortController().signal },
      options: { engine: 'psi', engine_reason: 'chosen', strategy: 'mobile', ...options } as UrlOptions,
      step: () => undefined,
      warn: () => undefined,
    });
  const result = (provider: string, performance: number | null, lcp_ms: number | null = null) => ({
    ...{ provider, strategy: 'mobile', final_url: 'https://a.example/', analyzed_at: '2026-01-01T00:00:00Z' },
    scores: { performance, http: null },
    lab: { lcp_ms },
    field: null,
  });

  it('answers the median of several analyses, with the figures of all', async () => {
    const performances = [91, 40, 88];
    const found = await run({ psi: () => result('psi', performances.shift() ?? 0) }, { runs: 3 });
    expect(found.results).toHaveLength(1);
    expect(found.results[0]?.scores.performance).toBe(88);
    expect(found.results[0]?.runs?.map(({ performance }) => performance)).toEqual([91, 40, 88]);
  });

  it('answers the median of the engine that gave most runs', async () => {
    let asked = 0;
    const psi = () => {
      asked += 1;
      if (asked === 1) throw errorPage(404);
      return result('psi', 90 + asked);
    };
    const found = await run({ psi, http: () => result('http', null) }, { runs: 3, analyze_error_pages: true });
    expect(found.results[0]?.runs?.map(({ performance }) => performance)).toEqual([92, 93]);
  });

  it('keeps the runs before one that fails', async () => {
    const runs = [91, 88];
    const psi = () => {
      const performance = runs.shift();
      if (performance === undefined) throw new AppError('PROVIDER_UNAVAILABLE');
      return result('psi', performance);
    };
    const found = await run({ psi }, { runs: 5 });
    expect(found.results[0]?.runs).toHaveLength(2);
    await expect(run({ psi }, { runs: 5 })).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  });

  it('checks a result against the budgets of its batch', async () => {
    const found = await run(
      { psi: () => result('psi', 80, 3000) },
      { budgets: { performance: 80, lcp_ms: 2500, field_inp_ms: 200 } },
    );
    expect(found.results[0]?.budget).toEqual({
      passed: false,
      checks: [
        { figure: 'performance', limit: 80, actual: 80, passed: true },
        { figure: 'lcp_ms', limit: 2500, actual: 3000, passed: false },
        { figure: 'field_inp_ms', limit: 200, actual: null, passed: null },
      ],
    });
  });

  it('has the engine http analyse an error page in the place of another when the batch asks for it [S2-52a]', async () => {
    const psi = (): never => {
      throw errorPage(404);
    };
    const http = ({ analyzesErrorPages }: { analyzesErrorPages?: boolean }) =>
      analyzesErrorPages === true ? result('http', null) : psi();
    await expect(run({ psi, http }, {})).rejects.toMatchObject({ code: 'HTTP_ERROR', details: { status: 404 } });
    const found = await run({ psi, http }, { analyze_error_pages: true, runs: 2 });
    expect(found.results[0]).toMatchObject({ provider: 'http', runs: [{}, {}] });
  });

  it('has room for as many items as the engine has free places, while they wait for a host too', async () => {
    const engine = new LighthouseEngine({ chromePath: '', proxy: () => Promise.reject(new Error()), concurrency: 2 });
    const handler = new UrlAnalysisHandler(
      { find: (name: string) => (name === 'lighthouse' ? engine : undefined) } as unknown as UrlEngines,
      { acquire: (_host: string, signal: AbortSignal) => held(signal) } as unknown as HostRateLimiter,
      records,
      new TargetPolicy({ localAddresses: [] }),
    );
    const options = { engine: 'lighthouse', engine_reason: 'chosen', strategy: 'mobile' } as UrlOptions;
    expect([handler.capacity(options), handler.capacity({ ...options, engine: 'psi' })]).toEqual([2, Infinity]);
    const leaves = new AbortController();
    const run = handler.run({ url: 'a.example', cleaned_url: 'https://a.example/' } as never, {
      ...{ batchId: 1, ownerId: 1, index: 0, number: 1, endsAt: Infinity, signal: leaves.signal, options },
      step: () => undefined,
      warn: () => undefined,
    });
    await afterPromises();
    expect(handler.capacity(options)).toBe(1);
    leaves.abort(new AppError('CANCELLED'));
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
    await afterPromises();
    expect(handler.capacity(options)).toBe(2);
  });
});
