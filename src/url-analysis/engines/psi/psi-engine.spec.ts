import { LocalWeb } from '../../../../test/support/local-web.js';
import { RUN_TS } from '../../../../test/support/run-ts.js';
import { allowEntryFor, TargetPolicy } from '../../../platform/egress/address-policy.js';
import { AllowList } from '../../../platform/addresses/allow-list.js';
import { PinnedEgress } from '../../../platform/egress/pinned-egress.js';
import type { AnalysisAttempt } from '../url-engine.js';
import { PsiEngine } from './psi-engine.js';
import { PsiQuota } from './psi-quota.js';
import { PsiReader } from './psi-reader.js';

const metric = (percentile: number, distributions: readonly object[]) => ({
  percentile,
  distributions,
  category: 'AVERAGE',
});
const reply = {
  captchaResult: 'CAPTCHA_NOT_NEEDED',
  kind: 'pagespeedonline#result',
  id: 'https://www.example.com/',
  loadingExperience: {
    id: 'https://www.example.com/',
    overall_category: 'AVERAGE',
    metrics: {
      LARGEST_CONTENTFUL_PAINT_MS: metric(3610, [
        { min: 2500, max: 4000, proportion: 0.243 },
        { min: 4000, proportion: 0.207 },
        { min: 0, max: 2500, proportion: 0.55 },
      ]),
      CUMULATIVE_LAYOUT_SHIFT_SCORE: metric(14, [
        { min: 0, max: 10, proportion: 0.6 },
        { min: 10, max: 25, proportion: 0.3 },
        { min: 25, proportion: 0.1 },
      ]),
    },
  },
  lighthouseResult: {
    lighthouseVersion: '13.0.1',
    runWarnings: ['redirected'],
    categories: {
      performance: { score: 0.94 },
      accessibility: { score: 0.84 },
      'best-practices': { score: 1 },
      seo: { score: 0.82 },
    },
    audits: { 'largest-contentful-paint': { score: 1, numericValue: 2279.2 } },
  },
  analysisUTCTimestamp: '2026-11-22T10:00:00.123Z',
};
const failure = (code: number, message: string, reason: string, domain: string) => ({
  error: { code, message, errors: [{ message, domain, reason }] },
});

