import type { Answer, RequestOptions } from '../../support/client.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';
import { ended, S2, started, type UrlSite } from '../../support/url-site.js';

type Result = Record<string, unknown>;

export const retries =
  (current: () => UrlSite): Part =>
  (own) => {
    const { KEYS } = own;
    describe('Duplicates and retries of jobs of URLs', () => {
      let site: UrlSite;
      let service: Service;
      beforeAll(async () => {
        service = await own.begin();
        site = current();
      });

      const results = (answer: Answer): Result[] => answer.at('results') as Result[];
      const column = (answer: Answer, name: string): unknown[] => results(answer).map((result) => result[name]);
      const retry = async (id: string, body: object, options: RequestOptions = {}): Promise<void> => {
        const answer = await service.request('POST', `/api/v1/batches/${id}/retry`, { ...options, body });
        if (answer.status !== 200) throw new Error(`retry answered ${answer.status}: ${answer.text}`);
      };

      describe('a duplicate whose first item failed', () => {
        const breakDown = (isDown: boolean): void => void (site.isDown = isDown);
        afterEach(() => breakDown(false));

        it('shows the failure of the first item [S2-18]', async () => {
          const urls = ['http://nowhere.invalid/page', 'http://nowhere.invalid/page/'];
          const id = await started(service, urls, { batch_size: 1, retry_attempts: 0 });
          const [first, second] = column(await ended(service, id), 'error');
          expect(first).toMatchObject({ code: 'DNS_FAILURE', details: { reason: expect.any(String) as unknown } });
          expect(second).toEqual(first);
        });

        it('waits for the attempts of the first item and has none of its own [S2-18, S2-27]', async () => {
          breakDown(true);
          const urls = [site.url('/down/tries'), site.url('/down/tries/')];
          const id = await started(service, urls, { batch_size: 1, retry_attempts: 1 });
          const answer = await ended(service, id);
          expect(column(answer, 'status')).toEqual(['failed', 'failed']);
          expect(column(answer, 'attempts')).toEqual([2, 1]);
          expect(results(answer)[1]?.['error']).toEqual(results(answer)[0]?.['error']);
        });

        it('is analysed itself and counted when it is retried alone [S2-18]', async () => {
          breakDown(true);
          const urls = [site.url('/down/alone'), site.url('/down/alone/')];
          const key = { key: KEYS.otto };
          const id = await started(service, urls, { retry_attempts: 0 }, key);
          expect(column(await ended(service, id, key), 'status')).toEqual(['failed', 'failed']);
          breakDown(false);
          const hits = site.hitsOf('/down/alone');
          await retry(id, { indexes: [1] }, key);
          const answer = await ended(service, id, key);
          expect(column(answer, 'status')).toEqual(['failed', 'succeeded']);
          expect(site.hitsOf('/down/alone')).toBeGreaterThan(hits);
          expect((await service.request('GET', `${S2}/analytics`, key)).at('engines', 0, 'analyses')).toBe(1);
        });

        it('shows the result of the first item when both are retried [S2-18]', async () => {
          breakDown(true);
          const urls = [site.url('/down/both'), site.url('/down/both/')];
          const id = await started(service, urls, { batch_size: 1, retry_attempts: 0 });
          await ended(service, id);
          breakDown(false);
          await retry(id, { statuses: ['failed'] });
          const answer = await ended(service, id);
          expect(column(answer, 'status')).toEqual(['succeeded', 'succeeded']);
          const [first, second] = results(answer).map(({ analyses }) => (analyses as Result[])[0]?.['analyzed_at']);
          expect(second).toBe(first);
        });
      });

      describe('rows of items that a retry reopened', () => {
        /** Number of analyses in the analytics of a caller, over all strategies. */
        const analysed = async (options: RequestOptions = {}): Promise<number> => {
          const answer = await service.request('GET', `${S2}/analytics`, options);
          return (answer.at('engines') as { analyses: number }[]).reduce((sum, { analyses }) => sum + analyses, 0);
        };

        it('are related again for a corrected URL, and counted [S2-18]', async () => {
          const options = { key: KEYS.ana };
          const id = await started(service, [site.url('/same'), site.url('/same/')], {}, options);
          expect(column(await ended(service, id, options), 'duplicate_of')).toEqual([null, 0]);
          const counted = await analysed(options);
          await retry(id, { inputs: { 1: { url: site.url('/corrected/') } } }, options);
          const answer = await ended(service, id, options);
          expect(results(answer)[1]).toMatchObject({
            status: 'succeeded',
            original_url: site.url('/corrected/'),
            cleaned_url: site.url('/corrected'),
            duplicate_of: null,
          });
          expect(await analysed(options)).toBe(counted + 1);
        });

        it('are related again when they were duplicates of the former or the new URL [S2-18]', async () => {
          const paths = ['/n?q', '/n/?q', '/n/?q#again', '/far', '/far'];
          const id = await started(
            service,
            paths.map((path) => site.url(path)),
            { strategy: 'both' },
          );
          const before = await ended(service, id);
          expect(column(before, 'duplicate_of')).toEqual([null, null, 1, null, 3]);
          expect(column(before, 'near_duplicate_of')).toEqual([null, 0, null, null, null]);
          await retry(id, { inputs: { 1: { url: site.url('/far') } } });
          const after = await ended(service, id);
          expect(column(after, 'status')).toEqual(Array(5).fill('succeeded'));
          expect(column(after, 'duplicate_of')).toEqual([null, null, null, 1, 1]);
          expect(column(after, 'near_duplicate_of')).toEqual([null, null, 0, null, null]);
        });

        it('start with the first step again, and have no earlier result after a cancel [S2-33]', async () => {
          site.release();
          const id = await started(service, [site.url('/hold/again'), site.url('/again')], { batch_size: 1 });
          await ended(service, id);
          const counted = await analysed();
          site.hold();
          await retry(id, { indexes: [0, 1] });
          const waiting = await service.request('GET', `${S2}/results/${id}`);
          expect(results(waiting)[1]).toMatchObject({ status: 'pending', current_step: 'analysis', analyses: [] });
          expect((await service.request('POST', `${S2}/cancel/${id}`)).status).toBe(200);
          const cancelled = await service.request('GET', `${S2}/results/${id}`);
          expect(column(cancelled, 'status')).toEqual(['cancelled', 'cancelled']);
          expect(column(cancelled, 'current_step')).toEqual(['analysis', 'analysis']);
          expect(await analysed()).toBe(counted - 2);
          site.release();
        });
      });

      it('finds duplicates across the parts of a streamed submission [S2-18]', async () => {
        const urls = Array.from({ length: 1100 }, (_, index) => site.url(`/streamed/${index}?q`));
        urls[1050] = site.url('/streamed/0?q');
        urls[1060] = site.url('/streamed/0/?q');
        urls[1070] = site.url('/streamed/1065?q');
        urls[1080] = site.url('/streamed/0/?q');
        const lines = [{ kind: 'url_analysis' }, ...urls].map((line) => JSON.stringify(line)).join('\n');
        const headers = { 'Content-Type': 'application/x-ndjson' };
        const answer = await service.request('POST', '/api/v1/batches', { raw: lines, headers });
        expect(answer.status).toBe(201);
        const id = String(answer.at('id'));
        expect((await service.request('POST', `${S2}/cancel/${id}`)).status).toBe(200);
        const page = await service.request('GET', `${S2}/results/${id}?cursor=999&limit=100`);
        const related = results(page).flatMap(({ index, duplicate_of: exact, near_duplicate_of: near }) =>
          exact === null && near === null ? [] : [[index, exact, near]],
        );
        expect(related).toEqual([
          [1050, 0, null],
          [1060, null, 0],
          [1070, 1065, null],
          [1080, 1060, null],
        ]);
      });
    });
  };
