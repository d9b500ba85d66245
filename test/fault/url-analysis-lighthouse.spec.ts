import { chromePath, describeWithChrome } from '../support/chrome.js';
import { Service } from '../support/service.js';
import { analysing, ended, started, UrlSite } from '../support/url-site.js';

/** Two runs one after the other, each within the engine's own limit of three minutes. */
const BROWSER_JOB_MS = 2 * 180_000;

describeWithChrome('Jobs of URLs with a real Chrome', () => {
  jest.setTimeout(480_000);
  let site: UrlSite;
  let service: Service;
  beforeAll(async () => {
    site = await UrlSite.start();
    site.release();
    const env = { ...analysing(site), URL_ANALYSIS_ENGINE: 'auto', CHROME_PATH: chromePath ?? '' };
    service = await Service.start({ on: 'postgres', env });
  });
  afterAll(() => site.close());

  it('auto takes Lighthouse, one run at a time, and agrees with the engine http', async () => {
    const urls = [site.url('/moved'), site.url('/plain')];
    const browser = await ended(service, await started(service, urls), {}, BROWSER_JOB_MS);
    const plain = await ended(service, await started(service, urls, { engine: 'http' }));
    for (const index of [0, 1]) {
      expect(browser.at('results', index, 'analyses', 0, 'provider')).toBe('lighthouse');
      expect(browser.at('results', index, 'final_url')).toBe(plain.at('results', index, 'final_url'));
      expect(Number(browser.at('results', index, 'analyses', 0, 'lab', 'fcp_ms'))).toBeGreaterThan(0);
      expect(plain.at('results', index, 'analyses', 0, 'lab', 'fcp_ms')).toBeNull();
    }
    // A URL becomes running, and its time limit starts, when the browser is free.
    const runs = await service.sql(
      `SELECT i.started_at AS "startedAt", s.duration_ms AS "durationMs"
         FROM batch_items i JOIN url_processing_status s ON s.batch_id = i.batch_id AND s.index = i.index
        WHERE s.provider = 'lighthouse' ORDER BY i.started_at`,
    );
    const [first, second] = runs as { startedAt: Date; durationMs: number }[];
    const apart = Number(second?.startedAt) - Number(first?.startedAt);
    expect(apart).toBeGreaterThanOrEqual(first?.durationMs ?? Infinity);
  });
});
