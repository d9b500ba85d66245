import { PROCESSING_MS } from '../../batch/model/status/processing-time.js';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ExtractionMode } from '../facts/modes.js';
import { type Summary, summarizeResults } from './summarize-results.js';
import type { CompanyData } from '../extraction/company-data.js';

export interface Running {
  readonly processingMs: number;
  /** Phase that most running companies are in; null when none is running. */
  readonly step: string | null;
}

/** Number of most recent batches that the median is computed over. */
const MEASURED_BATCHES = 20;

/** Reads of the companies API that the shared batch queries do not cover. */
@Injectable()
export class CompanyBatchQueries {
  constructor(private readonly dataSource: DataSource) {}

  async running(batchKey: number): Promise<Running> {
    const rows: Running[] = await this.dataSource.query(
      `SELECT ${PROCESSING_MS} AS "processingMs",
              (SELECT i.step FROM batch_items i
                WHERE i.batch_id = b.id AND i.status = 'running' AND i.step IS NOT NULL
                  AND i.index = ANY (ARRAY(SELECT unnest(l.running) FROM batch_leases l WHERE l.batch_id = $1))
                GROUP BY i.step ORDER BY count(*) DESC, i.step LIMIT 1) AS step
         FROM batches b WHERE b.id = $1`,
      [batchKey],
    );
    return rows[0] ?? { processingMs: 0, step: null };
  }

  /** Whether an item was reopened by a retry. */
  async wasReopened(batchKey: number, index: number): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      'SELECT 1 FROM batch_items WHERE batch_id = $1 AND index = $2 AND attempt_log IS NOT NULL',
      [batchKey, index],
    );
    return rows.length > 0;
  }

  /** The three maps of `summary` over all successes of a batch, counted in SQL. */
  async summary(batchKey: number): Promise<Summary> {
    const rows: { sector: CompanyData['industry_sector']; size: string | null; country: string | null; n: number }[] =
      await this.dataSource.query(
        `SELECT output #>> '{data,industry_sector}' AS sector, output #>> '{data,employee_count}' AS size,
                output #>> '{data,headquarters,country}' AS country, count(*) AS n
           FROM batch_items WHERE batch_id = $1 AND status = 'succeeded' GROUP BY 1, 2, 3`,
        [batchKey],
      );
    return summarizeResults(
      rows.flatMap(({ sector, size, country, n }) =>
        Array.from({ length: n }, () => ({
          industry_sector: sector,
          employee_count: size,
          headquarters: { city: null, state: null, country },
        })),
      ),
    );
  }

  /** Median seconds per company over the most recent ended batches of a mode; null when there are none. */
  async medianSeconds(mode: ExtractionMode): Promise<number | null> {
    const rows: { readonly seconds: number | null }[] = await this.dataSource.query(
      `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM i.ended_at - i.started_at))::double precision
                AS seconds
         FROM batch_items i
        WHERE i.status = 'succeeded' AND i.batch_id = ANY(ARRAY(
                SELECT b.id FROM batches b
                 WHERE b.kind = 'company_extraction' AND b.status IN ('completed', 'partial')
                   AND b.options ->> 'extraction_mode' = $1 AND b.created_at > now() - interval '7 days'
                 ORDER BY b.created_at DESC LIMIT ${MEASURED_BATCHES}))`,
      [mode],
    );
    return rows[0]?.seconds ?? null;
  }
}
