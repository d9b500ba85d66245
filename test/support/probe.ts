import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { eventually } from './eventually.js';
import { createDatabase, type TestDatabase } from './postgres.js';
import type { ProbeInput, ProbeLimits } from './probe-host.js';
import type { TransactionalInput } from './transactional-probe.js';
import { noteProcess, temporaryDirectory } from './run-directory.js';

const ROOT = join(__dirname, '..', '..');
/** The probe's program, made when the first is started. */
let bundled: Promise<unknown> | undefined;

/**
 * A process of the built service with the engine and the probe feature; see probe-host.ts. Killed after the test file.
 */
export class Probe {
  private readonly answers = new Map<
    number,
    (answer: { readonly batchId?: number; readonly error?: string }) => void
  >();
  private asked = 0;
  private isReady = false;
  private output = '';
  readonly exited: Promise<NodeJS.Signals | number | null>;

  private constructor(private readonly child: ChildProcess) {
    running.add(this);
    const forget = child.pid === undefined ? () => undefined : noteProcess(child.pid);
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', (line) => this.read(line));
    child.stdin?.on('error', () => undefined);
    this.exited = once(child, 'close').then(([code, signal]) => {
      forget();
      running.delete(this);
      for (const answer of this.answers.values()) answer({ error: 'the process died' });
      return (signal ?? code) as NodeJS.Signals | number | null;
    });
  }

