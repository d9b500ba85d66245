import { setImmediate as nextTick } from 'node:timers/promises';
import type { QueryResultRow } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { AppError } from '../errors/app-error.js';
import { isConsequence, isRefusedCommit } from './sqlstate.js';

/**
 * A hot statement, prepared once per connection under its name. `manager.query` costs 8 to 14 % more on the
 * transactional path (measured), so the statements that every request runs go to the connection by name.
 */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

type Query = string | (Statement & { readonly values: readonly unknown[] });

/** A connection of the pool, as far as hot statements need it. */
interface StatementClient {
  /** Whether statements are sent without waiting for earlier replies; false on the embedded database. */
  readonly pipeline: boolean;
  readonly connection: { readonly stream: { cork?(): void; uncork?(): void; destroy(error: Error): void } };
  query(
    query: Query,
  ): Promise<{ readonly rows: unknown[]; readonly rowCount: number | null; readonly command?: string }>;
}

/** Statements that a transaction has sent without waiting for the reply. */
const unanswered = new WeakMap<EntityManager, Promise<unknown>[]>();

/** Runs a named statement on the transaction's own connection. Throws when the transaction has ended. */
export async function run<Row extends QueryResultRow>(
  statement: Statement,
  values: readonly unknown[],
  tx: EntityManager,
): Promise<{ readonly rows: readonly Row[]; readonly count: number }> {
  const client = await clientOf(statement, tx);
  const result = await inOnePacket(client, { name: statement.name, text: statement.text, values });
  return { rows: result.rows as Row[], count: result.rowCount ?? 0 };
}

/**
 * Sends a named statement without waiting for its reply, so that it shares a round trip with the next one. `read`
 * gets the rows before the transaction commits. When the statement fails, later ones fail too (25P02) and the unit
 * of work throws the first cause; `flushStatements` throws it earlier. The embedded database has no round trips to
 * save: there the statement has ended when this resolves.
 */
export async function sendWithoutWaiting<Row extends QueryResultRow>(
  statement: Statement,
  values: readonly unknown[],
  tx: EntityManager,
  read?: (rows: readonly Row[]) => void,
): Promise<void> {
  const client = await clientOf(statement, tx);
  await send(client, { name: statement.name, text: statement.text, values }, tx, read as Reader | undefined);
}

/**
 * Begins a transaction on the runner's connection; on a pipelined one BEGIN travels with the first statement, while
 * TypeORM would wait for its reply. The runner's state is set as its own `startTransaction` sets it.
 */
export async function begin(runner: QueryRunner): Promise<void> {
  const client = (await runner.connect()) as StatementClient;
  Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 });
  await send(client, 'BEGIN', runner.manager);
}

/**
 * Commits the runner's transaction; on a pipelined connection COMMIT travels with the last statement sent.
 * PostgreSQL replies with ROLLBACK when a statement failed before it: then this throws that failure, or an error
 * saying that a caller swallowed it. Throws DATABASE_UNAVAILABLE when it is unknown whether the transaction was
 * stored.
 */
export async function commit(runner: QueryRunner): Promise<void> {
  const client = (await runner.connect()) as StatementClient;
  const answer = inOnePacket(client, 'COMMIT');
  answer.catch(() => undefined);
  let command: string | undefined;
  try {
    await flushStatements(runner.manager);
    ({ command } = await answer);
  } catch (error) {
    throw isRefusedCommit(error) ? error : unconfirmed(error);
  }
  Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
  if (command === 'ROLLBACK')
    throw new SwallowedFailure('A statement of the transaction failed and a caller swallowed the error.');
}

/** PostgreSQL rolled back instead of committing, since a statement had failed that nobody told of. */
export class SwallowedFailure extends Error {}

/** COMMIT was sent, but its reply is missing or inconclusive. As an `AppError` it is never treated as retryable. */
export const unconfirmed = (cause?: unknown): AppError =>
  new AppError(
    'DATABASE_UNAVAILABLE',
    'The database did not confirm that the request was stored; it may have been. Check before you send it again, or send it again with its Idempotency-Key.',
    { retryAfter: 2, cause },
  );

/**
 * Ends a transaction whose work may still be running: nothing that the work sends from now on reaches the database,
 * and nothing of it is stored. The connection is destroyed, so a stuck statement is not waited for. The embedded
 * database has only one connection, which must stay open: there the work's access is cut off, and its transaction
 * rolled back.
 */
export async function abandon(runner: QueryRunner, reason: Error): Promise<void> {
  const client = (await runner.connect()) as StatementClient;
  Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
  if (client.pipeline) {
    client.connection.stream.destroy(reason);
    // The client is notified in a later tick of the event loop; until then the pool would take the connection back
    // as usable.
    await nextTick();
    return;
  }
  Object.assign(runner, { isReleased: true });
  await client.query('ROLLBACK').catch(() => undefined);
  // No await may come between: the runner rejects the work's statements until it is released, and again from then
  // on.
  Object.assign(runner, { isReleased: false });
  await runner.release();
}

/** Waits for the statements sent without waiting. Throws the first failure, once. */
export async function flushStatements(tx: EntityManager): Promise<void> {
  const answers = unanswered.get(tx) ?? [];
  unanswered.delete(tx);
  const failure = (await Promise.allSettled(answers)).find(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected') throw failure.reason;
}

/**
 * Returns why a transaction failed: the first failure of a statement sent without waiting, of which `error` may only be
 * the consequence, or else `error`.
 */
export const firstCause = (error: unknown, tx: EntityManager): Promise<unknown> =>
  flushStatements(tx).then(
    () => error,
    (cause: unknown) => (isConsequence(cause) ? error : cause),
  );

/** Whether statements of the transaction may be sent together; the embedded database takes one after the other. */
export const isPipelined = async ({ queryRunner }: EntityManager): Promise<boolean> =>
  ((await queryRunner?.connect()) as StatementClient | undefined)?.pipeline === true;

async function clientOf({ name }: Statement, { queryRunner }: EntityManager): Promise<StatementClient> {
  if (queryRunner === undefined || !queryRunner.isTransactionActive)
    throw new Error(`Statement ${name} ran outside a transaction.`);
  return (await queryRunner.connect()) as StatementClient;
}

type Reader = (rows: readonly unknown[]) => void;

async function send(client: StatementClient, query: Query, tx: EntityManager, read?: Reader): Promise<void> {
  if (!client.pipeline) {
    const { rows } = await client.query(query);
    read?.(rows);
    return;
  }
  const sent = inOnePacket(client, query);
  const answer = read === undefined ? sent : sent.then(({ rows }) => read(rows));
  // Failures are reported by `flushStatements` or `commit`; until then the rejection must not count as unhandled.
  answer.catch(() => undefined);
  const answers = unanswered.get(tx);
  if (answers === undefined) unanswered.set(tx, [answer]);
  else answers.push(answer);
}

/**
 * Statements sent in one tick of the event loop go out in one packet; the system call is most of the cost of a
 * small statement.
 */
function inOnePacket(client: StatementClient, query: Query): ReturnType<StatementClient['query']> {
  if (!client.pipeline) return client.query(query);
  const { stream } = client.connection;
  stream.cork?.();
  process.nextTick(() => stream.uncork?.());
  return client.query(query);
}
