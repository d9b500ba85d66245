import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KEYS } from './accounts.js';
import { type Answer, Client, type RequestOptions } from './client.js';
import { eventually, within } from './eventually.js';
import { offlineSql, type Sql } from './offline-sql.js';
import { DISTRIBUTED } from './distributed-files.cjs';
import { createDatabase, type TestDatabase } from './postgres.js';
import { isThere } from './programs.js';
import { RedisServer } from './redis.js';
import { embeddedTemplate, noteProcess, sharedRun, temporaryDirectory } from './run-directory.js';
import { documentOf, documentOfRun } from './run-document.js';

const MAIN = join(__dirname, '..', '..', 'dist', 'src', 'main.js');

/**
 * In the Jest project `distributed` every service is on PostgreSQL, whatever the file asks for: what callers see is the
 * same.
 */
const IS_DISTRIBUTED = process.env['BATCHWRIGHT_TEST_PLACE'] === 'distributed';
/** There it is an API process and two workers; without Redis on the machine one process does everything. */
const HAS_WORKERS = IS_DISTRIBUTED && isThere('redis-server', 'An API process and two workers on PostgreSQL and Redis');

/** How to start a service; everything has a default. */
export interface ServiceOptions {
  /** `embedded` unless told. */
  readonly on?: 'embedded' | 'postgres';
  /** An existing PostgreSQL database instead of a new copy of the template. */
  readonly databaseUrl?: string;
  /** An existing data directory instead of a new copy of the template; it is kept when the service stops. */
  readonly dataDir?: string;
  /** The main file of another build than the checkout's. */
  readonly main?: string;
  /** Further settings; they win over the defaults of the tests. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A line of the service's log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/**
 * The built service as a child process on a free port, on a copy of a migrated template with the accounts of
 * accounts.ts. Rate limits are off, and no browser analyses a URL, unless a test sets them. Everything is stopped and
 * removed after the test file.
 *
 *   const service = await Service.start({ on: 'postgres' });
 *   const answer = await service.request('POST', '/api/v1/batch-process', { key: KEYS.ana, body: { items: [...] } });
 *   expect(answer.status).toBe(200);
 */
export class Service {
  private stdout = '';
  private stderr = '';
  private readonly forget: () => void;
  private readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** Resolves when the process, or one that works for it, has ended. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  private address = '';
  private client: Client | undefined;

  private constructor(
    private readonly child: ChildProcess,
    readonly dataDir: string,
    /** The database it runs on; undefined when embedded. */
    readonly database: TestDatabase | undefined,
    private readonly options: ServiceOptions,
    /** The processes that work for this one; none unless distributed. They end with it. */
    private readonly workers: readonly Service[],
  ) {
    running.add(this);
    this.forget = child.pid === undefined ? () => undefined : noteProcess(child.pid);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(child, 'close').then(([code, signal]) => {
      running.delete(this);
      this.forget();
      return { code: code as number | null, signal: signal as NodeJS.Signals | null };
    });
    this.exited = Promise.race([this.ended, ...workers.map(({ exited }) => exited)]);
  }

  /** Starts a service and waits until it answers. */
  static async start(options: ServiceOptions = {}): Promise<Service> {
    const service = await Service.launch(options);
    await service.ready();
    return service;
  }

  /** Starts a process without waiting for it: for starts that are to fail, see `exited`. */
  static async launch(options: ServiceOptions = {}): Promise<Service> {
    const isEmbedded =
      !IS_DISTRIBUTED && (options.on ?? 'embedded') === 'embedded' && options.databaseUrl === undefined;
    const dataDir = options.dataDir ?? (isEmbedded ? await copyTemplate() : temporaryDirectory());
    const database = isEmbedded || options.databaseUrl !== undefined ? undefined : await createDatabase();
    const url = options.databaseUrl ?? database?.url;
    const distributed = url === undefined || !HAS_WORKERS ? undefined : await distribute(url, options);
    const env = {
      PATH: process.env['PATH'],
      PORT: '0',
      DATA_DIR: dataDir,
      RATE_LIMIT_PER_MINUTE: '0',
      CONTACT_RATE_LIMIT_PER_MINUTE: '0',
      // A Chrome of this machine would be started for every URL, by tests too that are not about its analysis.
      URL_ANALYSIS_ENGINE: 'http',
      ...(url === undefined ? {} : { DATABASE_URL: url, SECRET_KEY: 'the-secret-key-of-the-tests-0123456789' }),
      ...options.env,
      ...distributed?.env,
    };
    const child = spawn(process.execPath, [options.main ?? MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    return new Service(child, dataDir, database, options, distributed?.workers ?? []);
  }

  /** Another process on the same data directory or database, after this one ended or beside it. */
  async again(env: Readonly<Record<string, string>> = {}): Promise<Service> {
    const service = await this.launchAgain(env);
    await service.ready();
    return service;
  }

  /** The same without waiting for it: for a process that may end before it answers. */
  async launchAgain(env: Readonly<Record<string, string>> = {}): Promise<Service> {
    if ([this, ...this.workers].some(({ isRunning }) => !isRunning)) await this.kill9();
    const databaseUrl = this.options.databaseUrl ?? this.database?.url;
    return Service.launch({
      ...this.options,
      dataDir: this.dataDir,
      env: { ...this.options.env, ...env },
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    });
  }

  /** Waits for the address line. Throws with the log when the process ends instead. */
  async ready(): Promise<void> {
    await eventually('the service prints its address', () => this.printedAddress() !== '' || !this.isRunning, 60_000);
    this.address = this.printedAddress();
    if (this.address === '') throw new Error(`The service ended at its start:\n${this.output}`);
    this.client = new Client(this.address, KEYS.admin, hasOwnDocument(this.options) ? documentOf : documentOfRun);
    await Promise.all(this.workers.map((worker) => worker.ready()));
  }

  private printedAddress(): string {
    return /(?:API|Health)\s+(http:\/\/\S+)\/api\/v1/.exec(this.stdout)?.[1] ?? '';
  }

  /** How many processes run items. */
  get workerCount(): number {
    return Math.max(1, this.workers.length);
  }

  /** This process and those that work for it. */
  get processes(): readonly Service[] {
    return [this, ...this.workers];
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** http://127.0.0.1:PORT */
  get url(): string {
    return this.address;
  }

  /** Sends a request, as the admin unless told, and compares the answer with the OpenAPI document. */
  request(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    if (this.client === undefined) throw new Error('The service is not ready.');
    return this.client.request(method, path, options);
  }

  /** The log so far: the lines that have come whole. */
  get log(): readonly LogLine[] {
    const lines = this.stdout.split('\n').slice(0, -1);
    const own = lines.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as LogLine] : []));
    return [...own, ...this.workers.flatMap(({ log }) => log)];
  }