  /** Starts one on the database and waits until it works. */
  static async start(database: TestDatabase, env: Readonly<Record<string, string>> = {}): Promise<Probe> {
    await (bundled ??= promisify(execFile)(process.execPath, [join(__dirname, 'bundle-probe.mjs')]));
    const child = spawn(process.execPath, [join(__dirname, 'run-probe.cjs')], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: database.url,
        DATA_DIR: temporaryDirectory(),
        SECRET_KEY: 'the-secret-key-of-the-tests-0123456789',
        LEASE_SECONDS: '3',
        LOG_LEVEL: 'error',
        ...env,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const probe = new Probe(child);
    await eventually('the probe is ready', () => probe.isReady || child.exitCode !== null, 60_000);
    if (!probe.isReady) throw new Error(`The probe ended at its start:\n${probe.output}`);
    return probe;
  }

  /** The id of the batch, once the submission was acknowledged; undefined when the process died before. */
  submit(
    items: readonly ProbeInput[],
    maxConcurrent = 20,
    limits: Omit<ProbeLimits, 'maxConcurrent'> = {},
  ): Promise<number | undefined> {
    return this.ask({ do: 'submit', items, limits: { ...limits, maxConcurrent } });
  }

  /** The same for items of the transactional probe. */
  submitTransactional(items: readonly TransactionalInput[]): Promise<number | undefined> {
    return this.ask({ do: 'submit transactional', items });
  }

  async control(what: 'pause' | 'resume' | 'cancel' | 'retry' | 'delete', batchId: number): Promise<boolean> {
    return (await this.ask({ do: what, batchId })) !== undefined;
  }

  /** Lets it die when it reaches the point next, as CRASH_AT does from its start. */
  async arm(point: string): Promise<void> {
    await this.ask({ do: 'arm', point });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async stop(signal: NodeJS.Signals): Promise<NodeJS.Signals | number | null> {
    this.child.kill(signal);
    return this.exited;
  }

  private async ask(command: object): Promise<number | undefined> {
    this.asked += 1;
    const n = this.asked;
    const answered = new Promise<{ readonly batchId?: number; readonly error?: string }>((resolve) =>
      this.answers.set(n, resolve),
    );
    this.child.stdin?.write(`${JSON.stringify({ n, ...command })}\n`);
    const answer = await Promise.race([answered, this.exited.then(() => ({}))]);
    return 'batchId' in answer ? answer.batchId : undefined;
  }

  private read(line: string): void {
    if (line === 'ready') this.isReady = true;
    if (!line.startsWith('{"n"')) return void (this.output += `${line}\n`);
    const { n, ...answer } = JSON.parse(line) as { n: number; batchId?: number; error?: string };
    this.answers.get(n)?.(answer);
    this.answers.delete(n);
  }
}

const running = new Set<Probe>();
if (typeof afterAll === 'function') afterAll(() => Promise.all([...running].map((probe) => probe.stop('SIGKILL'))));

/** A file that items wait `until` it exists: the test lets them go. They may wait as long as an item may take. */
export class Gate {
  readonly file = join(temporaryDirectory(), 'open');

  open(): void {
    writeFileSync(this.file, '');
  }
}

/** A migrated database where the probe's results leave their rows; nothing keeps a result from being stored twice. */
export async function probeDatabase(): Promise<TestDatabase> {
  const database = await createDatabase();
  await database.query(
    `CREATE TABLE probe_effects (batch_id bigint, index integer, status text, refused boolean CHECK (NOT refused))`,
  );
  return database;
}

const TERMINAL = `('completed', 'partial', 'failed', 'cancelled')`;

/** Checks what is promised by plain SQL over a database, never by the product's own code. */
export class ResultChecker {
  private readonly faults: string[] = [];
  /** How often it has looked. */
  samples = 0;
  private watching = true;
  private readonly watched: Promise<void>;

  private constructor(private readonly database: TestDatabase) {
    this.watched = this.watch();
  }

  /** Compares counters and rows from now on, ten times a second. */
  static watch(database: TestDatabase): ResultChecker {
    return new ResultChecker(database);
  }

  /** Waits until every batch has ended, then looks at everything; answers what is broken. */
  async violations(acknowledged: ReadonlyMap<number, number>, deadlineMs = 60_000): Promise<readonly string[]> {
    await eventually(
      'every batch ends',
      async () => (await this.rows(`SELECT id FROM batches WHERE status NOT IN ${TERMINAL}`)).length === 0,
      deadlineMs,
    );
    this.watching = false;
    await this.watched;
    await this.compare();
    for (const [id, count] of acknowledged) {
      const [found] = await this.rows(`SELECT count(*)::int AS n FROM batch_items WHERE batch_id = $1`, [id]);
      if (found?.['n'] !== count)
        this.faults.push(`batch ${id} was acknowledged with ${count} items: ${String(found?.['n'])}`);
    }
    await this.expectNone(
      'an item of an ended batch has not ended',
      `SELECT b.id, i.index, i.status FROM batches b JOIN batch_items i ON i.batch_id = b.id
        WHERE i.status NOT IN ('succeeded', 'failed', 'cancelled')`,
    );
    await this.expectNone(
      'a result was not stored exactly once',
      `SELECT i.batch_id, i.index, i.status, i.error ->> 'code' AS code, count(e.*) AS effects FROM batch_items i
         LEFT JOIN probe_effects e ON e.batch_id = i.batch_id AND e.index = i.index AND e.status = i.status
        WHERE i.error ->> 'code' IS DISTINCT FROM 'SAVE_FAILED'
        GROUP BY i.batch_id, i.index, i.status, code HAVING count(e.*) <> CASE WHEN i.status = 'cancelled' THEN 0 ELSE 1 END`,
    );
    await this.expectNone(
      'an item ended after the cancel',
      `SELECT i.batch_id, i.index FROM batch_items i JOIN batch_events e ON e.batch_id = i.batch_id AND e.type = 'cancelled'
        WHERE i.status IN ('succeeded', 'failed') AND i.ended_at > e.created_at`,
    );
    return this.faults;
  }

  private async watch(): Promise<void> {
    while (this.watching) {
      await this.compare();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private async compare(): Promise<void> {
    this.samples += 1;
    await this.expectNone(
      'more items run than the batch allows',
      `SELECT b.id, b.running_count, l.running, b.max_concurrent FROM batches b
        CROSS JOIN LATERAL (SELECT coalesce(sum(cardinality(running)), 0) AS running FROM batch_leases WHERE batch_id = b.id) l
        WHERE greatest(b.running_count, l.running) > b.max_concurrent`,
    );
    await this.expectNone(
      'the items that run are not those of the leases',
      `SELECT b.id, b.workers, l.leases, l.running FROM batches b
        CROSS JOIN LATERAL (SELECT count(*) AS leases, ARRAY(SELECT unnest(running) FROM batch_leases WHERE batch_id = b.id ORDER BY 1) AS running
                              FROM batch_leases WHERE batch_id = b.id) l
        WHERE b.status <> 'cancelled'
          AND (b.workers <> l.leases
               OR l.running <> ARRAY(SELECT index FROM batch_items WHERE batch_id = b.id AND status = 'running' ORDER BY 1))`,
    );
    await this.expectNone(
      'counters and rows differ',
      `SELECT b.id, b.status FROM batches b LEFT JOIN LATERAL (
         SELECT count(*) AS total, count(*) FILTER (WHERE status = 'pending') AS pending,
                count(*) FILTER (WHERE status = 'running') AS running, count(*) FILTER (WHERE status = 'succeeded') AS succeeded,
                count(*) FILTER (WHERE status = 'failed') AS failed, count(*) FILTER (WHERE status = 'cancelled') AS cancelled
           FROM batch_items WHERE batch_id = b.id) i ON true
        WHERE (b.total_count, b.pending_count, b.running_count, b.succeeded_count, b.failed_count, b.cancelled_count)
              <> (i.total, i.pending, i.running, i.succeeded, i.failed, i.cancelled)`,
    );
  }

  private async expectNone(fault: string, text: string): Promise<void> {
    const rows = await this.rows(text);
    if (rows.length > 0) this.faults.push(`${fault}: ${JSON.stringify(rows.slice(0, 5))}`);
  }

  private rows(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return this.database.query(text, values);
  }
}
