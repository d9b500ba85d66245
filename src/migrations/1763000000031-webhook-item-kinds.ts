import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose items the messages to an endpoint may name: the kinds that the key may read which registered it. Null is all kinds:
 * for an admin's key, for the `webhook_url` of batches, and for the endpoints that were registered before.
 */
export class WebhookItemKinds1763000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_endpoints ADD COLUMN item_kinds text[]');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_endpoints DROP COLUMN item_kinds');
  }
}
