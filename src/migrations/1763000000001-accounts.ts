import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users and their API keys, and the read-only role that row-level security is written for. */
export class Accounts1763000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Managed databases may forbid making roles; the policies then wait for an operator to make it.
      DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
          CREATE ROLE batchwright_reader NOLOGIN;
        END IF;
      EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN NULL;
      END $$;

      CREATE TABLE users (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name       text NOT NULL,
        email      text NOT NULL,
        phone      text,
        role       text NOT NULL CONSTRAINT users_role_check CHECK (role IN ('client', 'professional', 'staff', 'admin')),
        is_active  boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX users_email ON users (lower(email));

      CREATE TABLE api_keys (
        id           text PRIMARY KEY,
        user_id      bigint NOT NULL REFERENCES users ON DELETE CASCADE,
        name         text NOT NULL,
        key_hash     bytea NOT NULL,
        scopes       text[] NOT NULL,
        created_at   timestamptz NOT NULL DEFAULT now(),
        expires_at   timestamptz,
        revoked_at   timestamptz,
        last_used_at timestamptz
      );
      CREATE INDEX api_keys_user_id ON api_keys (user_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // The role stays: it belongs to the cluster, and other databases may use it.
    await runner.query('DROP TABLE api_keys, users');
  }
}
