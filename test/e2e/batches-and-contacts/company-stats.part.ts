import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** An ended batch as the engine leaves it: companies that took 2 s each, in a batch that took 10 s. */
const BATCH = `
  WITH batch AS (
    INSERT INTO batches (public_id, kind, owner_id, status, priority, options, created_at, started_at, completed_at, processing_ms)
    SELECT $1, 'company_extraction', id, 'processing', $2, jsonb_build_object('extraction_mode', $3::text),
           $4::timestamptz, $4::timestamptz, $4::timestamptz + interval '10 seconds', 10000
    FROM users WHERE email = $7
    RETURNING id)
  INSERT INTO batch_items (batch_id, index, input, status, output, error, started_at, ended_at)
  SELECT batch.id, n, '{"name":"A"}', CASE WHEN n < $5 THEN 'succeeded' ELSE 'failed' END,
         CASE WHEN n < $5 THEN '{}'::jsonb END, CASE WHEN n >= $5 THEN '{"code":"TIMEOUT","message":"m"}'::jsonb END,
         $4::timestamptz, $4::timestamptz + interval '2 seconds'
  FROM batch, generate_series(0, $5::integer + $6::integer - 1) AS n`;

/** Start of the interval of the given width in milliseconds, `ago` intervals before the current one. */
const begin = (width: number, ago: number): number => (Math.floor(Date.now() / width) - ago) * width;
const iso = (at: number): string => new Date(at).toISOString();

interface Past {
  readonly at: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly mode?: string;
  readonly priority?: string;
}

// On PostgreSQL alone: the rows are made behind the running service.
export const companyStats: Part = (own) => {
  const { KEYS } = own;

  describe('details of the company statistics', () => {
    let service: Service;
    let next = 0;
    beforeEach(async () => {
      // An admin sees the batches of all owners, those of the test before too.
      service = await own.begin();
      await service.sql(`DELETE FROM batches WHERE kind = 'company_extraction'`);
      await service.sql('DELETE FROM company_cache_hours');
    });

    it('count the cache hit rate of an owner over that owner’s companies', async () => {
      await service.sql(
        `INSERT INTO company_cache_hours (hour, hits, misses) VALUES (date_trunc('hour', now()), 90, 10)`,
      );
      await given({ at: Date.now() - HOUR, succeeded: 4, failed: 1 });
      await service.sql(
        `UPDATE batch_items SET output = jsonb_build_object('cached', index = 0) WHERE status = 'succeeded'`,
      );
      const rate = async (key: string): Promise<unknown> =>
        (await service.request('GET', '/api/v1/company/batch/stats', { key })).at(
          'data',
          'performance_metrics',
          'cache_hit_rate',
        );
      expect([await rate(KEYS.otto), await rate(KEYS.ana), await rate(KEYS.admin)]).toEqual([0, 25, 90]);
    });

    const given = async ({ at, succeeded, failed, mode = 'standard', priority = 'normal' }: Past): Promise<void> => {
      const id = `batch_20240101_past${(next += 1)}`;
      await service.sql(BATCH, [id, priority, mode, iso(at), succeeded, failed, own.email('ana')]);
      await service.sql("UPDATE batches SET status = 'partial' WHERE public_id = $1", [id]);
    };
    /**
     * With the key of ana or of an admin, who sees the same batches here: responses are cached per caller for five
     * seconds.
     */
    const details = async (timeframe: string, key: string = KEYS.ana): Promise<unknown> => {
      const path = `/api/v1/company/batch/stats?timeframe=${timeframe}&include_details=true`;
      return (await service.request('GET', path, { key })).at('data', 'details');
    };

    it('are per mode, per priority, percentiles and a series, all from rows [S3-60]', async () => {
      const [early, late] = [begin(HOUR, 3), begin(HOUR, 2)];
      await given({ at: early + 60_000, succeeded: 3, failed: 1 });
      await given({ at: late, succeeded: 1, failed: 0, mode: 'basic', priority: 'high' });
      await given({ at: late + HOUR - 1, succeeded: 0, failed: 2 });
      expect(await details('24h')).toEqual({
        by_mode: {
          basic: { batches: 1, companies: 1, success_rate: 100, average_processing_time: 10 },
          standard: { batches: 2, companies: 6, success_rate: 50, average_processing_time: 10 },
        },
        by_priority: {
          high: { batches: 1, companies: 1, success_rate: 100, average_processing_time: 10 },
          normal: { batches: 2, companies: 6, success_rate: 50, average_processing_time: 10 },
        },
        company_seconds: { p50: 2, p95: 2 },
        series: [
          { from: iso(early), batches: 1, succeeded: 3, failed: 1 },
          { from: iso(late), batches: 2, succeeded: 1, failed: 2 },
        ],
      });
      await given({ at: early, succeeded: 0, failed: 5 });
      expect(await details('24h', KEYS.admin)).toMatchObject({
        series: [
          { from: iso(early), batches: 2, succeeded: 3, failed: 6 },
          { from: iso(late), batches: 2, succeeded: 1, failed: 2 },
        ],
      });
    });

    it('have a series by day for more than a day, and an empty one without batches [S3-60]', async () => {
      const [first, second] = [begin(DAY, 3), begin(DAY, 2)];
      await given({ at: first, succeeded: 2, failed: 0 });
      await given({ at: first + 23 * HOUR, succeeded: 1, failed: 1 });
      await given({ at: second, succeeded: 0, failed: 1 });
      const expected = [
        { from: iso(first), batches: 2, succeeded: 3, failed: 1 },
        { from: iso(second), batches: 1, succeeded: 0, failed: 1 },
      ];
      expect(await details('7d')).toMatchObject({ series: expected });
      expect(await details('30d')).toMatchObject({ series: expected });
      expect(await details('6h')).toEqual({
        by_mode: {},
        by_priority: {},
        company_seconds: { p50: null, p95: null },
        series: [],
      });
      expect(await details('7d', KEYS.otto)).toMatchObject({ series: [] });
    });
  });
};
