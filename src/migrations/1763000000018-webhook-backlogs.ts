import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The deliverer asks each endpoint for its oldest due deliveries, however many wait there. */
export class WebhookBacklogs1763000000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX webhook_deliveries_backlog ON webhook_deliveries (endpoint_id, next_attempt_at) WHERE status = 'pending';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX webhook_deliveries_backlog');
  }
}
