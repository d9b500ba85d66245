import { eventually } from '../../support/eventually.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';
import { ended, S2, start, started, type UrlSite } from '../../support/url-site.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';

type Row = Record<string, unknown>;

export const audits =
  (current: () => UrlSite): Part =>
  (own) => {
    const { KEYS } = own;
    describe('Audits of URLs over time', () => {
      let site: UrlSite;
      let service: Service;
      let receiver: WebhookReceiver;
      beforeAll(async () => {
        receiver = await WebhookReceiver.start();
        service = await own.begin();
        site = current();
      });
      afterAll(() => receiver.close());

      const resultsOf = async (id: string, query = ''): Promise<Row[]> =>
        (await service.request('GET', `${S2}/results/${id}${query}`)).at('results') as Row[];
      const analysisOf = (row: Row | undefined): Row => ((row?.['analyses'] ?? []) as Row[])[0] ?? {};
      const history = async (path: string, query = '', key: string = KEYS.admin) =>
        service.request('GET', `${S2}/history?url=${encodeURIComponent(site.url(path))}${query}`, { key });

      it('fails a page with an error status, and analyses it when asked to [S2-52a]', async () => {
        const id = await started(service, [site.url('/gone/a'), site.url('/there')]);
        const [gone, there] = (await ended(service, id)).at('results') as Row[];
        expect(gone).toMatchObject({
          status: 'failed',
          attempts: 1,
          error: { code: 'HTTP_ERROR', details: { status: 410 } },
        });
        expect(there).toMatchObject({ status: 'succeeded' });
        const asked = await started(service, [site.url('/gone/a')], {
          analyze_error_pages: true,
          max_age_seconds: 600,
        });
        const [found] = (await ended(service, asked)).at('results') as Row[];
        expect(found).toMatchObject({ status: 'succeeded', error: null });
        expect(analysisOf(found)['warnings']).toContain('The page answered with status 410.');
        // Findings of an error page are not given to a batch that does not ask for them.
        const later = await started(service, [site.url('/gone/a')], { max_age_seconds: 600 });
        expect(((await ended(service, later)).at('results') as Row[])[0]).toMatchObject({ status: 'failed' });
      });

      it('analyses a URL several times and shows the figures of all', async () => {
        const id = await started(service, [site.url('/often')], { runs: 3 });
        const [row] = (await ended(service, id)).at('results') as Row[];
        const runs = analysisOf(row)['runs'] as Row[];
        expect(runs).toHaveLength(3);
        expect(new Set(runs.map(({ analyzed_at }) => analyzed_at)).size).toBe(3);
        const once = await ended(service, await started(service, [site.url('/rarely')]));
        expect(analysisOf((once.at('results') as Row[])[0])['runs']).toEqual([]);
        expect(site.hitsOf('/often')).toBe(3 * site.hitsOf('/rarely'));
        expect((await start(service, [site.url('/x')], { runs: 6 })).status).toBe(422);
      });

      it('loads a document once, or as often as samples of its timings are asked for, and says how often', async () => {
        const loadsOf = async (path: string, more: Row, by = `${S2}/start`): Promise<unknown> => {
          const body = by.endsWith('start')
            ? { urls: [site.url(path)], ...more }
            : { kind: 'url_analysis', items: [site.url(path)], options: more };
          const answer = await service.request('POST', by, { body });
          expect(answer.status).toBe(201);
          const id = String(answer.at(by.endsWith('start') ? 'batch_job_id' : 'id'));
          const [row] = (await ended(service, id)).at('results') as Row[];
          return ((analysisOf(row)['http'] as Row)['timing'] as Row)['sample_count'];
        };
        expect([await loadsOf('/one', {}), site.hitsOf('/one')]).toEqual([1, 1]);
        expect([await loadsOf('/two', { timing_samples: 2 }), site.hitsOf('/two')]).toEqual([2, 2]);
        expect([await loadsOf('/three', { timing_samples: 3 }, '/api/v1/batches'), site.hitsOf('/three')]).toEqual([
          3, 3,
        ]);
        // A known result of fewer loads is none for who asks for more.
        expect(await loadsOf('/one', { max_age_seconds: 600, timing_samples: 2 })).toBe(2);
        expect(await loadsOf('/two', { max_age_seconds: 600, timing_samples: 2 })).toBe(2);
        expect([site.hitsOf('/one'), site.hitsOf('/two')]).toEqual([3, 2]);
        expect((await start(service, [site.url('/x')], { timing_samples: 6 })).status).toBe(422);
      });

      it('says which results keep the budgets, tells a breach, and finds it again', async () => {
        const register = { url: receiver.url('/budgets'), events: ['batch.items_flagged'] };
        expect((await service.request('POST', '/api/v1/webhooks', { body: register })).status).toBe(201);
        const budgets = { http: 1, total_bytes: 5, lcp_ms: 2500 };
        const id = await started(service, [{ url: site.url('/heavy'), ref: 'heavy' }], { budgets });
        const [row] = (await ended(service, id)).at('results') as Row[];
        expect(analysisOf(row)['budget']).toMatchObject({
          passed: false,
          checks: [
            { figure: 'http', limit: 1, passed: true },
            { figure: 'lcp_ms', limit: 2500, actual: null, passed: null },
            { figure: 'total_bytes', limit: 5, passed: false },
          ],
        });
        expect(await resultsOf(id, '?budget=failed')).toHaveLength(1);
        expect(await resultsOf(id, '?budget=passed')).toHaveLength(0);
        const told = await eventually('the breach is told', () =>
          receiver.received.find(({ message }) => message.type === 'batch.items_flagged'),
        );
        expect(told.message.data).toMatchObject({
          batch_id: id,
          newly_flagged: 1,
          flagged_items: [{ index: 0, ref: 'heavy', flag: 'budget_exceeded' }],
        });
        const kept = await started(service, [site.url('/heavy')], { budgets: { http: 1 } });
        expect(analysisOf(((await ended(service, kept)).at('results') as Row[])[0])['budget']).toMatchObject({
          passed: true,
        });
      });

      it('refuses budgets that it does not know or that cannot be, naming field and limit', async () => {
        const answer = await start(service, [site.url('/x')], { budgets: { speed: 3, performance: 101, cls: 'low' } });
        expect(answer.status).toBe(422);
        const faults = answer.at('validation_errors') as Row[];
        expect(faults.map(({ field, error_type }) => [field, error_type])).toEqual([
          ['budgets.speed', 'unknown_field'],
          ['budgets.performance', 'less_than_equal'],
          ['budgets.cls', 'less_than_equal'],
        ]);
        const shared = await service.request('POST', '/api/v1/batches', {
          body: { kind: 'url_analysis', items: [site.url('/x')], options: { budgets: { performance: 200 }, runs: 9 } },
        });
        expect(shared.status).toBe(422);
      });

      it('keeps the history of a URL for its owner, also when its job is deleted, until it is told to forget', async () => {
        const path = '/watched';
        const first = await started(service, [site.url(path)]);
        await ended(service, first);
        const second = await started(service, [`${site.url(path)}/#top`, site.url(path)], { budgets: { http: 0 } });
        await ended(service, second);
        expect((await service.request('DELETE', `/api/v1/batches/${first}`)).status).toBe(204);
        const answer = await history(path);
        const analyses = answer.at('analyses') as Row[];
        expect(analyses.map(({ batch_job_id }) => batch_job_id)).toEqual([second, first]);
        expect(analyses[0]).toMatchObject({
          strategy: 'mobile',
          engine: 'http',
          budget_passed: true,
          error_code: null,
        });
        expect((analyses[0]?.['figures'] as Row)['http']).toBeGreaterThan(0);
        expect((analyses[0]?.['figures'] as Row)['lcp_ms']).toBeUndefined();
        const page = await history(path, '&limit=1');
        const rest = await history(path, `&cursor=${String(page.at('next_cursor'))}`);
        expect((rest.at('analyses') as Row[]).map(({ batch_job_id }) => batch_job_id)).toEqual([first]);
        expect((await history(path, '&strategy=desktop')).at('analyses')).toEqual([]);
        expect((await history(path, '', KEYS.ana)).at('analyses')).toEqual([]);
        const forgotten = await service.request('DELETE', `${S2}/history?url=${encodeURIComponent(site.url(path))}`);
        expect(forgotten.body).toEqual({ url: site.url(path), deleted: 2 });
        expect((await history(path)).at('analyses')).toEqual([]);
        expect((await service.request('GET', `${S2}/history?url=ftp%3A%2F%2Fx`)).status).toBe(422);
      });

      it('keeps failures in the history, with their code', async () => {
        await ended(service, await started(service, [site.url('/gone/b')], { strategy: 'both' }));
        const analyses = (await history('/gone/b')).at('analyses') as Row[];
        expect(analyses.map(({ strategy, error_code, figures }) => [strategy, error_code, figures]).sort()).toEqual([
          ['desktop', 'HTTP_ERROR', {}],
          ['mobile', 'HTTP_ERROR', {}],
        ]);
      });

      it('compares two jobs by URL and counts what changed', async () => {
        const base = await started(
          service,
          ['/c1', '/gone/c', '/only-base'].map((path) => site.url(path)),
        );
        await ended(service, base);
        site.isPoor = true;
        const other = await started(
          service,
          ['/c1', '/gone/c', '/only-other'].map((path) => site.url(path)),
        );
        await ended(service, other);
        site.isPoor = false;
        const answer = await service.request('GET', `${S2}/compare?base=${base}&other=${other}&threshold=1`);
        expect(answer.status).toBe(200);
        expect(answer.at('counts')).toMatchObject({
          regressed: 1,
          failing: 1,
          removed: 1,
          added: 1,
          improved: 0,
          open: 0,
        });
        const urls = answer.at('urls') as { url: string; change: string; differences: Record<string, number> }[];
        expect(urls.map(({ url, change }) => [url.slice(site.origin.length), change])).toEqual([
          ['/c1', 'regressed'],
          ['/gone/c', 'failing'],
          ['/only-base', 'removed'],
          ['/only-other', 'added'],
        ]);
        expect(urls[0]?.differences['http']).toBeLessThan(0);
        const paged = await service.request('GET', `${S2}/compare?base=${base}&other=${other}&limit=1&cursor=2`);
        expect((paged.at('urls') as Row[]).map(({ change }) => change)).toEqual(['removed']);
        const filtered = await service.request('GET', `${S2}/compare?base=${base}&other=${other}&change=added`);
        expect(filtered.at('urls')).toHaveLength(1);
        for (const key of [KEYS.ana])
          expect((await service.request('GET', `${S2}/compare?base=${base}&other=${other}`, { key })).status).toBe(404);
        expect((await service.request('GET', `${S2}/compare?base=${base}`)).status).toBe(422);
      });
    });
  };
