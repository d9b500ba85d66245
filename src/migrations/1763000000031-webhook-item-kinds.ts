import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose items the messages to an endpoint may name: the kinds that the key may read which registered it. Null is all
 * kinds: for an admin's key and for the endpoints that were registered before. None is what a process of the version
 * before registers during an upgrade, since it does not say what its key may read; the owner rotates the secret to have
 * them.
 */
export class WebhookItemKinds1763000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_endpoints ADD COLUMN item_kinds text[]');
    await runner.query(`ALTER TABLE webhook_endpoints ALTER COLUMN item_kinds SET DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_endpoints DROP COLUMN item_kinds');
  }
}
