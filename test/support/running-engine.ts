import type { INestApplicationContext } from '@nestjs/common';
import { BatchControl } from '../../src/batch/control/batch-control.js';
import { StaleControls } from '../../src/batch/control/stale-controls.js';
import { BatchSubmitter } from '../../src/batch/submit/batch-submitter.js';
import type { Submission, TransactionalResult } from '../../src/batch/model/items/submission.js';
import { TransactionalInRequest } from '../../src/batch/transactional/transactional-in-request.js';
import { type TransactionalInput, TransactionalProbe } from './transactional-probe.js';
import { Engine } from '../../src/batch/engine/engine.js';
import { HandlerRegistry, isBackground } from '../../src/batch/model/handlers/handler-registry.js';
import { Worker } from '../../src/batch/engine/worker.js';
import { AppConfig } from '../../src/platform/config/config.js';
import { openEngine, type ProbeInput } from './probe-host.js';
import { temporaryDirectory } from './run-directory.js';

/** The whole engine with the probe feature at work in the test's own process. Stopped after the test file. */
export class RunningEngine {
  private constructor(private readonly app: INestApplicationContext) {
    running.add(this);
  }

  /** Starts one over a database at an address, with a lease of 3 seconds unless told. */
  static async start(databaseUrl: string, env: Readonly<Record<string, string>> = {}): Promise<RunningEngine> {
    const engine = await RunningEngine.open(databaseUrl, env);
    await engine.app.get(Engine).start(true);
    return engine;
  }

  /** One that submits and controls batches and works on none. */
  static async open(databaseUrl: string, env: Readonly<Record<string, string>> = {}): Promise<RunningEngine> {
    const config = AppConfig.parse({
      DATABASE_URL: databaseUrl,
      DATA_DIR: temporaryDirectory(),
      SECRET_KEY: 'the-secret-key-of-the-tests-0123456789',
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
      LEASE_SECONDS: '3',
      ...env,
    });
    return new RunningEngine(await openEngine(config));
  }

  async submit(items: readonly ProbeInput[], maxConcurrent = 20): Promise<number> {
    const handler = this.app.get(HandlerRegistry).get('url_analysis');
    if (!isBackground(handler)) throw new Error('The probe is a background kind.');
    return (await this.app.get(BatchSubmitter).submit(handler, submissionOf(items), { maxConcurrent })).batchId;
  }

  /** Stores items of the transactional probe for a worker. */
  async submitTransactional(items: readonly TransactionalInput[]): Promise<number> {
    return (await this.app.get(BatchSubmitter).submit(this.transactional, submissionOf(items))).batchId;
  }

  /** Applies them as a request does, and answers their outcomes. */
  async request(items: readonly TransactionalInput[]): Promise<object> {
    const render = (result: TransactionalResult<TransactionalInput, object>) => ({
      status: 200,
      body: result.items.map(({ outcome }) => outcome),
    });
    return (await this.app.get(TransactionalInRequest).submit(this.transactional, submissionOf(items), render)).body;
  }

  private get transactional(): TransactionalProbe {
    return this.app.get(TransactionalProbe, { strict: false });
  }

  get control(): BatchControl {
    return this.app.get(BatchControl);
  }

  /** Takes up controls that nobody works on, once. */
  finishControls(): Promise<void> {
    return this.app.get(StaleControls).finish(() => false);
  }

  /** Identity of its worker, as leases name it. */
  get worker(): string {
    return this.app.get(Worker).id;
  }

  /** Items and batches it has at the moment, as it believes. */
  get load(): { readonly items: number; readonly batches: number } {
    return this.app.get(Worker).load;
  }

  async stop(): Promise<void> {
    if (running.delete(this)) await this.app.close();
  }
}

const ACTOR = {
  userId: 1,
  role: 'admin',
  keyId: 'probe',
  limitKeyId: 'probe',
  scopes: new Set(['admin'] as const),
} as const;

const submissionOf = <Input extends object>(items: readonly Input[]): Submission<Input, object> => ({
  actor: ACTOR,
  items: items.map((input) => ({ input })),
  options: {},
  validateOnly: false,
});

const running = new Set<RunningEngine>();
if (typeof afterAll === 'function') afterAll(() => Promise.all([...running].map((engine) => engine.stop())));
