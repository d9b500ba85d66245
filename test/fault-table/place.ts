import type { Sql } from '../support/offline-sql.js';
import type { Balancer } from './balancer.js';
import type { PageSite } from './page-site.js';

/** A running service, on one process or on several. */
export interface Place {
  readonly name: string;
  readonly balancer: Balancer;
  readonly pages: PageSite;
  /** Orders that batches may change. */
  readonly orders: readonly number[];
  /** Rows of each statement, out of the database itself. The embedded one is stopped and started again for it. */
  read(statements: readonly Sql[]): Promise<Record<string, unknown>[][]>;
  /**
   * Rows of one statement while the service runs; undefined where only the service can query, or no process can now.
   */
  peek(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[] | undefined>;
  /** Has every process of the place run and answer again. */
  restore(): Promise<void>;
  stop(): Promise<void>;
}

/** Short enough for a short run, and long enough for a process that gets a tenth of a processor. */
export const LEASE_SECONDS = Number(process.env['FAULTS_LEASE_SECONDS'] ?? 10);
/** Settings of every process: no limits but those under test. */
export const SETTINGS: Readonly<Record<string, string>> = {
  LEASE_SECONDS: `${LEASE_SECONDS}`,
  LOG_LEVEL: 'warn',
  MAX_ACTIVE_BATCHES: '100000',
  SECRET_KEY: 'the-secret-key-of-the-tests-0123456789',
};

/** Statements that an empty place begins with: orders, and a record of what was terminal and did not stay so. */
export const PREPARED: readonly Sql[] = [
  {
    text: `
      WITH person AS (INSERT INTO users (name, email, role) VALUES ('Faults', 'faults@example.com', 'professional') RETURNING id),
           professional AS (INSERT INTO professionals (user_id, is_approved) SELECT id, true FROM person RETURNING id),
           service AS (INSERT INTO services (professional_id, name, price) SELECT id, 'Faults', 10 FROM professional
                       RETURNING id, professional_id)
      INSERT INTO orders (client_id, professional_id, service_id, price)
      SELECT person.id, service.professional_id, service.id, 10 FROM person, service, generate_series(1, 100)`,
  },
  { text: 'CREATE TABLE reopened_items (batch_id bigint, index integer, was text, became text)' },
  {
    text: `CREATE FUNCTION note_reopened_item() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN INSERT INTO reopened_items VALUES (OLD.batch_id, OLD.index, OLD.status, NEW.status); RETURN NULL; END $$`,
  },
  {
    text: `CREATE TRIGGER note_reopened_item AFTER UPDATE ON batch_items FOR EACH ROW
           WHEN (OLD.status IN ('succeeded', 'failed', 'cancelled') AND NEW.status <> OLD.status)
           EXECUTE FUNCTION note_reopened_item()`,
  },
];

export const ORDER_IDS: Sql = { text: 'SELECT id FROM orders ORDER BY id' };