describe('PsiEngine', () => {
  const replies = new PsiReader({ execArgv: RUN_TS, timeoutMs: 100_000 });
  let web: LocalWeb;
  let answer: { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };
  let asked: URL[] = [];

  beforeAll(async () => {
    web = await LocalWeb.start((request, response) => {
      asked.push(new URL(request.url ?? '/', 'http://psi.test'));
      const { status, body, headers = {} } = answer;
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  beforeEach(() => {
    asked = [];
    answer = { status: 200, body: reply };
  });
  afterAll(async () => {
    await replies.close();
    await web.close();
  });

  const engine = (quota = new PsiQuota()) => {
    const providerHosts = AllowList.parse(allowEntryFor(web.origin));
    const egress = new PinnedEgress(new TargetPolicy({ providerHosts }), { refusalJitterMs: 0 });
    return new PsiEngine(egress, quota, { key: 'secret-key', baseUrl: web.origin }, replies);
  };
  const task = { url: 'https://example.com', inputUrl: 'example.com/', strategy: 'mobile' as const };
  const attempt = (number = 1): AnalysisAttempt & { readonly warnings: string[] } => {
    const warnings: string[] = [];
    return {
      number,
      warnings,
      signal: new AbortController().signal,
      step: () => undefined,
      warn: (text) => warnings.push(text),
    };
  };

  it('sends the documented parameters: strategy always, categories repeated, a partial response, the key', async () => {
    await engine().analyze(task, attempt());
    const query = asked[0]?.searchParams;
    expect(asked[0]?.pathname).toBe('/pagespeedonline/v5/runPagespeed');
    expect(query?.get('url')).toBe('https://example.com');
    expect(query?.get('strategy')).toBe('mobile');
    expect(query?.getAll('category')).toEqual(['performance', 'accessibility', 'best-practices', 'seo']);
    expect(query?.get('key')).toBe('secret-key');
    expect(query?.get('fields')).toContain('lighthouseResult(');
    expect(query?.get('prettyPrint')).toBe('false');
  });

  it('reads scores, lab and field data [S2-52]', async () => {
    const trial = attempt();
    const result = await engine().analyze(task, trial);
    expect(result).toMatchObject({
      provider: 'psi',
      provider_version: 'v5/lighthouse-13.0.1',
      final_url: 'https://www.example.com/',
      analyzed_at: '2026-11-22T10:00:00.123Z',
      scores: { performance: 94, accessibility: 84, best_practices: 100, seo: 82, http: null },
      lab: { source: 'psi', lcp_ms: 2279, fcp_ms: null },
      field: {
        scope: 'url',
        overall: 'AVERAGE',
        lcp_ms: { p75: 3610, distribution: [0.55, 0.243, 0.207] },
        cls: { p75: 0.14, distribution: [0.6, 0.3, 0.1] },
        inp_ms: null,
      },
      http: null,
    });
    expect(result.unavailable['fcp_ms']).toBe('not_measured');
    expect(trial.warnings).toEqual(['redirected']);
  });

  it('uses the field data of the origin when the page has none, and null when neither has', async () => {
    answer = {
      status: 200,
      body: { ...reply, loadingExperience: {}, originLoadingExperience: reply.loadingExperience },
    };
    expect((await engine().analyze(task, attempt())).field?.scope).toBe('origin');
    answer = {
      status: 200,
      body: { ...reply, loadingExperience: { ...reply.loadingExperience, origin_fallback: true } },
    };
    expect((await engine().analyze(task, attempt())).field?.scope).toBe('origin');
    answer = { status: 200, body: { ...reply, loadingExperience: { initial_url: 'https://example.com' } } };
    const none = await engine().analyze(task, attempt());
    expect(none.field).toBeNull();
    expect(none.unavailable['field']).toBe('not_measured');
  });

  it.each([
    [
      500,
      failure(
        500,
        'Lighthouse returned error: FAILED_DOCUMENT_REQUEST. Lighthouse was unable to reliably load. (Details: net::ERR_ACCESS_DENIED)',
        'lighthouseError',
        'lighthouse',
      ),
      1,
      'URL_UNREACHABLE',
    ],
    [
      400,
      failure(
        400,
        'Lighthouse returned error: FAILED_DOCUMENT_REQUEST. (Details: net::ERR_TIMED_OUT)',
        'lighthouseUserError',
        'lighthouse',
      ),
      1,
      'CONNECT_TIMEOUT',
    ],
    [
      400,
      failure(
        400,
        'Lighthouse returned error: FAILED_DOCUMENT_REQUEST. (Details: net::ERR_TIMED_OUT)',
        'lighthouseUserError',
        'lighthouse',
      ),
      2,
      'URL_UNREACHABLE',
    ],
    [
      500,
      failure(
        500,
        'Lighthouse returned error: ERRORED_DOCUMENT_REQUEST. (Status code: 502)',
        'lighthouseError',
        'lighthouse',
      ),
      1,
      'HTTP_ERROR',
    ],
    [
      500,
      failure(500, 'Lighthouse returned error: Something went wrong.', 'lighthouseError', 'lighthouse'),
      1,
      'PROVIDER_UNAVAILABLE',
    ],
    [500, failure(500, 'Internal error', 'backendError', 'global'), 1, 'PROVIDER_UNAVAILABLE'],
    [502, '<html>Bad Gateway</html>', 1, 'PROVIDER_UNAVAILABLE'],
    [
      403,
      failure(403, 'PageSpeed Insights API has not been used in project', 'accessNotConfigured', 'usageLimits'),
      1,
      'PROVIDER_AUTH',
    ],
    [400, failure(400, 'API key not valid. Please pass a valid API key.', 'badRequest', 'global'), 1, 'PROVIDER_AUTH'],
    [400, failure(400, 'Invalid value for url', 'invalid', 'global'), 1, 'VALIDATION_ERROR'],
    [200, 'no json', 1, 'PROVIDER_UNAVAILABLE'],
    [200, { id: 'x' }, 1, 'PROVIDER_UNAVAILABLE'],
    [
      200,
      { lighthouseResult: { runtimeError: { code: 'NO_FCP', message: 'The page did not paint.' } } },
      1,
      'URL_UNREACHABLE',
    ],
  ])('maps a response with status %d to its code (case %#)', async (status, body, number, code) => {
    answer = { status, body };
    const failed = engine().analyze(task, attempt(number));
    await expect(failed).rejects.toMatchObject({ code });
    await failed.catch((error: Error) =>
      expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('secret-key'),
    );
  });

  it('waits after a 429, without Retry-After for 60 s, and starts no run meanwhile [S2-48]', async () => {
    const message =
      "Quota exceeded for quota metric 'Queries' and limit 'Queries per day' of service 'pagespeedonline.googleapis.com'";
    answer = { status: 429, body: failure(429, message, 'rateLimitExceeded', 'usageLimits') };
    const psi = engine();
    await expect(psi.analyze(task, attempt())).rejects.toMatchObject({
      code: 'PROVIDER_RATE_LIMITED',
      retryAfter: 60,
      details: { window: 'day' },
    });
    await expect(psi.analyze(task, attempt())).rejects.toMatchObject({ code: 'PROVIDER_RATE_LIMITED' });
    expect(asked).toHaveLength(1);
  });

  it('releases the origin after a failure', async () => {
    answer = { status: 502, body: '' };
    const psi = engine();
    await expect(psi.analyze(task, attempt())).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    answer = { status: 200, body: reply };
    await expect(psi.analyze(task, attempt())).resolves.toMatchObject({ provider: 'psi' });
  });
});

describe('PsiQuota', () => {
  const clock = { now: 0 };
  const quota = (settings = {}) => new PsiQuota({ now: () => clock.now, ...settings });
  const origins = (count: number) => Array.from({ length: count }, (_, at) => `https://${at}.example`);

  it('allows four runs per second and rejects the fifth with the time to wait [S2-48]', () => {
    const bucket = quota();
    for (const origin of origins(4)) bucket.take(origin);
    expect(() => bucket.take('https://fifth.example')).toThrow(
      expect.objectContaining({ code: 'PROVIDER_RATE_LIMITED', retryAfter: 1 }),
    );
    clock.now += 250;
    expect(() => bucket.take('https://fifth.example')).not.toThrow();
  });

  it('allows one run per origin at a time', () => {
    const bucket = quota();
    const release = bucket.take('https://a.example');
    expect(() => bucket.take('https://a.example')).toThrow(
      expect.objectContaining({ details: { provider: 'psi', window: 'origin' } }),
    );
    release();
    release();
    expect(() => bucket.take('https://a.example')).not.toThrow();
    expect(() => bucket.take('https://a.example')).toThrow();
  });

  it('stops at the daily quota until the day is over', () => {
    const bucket = quota({ perDay: 2 });
    for (const origin of origins(2)) bucket.take(origin)();
    clock.now += 3_600_000;
    expect(() => bucket.take('https://a.example')).toThrow(expect.objectContaining({ retryAfter: 82_800 }));
    clock.now += 82_800_000;
    expect(() => bucket.take('https://a.example')).not.toThrow();
  });
});