  /** Everything written to either stream. */
  get output(): string {
    return [this.stdout, this.stderr, ...this.workers.map(({ output }) => output)].join('');
  }

  /** SIGTERM. Throws unless it exits 0 in time. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const [{ code }] = await Promise.all([
      within('the service stops', 35_000, this.ended),
      ...this.workers.map((worker) => worker.stop()),
    ]);
    if (code !== 0) throw new Error(`The service exited ${String(code)}:\n${this.output}`);
  }

  /** SIGKILL, as the out-of-memory killer would. */
  async kill9(): Promise<void> {
    this.child.kill('SIGKILL');
    await Promise.all([this.ended, ...this.workers.map((worker) => worker.kill9())]);
  }

  /** Rows of a statement: at once on PostgreSQL; embedded only when the service has ended. */
  async sql(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    if (this.database !== undefined) return this.database.query(text, values);
    const statement: Sql = { text, values };
    const place =
      this.options.databaseUrl === undefined ? { DATA_DIR: this.dataDir } : { DATABASE_URL: this.options.databaseUrl };
    return (await offlineSql(place, [statement]))[0] ?? [];
  }
}

/** Whether a service's OpenAPI document is another one than that of the services of this run. */
const hasOwnDocument = ({ main, env }: ServiceOptions): boolean =>
  main !== undefined || (env?.['BATCHWRIGHT_MODULES'] ?? '') !== '';

/**
 * The Redis of each database, for as long as the test file runs: a service that starts again finds what it left there.
 */
const redisOf = new Map<string, Promise<RedisServer>>();

/**
 * Two workers and what an API process needs to have them work for it; a process that is told its part is left alone.
 */
async function distribute(
  databaseUrl: string,
  { env }: ServiceOptions,
): Promise<{ readonly env: Readonly<Record<string, string>>; readonly workers: readonly Service[] } | undefined> {
  if (env?.['ROLE'] !== undefined) return undefined;
  const redis = redisOf.get(databaseUrl) ?? RedisServer.start();
  redisOf.set(databaseUrl, redis);
  const place = { REDIS_URL: (await redis).url };
  const worker = (): Promise<Service> => Service.launch({ databaseUrl, env: { ...env, ...place, ROLE: 'worker' } });
  return { env: { ...place, ROLE: 'api' }, workers: await Promise.all([worker(), worker()]) };
}

const running = new Set<Service>();
if (typeof afterAll === 'function')
  afterAll(async () => {
    // Three processes that take leave of their callers take seconds a file; tests that are about the stop do it
    // themselves. Workers are stopped on their own: the API process they work for may have ended before them.
    await Promise.all([...running].map((service) => (HAS_WORKERS ? service.kill9() : service.stop())));
    await Promise.all([...redisOf.values()].map(async (redis) => (await redis).stop()));
  }, 60_000);

const run = promisify(execFile);

/** A data directory of one's own: a copy of the template, so that no test waits for a first start. */
export async function copyTemplate(): Promise<string> {
  const target = join(temporaryDirectory(), 'data');
  await run('cp', ['-R', embeddedTemplate(sharedRun()), target]);
  return target;
}

/**
 * Runs a suite on both databases, for what callers see is the same: on the embedded one, and on PostgreSQL. The latter
 * has one process, or in the files that distributed-files.cjs names an API process and two workers.
 */
export function describeOnDatabases(name: string, define: (on: 'embedded' | 'postgres') => void): void {
  describeOn(name, isDistributedFile() ? ['embedded'] : ['embedded', 'postgres'], define);
}

/** The same, and on PostgreSQL with one process in every file. */
export function describeEverywhere(name: string, define: (on: 'embedded' | 'postgres') => void): void {
  describeOn(name, ['embedded', 'postgres'], define);
}

function describeOn(
  name: string,
  databases: readonly ('embedded' | 'postgres')[],
  define: (on: 'embedded' | 'postgres') => void,
): void {
  if (IS_DISTRIBUTED) describe(`${name} (distributed)`, () => define('postgres'));
  else for (const on of databases) describe(`${name} (${on})`, () => define(on));
}

/** Whether the file that is being read runs in the project `distributed` too. */
function isDistributedFile(): boolean {
  const path = expect.getState().testPath ?? '';
  return DISTRIBUTED.some((name) => path.endsWith(join('test', 'e2e', `${name}.spec.ts`)));
}

/** Removes a directory that a test made. */
export const removeDirectory = (path: string): void => rmSync(path, { recursive: true, force: true });
