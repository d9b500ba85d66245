import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What S1's operations work on: professionals, their services, and orders of them. Users exists already. */
export class Marketplace1763000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(SECURITY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE orders, services, professionals');
  }
}

/** Deleting what is referred to is refused: bulk_delete answers 409 for it. */
const TABLES = `
  CREATE TABLE professionals (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id     bigint NOT NULL UNIQUE REFERENCES users,
    headline    text NOT NULL DEFAULT '',
    is_approved boolean NOT NULL DEFAULT false,
    is_verified boolean NOT NULL DEFAULT false,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT professionals_verified_check CHECK (is_approved OR NOT is_verified)
  );
  CREATE INDEX professionals_created ON professionals (created_at DESC, id DESC);

  CREATE TABLE services (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    professional_id bigint NOT NULL REFERENCES professionals,
    name            text NOT NULL,
    description     text NOT NULL DEFAULT '',
    price           numeric(12, 2) NOT NULL CONSTRAINT services_price_check CHECK (price BETWEEN 0 AND 99999999.99),
    is_active       boolean NOT NULL DEFAULT true,
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX services_professional ON services (professional_id, created_at DESC, id DESC);
  CREATE INDEX services_created ON services (created_at DESC, id DESC);

  CREATE TABLE orders (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    client_id       bigint NOT NULL REFERENCES users,
    professional_id bigint NOT NULL REFERENCES professionals,
    service_id      bigint NOT NULL REFERENCES services,
    status          text NOT NULL DEFAULT 'pending' CONSTRAINT orders_status_check
                      CHECK (status IN ('pending', 'confirmed', 'in_progress', 'completed', 'cancelled')),
    notes           text NOT NULL DEFAULT '',
    price           numeric(12, 2) NOT NULL CONSTRAINT orders_price_check CHECK (price BETWEEN 0 AND 99999999.99),
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
  ) WITH (fillfactor = 80);
  -- No index holds what an update changes, and pages keep room: updates stay on their page (heap-only tuples).
  CREATE INDEX orders_client ON orders (client_id, created_at DESC, id DESC);
  CREATE INDEX orders_professional ON orders (professional_id, created_at DESC, id DESC);
  CREATE INDEX orders_service ON orders (service_id);
  CREATE INDEX orders_created ON orders (created_at DESC, id DESC);
`;

/** A reader sees the orders it is a party of; professionals and services are public. */
const SECURITY = `
  ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
      CREATE POLICY orders_party ON orders FOR SELECT TO batchwright_reader
        USING (client_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      GRANT SELECT ON orders TO batchwright_reader;
    END IF;
  END $$;
`;
