import { randomUUID } from 'node:crypto';
import { type AccountName, userId } from './accounts.js';
import { offlineSql, type Sql } from './offline-sql.js';
import { createDatabase } from './postgres.js';
import { copyTemplate, Service } from './service.js';

/** A paused batch of contacts, as somebody left it: tests resume, change or cancel it when they want something to happen. */
export interface WaitingBatch {
  readonly id: string;
  readonly owner: AccountName;
}

export const newWaitingBatch = (owner: AccountName): WaitingBatch => ({ id: randomUUID(), owner });

/** The statements that make the batch, with so many contacts. */
export function insertWaitingBatch({ id, owner }: WaitingBatch, items: number, webhookUrl: string | null = null): Sql {
  return {
    text: `WITH b AS (
             INSERT INTO batches (public_id, kind, owner_id, name, status, options, webhook_url)
             VALUES ($1, 'contact_analysis', $2, $3, 'paused', '{"strict":false}', $5) RETURNING id)
           INSERT INTO batch_items (batch_id, index, input)
           SELECT b.id, n, json_build_object('id', $1 || '-' || n, 'data', json_build_object('note', 'n'), 'priority', 5)
             FROM b, generate_series(0, $4::integer - 1) n`,
    values: [id, userId(owner), 'two\nlines\n\nevent: admin', items, webhookUrl],
  };
}

/** A service that finds the rows of the statements when it starts. */
export async function startWith(
  on: 'embedded' | 'postgres',
  statements: readonly Sql[],
  env: Readonly<Record<string, string>> = {},
): Promise<Service> {
  if (on === 'embedded') {
    const dataDir = await copyTemplate();
    await offlineSql({ DATA_DIR: dataDir }, statements);
    return Service.start({ dataDir, env });
  }
  const database = await createDatabase();
  for (const { text, values } of statements) await database.query(text, values ?? []);
  return Service.start({
    databaseUrl: database.url,
    env: { SECRET_KEY: 'the-secret-key-of-the-tests-0123456789', ...env },
  });
}
