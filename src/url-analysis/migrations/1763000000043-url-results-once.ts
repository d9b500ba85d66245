import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A result stands in the output of its item only; the cache says where. What it has stored before stays readable until
 * it expires, a week after its analysis.
 */
export class UrlResultsOnce1763000000043 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- No foreign key: a deleted batch must not look for rows here. A row whose item is gone finds nothing, and expires.
      ALTER TABLE url_analysis_cache
        ADD COLUMN batch_id bigint, ADD COLUMN index integer, ALTER COLUMN result DROP NOT NULL,
        ADD CONSTRAINT url_analysis_cache_result_check
          CHECK (result IS NOT NULL OR (batch_id IS NOT NULL AND index IS NOT NULL));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE url_analysis_cache c
         SET result = (SELECT r.result FROM batch_items i, jsonb_path_query(i.output, '$.results[*]') AS r (result)
                        WHERE i.batch_id = c.batch_id AND i.index = c.index AND r.result ->> 'strategy' = c.strategy
                          AND (r.result ->> 'analyzed_at')::timestamptz = c.analyzed_at)
       WHERE c.result IS NULL;
      ALTER TABLE url_analysis_cache DROP COLUMN batch_id, DROP COLUMN index;
      DELETE FROM url_analysis_cache WHERE result IS NULL;
      ALTER TABLE url_analysis_cache ALTER COLUMN result SET NOT NULL;
    `);
  }
}
