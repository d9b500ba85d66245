import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions of the console, and the one-time tickets by which the link of the start banner signs in. */
export class Sessions1763000000046 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sessions (
        session_hash bytea PRIMARY KEY,
        key_id       text NOT NULL REFERENCES api_keys ON DELETE CASCADE,
        created_at   timestamptz NOT NULL DEFAULT now(),
        expires_at   timestamptz NOT NULL
      );
      CREATE INDEX sessions_expires ON sessions (expires_at);
      CREATE INDEX sessions_key ON sessions (key_id, created_at);
      ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;

      CREATE TABLE sign_in_tickets (
        ticket_hash bytea PRIMARY KEY,
        key_id      text NOT NULL REFERENCES api_keys ON DELETE CASCADE,
        expires_at  timestamptz NOT NULL
      );
      CREATE INDEX sign_in_tickets_expires ON sign_in_tickets (expires_at);
      ALTER TABLE sign_in_tickets ENABLE ROW LEVEL SECURITY;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sign_in_tickets, sessions');
  }
}
