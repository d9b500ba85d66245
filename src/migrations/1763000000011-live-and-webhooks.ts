import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One-time tickets for live connections, webhook endpoints and their deliveries. */
export class LiveAndWebhooks1763000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE webhook_deliveries, webhook_endpoints, live_tickets');
  }
}

const TABLES = `
  CREATE TABLE live_tickets (
    ticket_hash bytea PRIMARY KEY,
    key_id      text NOT NULL REFERENCES api_keys ON DELETE CASCADE,
    expires_at  timestamptz NOT NULL
  );
  CREATE INDEX live_tickets_expires ON live_tickets (expires_at);
  ALTER TABLE live_tickets ENABLE ROW LEVEL SECURITY;

  CREATE TABLE webhook_endpoints (
    id                      uuid PRIMARY KEY,
    owner_id                bigint NOT NULL REFERENCES users,
    -- Null: the owner's endpoint for the webhook_url that batches bring along; it holds their secret.
    url                     text,
    events                  text[] NOT NULL,
    description             text,
    -- Encrypted: the table alone gives no signature away.
    secret                  bytea NOT NULL,
    previous_secret         bytea,
    previous_secret_until   timestamptz,
    disabled_at             timestamptz,
    disabled_reason         text,
    created_at              timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX webhook_endpoints_owner ON webhook_endpoints (owner_id, created_at DESC, id DESC);
  CREATE UNIQUE INDEX webhook_endpoints_batch_url ON webhook_endpoints (owner_id) WHERE url IS NULL;

  CREATE TABLE webhook_deliveries (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The webhook-id of every attempt.
    message_id       uuid NOT NULL UNIQUE,
    endpoint_id      uuid NOT NULL REFERENCES webhook_endpoints ON DELETE CASCADE,
    owner_id         bigint NOT NULL REFERENCES users,
    batch_id         bigint REFERENCES batches ON DELETE CASCADE,
    -- The batch's own webhook_url; null: the endpoint's.
    url              text,
    event            text NOT NULL,
    payload          jsonb NOT NULL,
    status           text NOT NULL DEFAULT 'pending' CONSTRAINT webhook_deliveries_status_check
                       CHECK (status IN ('pending', 'delivered', 'failed', 'cancelled')),
    -- Attempts of the present round, and how often somebody asked for another round.
    attempts         integer NOT NULL DEFAULT 0,
    redeliveries     integer NOT NULL DEFAULT 0,
    next_attempt_at  timestamptz NOT NULL DEFAULT now(),
    -- What came of the last attempt.
    response_status  integer,
    error_code       text,
    last_attempt_at  timestamptz,
    delivered_at     timestamptz,
    created_at       timestamptz NOT NULL DEFAULT now()
  );
  -- The deliverer looks at what is due only, however long the history.
  CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at) WHERE status = 'pending';
  CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (endpoint_id, id DESC);
  CREATE INDEX webhook_deliveries_batch ON webhook_deliveries (batch_id);
  CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at);
  -- News that nobody was told yet are replaced by newer ones of the same batch.
  CREATE UNIQUE INDEX webhook_deliveries_untold ON webhook_deliveries (endpoint_id, batch_id, event)
    WHERE status = 'pending' AND attempts = 0 AND redeliveries = 0 AND event IN ('batch.progress', 'batch.items_failed');

  ALTER TABLE webhook_endpoints ENABLE ROW LEVEL SECURITY;
  ALTER TABLE webhook_deliveries ENABLE ROW LEVEL SECURITY;
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
      CREATE POLICY webhook_endpoints_owner ON webhook_endpoints FOR SELECT TO batchwright_reader
        USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      CREATE POLICY webhook_deliveries_owner ON webhook_deliveries FOR SELECT TO batchwright_reader
        USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      -- Secrets, encrypted as they are, are for the service alone.
      GRANT SELECT (id, owner_id, url, events, description, disabled_at, disabled_reason, created_at)
        ON webhook_endpoints TO batchwright_reader;
      GRANT SELECT ON webhook_deliveries TO batchwright_reader;
    END IF;
  END $$;
`;
