import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Actions on many batches: what was asked for, by whom and why, the batches it is for in their order, and how far it
 * is.
 */
export class BatchActions1763000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(SECURITY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE batch_action_targets, batch_actions');
  }
}

const TABLES = `
  CREATE TABLE batch_actions (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id     uuid NOT NULL UNIQUE,
    owner_id      bigint NOT NULL REFERENCES users,
    -- The rights of this key are asked for again before each batch.
    key_id        text NOT NULL,
    action        text NOT NULL CONSTRAINT batch_actions_action_check
                    CHECK (action IN ('cancel', 'pause', 'resume', 'retry', 'delete', 'priority')),
    -- The new priority of the action with that name.
    priority      text CONSTRAINT batch_actions_priority_check CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    -- As it was sent; null when the batches were named.
    filter        jsonb,
    reason        text,
    status        text NOT NULL DEFAULT 'pending' CONSTRAINT batch_actions_status_check
                    CHECK (status IN ('pending', 'running', 'completed', 'cancelled', 'stopped')),
    -- The first done_count + refused_count of them are behind it.
    matched_count integer NOT NULL,
    done_count    integer NOT NULL DEFAULT 0,
    refused_count integer NOT NULL DEFAULT 0,
    -- {"code", "message"}: why it went no further.
    stop_reason   jsonb,
    lease_owner   uuid,
    lease_until   timestamptz,
    -- Of those that nobody works on, the one that has waited longest comes first.
    waits_since   timestamptz NOT NULL DEFAULT now(),
    created_at    timestamptz NOT NULL DEFAULT now(),
    started_at    timestamptz,
    ended_at      timestamptz,
    CONSTRAINT batch_actions_counts_check CHECK (done_count + refused_count <= matched_count),
    CONSTRAINT batch_actions_end_check CHECK ((status IN ('pending', 'running')) = (ended_at IS NULL))
  );
  CREATE INDEX batch_actions_owner ON batch_actions (owner_id, created_at DESC, id DESC);
  CREATE INDEX batch_actions_created ON batch_actions (created_at DESC, id DESC);
  CREATE INDEX batch_actions_open ON batch_actions (waits_since, id) WHERE status IN ('pending', 'running');
  CREATE INDEX batch_actions_ended ON batch_actions (ended_at) WHERE ended_at IS NOT NULL;

  CREATE TABLE batch_action_targets (
    action_id bigint NOT NULL REFERENCES batch_actions ON DELETE CASCADE,
    nth       integer NOT NULL,
    -- The public id of a batch; there may be none, or none any more.
    batch     text NOT NULL,
    -- Why it was refused; null when it was not.
    code      text,
    message   text,
    PRIMARY KEY (action_id, nth)
  );
  CREATE INDEX batch_action_targets_refused ON batch_action_targets (action_id, nth) WHERE code IS NOT NULL;
`;

/** Owners' rows for a read-only role. */
const SECURITY = `
  ALTER TABLE batch_actions ENABLE ROW LEVEL SECURITY;
  ALTER TABLE batch_action_targets ENABLE ROW LEVEL SECURITY;
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
      CREATE POLICY batch_actions_owner ON batch_actions FOR SELECT TO batchwright_reader
        USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      CREATE POLICY batch_action_targets_owner ON batch_action_targets FOR SELECT TO batchwright_reader
        USING (EXISTS (SELECT FROM batch_actions a WHERE a.id = action_id));
      GRANT SELECT ON batch_actions, batch_action_targets TO batchwright_reader;
    END IF;
  END $$;
`;
