import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { type INestApplication, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { BatchControl } from '../../src/batch/control/batch-control.js';
import { BatchSubmitter } from '../../src/batch/submit/batch-submitter.js';
import { BatchModule } from '../../src/batch/batch.module.js';
import { DistributionModule } from '../../src/batch/notify/distribution.module.js';
import { Engine } from '../../src/batch/engine/engine.js';
import { type Attempt, BackgroundHandler } from '../../src/batch/model/handlers/handler.js';
import type { EndedItem } from '../../src/batch/model/items/item.js';
import type { Kind } from '../../src/batch/model/kinds/kind.js';
import { WakeupQueue } from '../../src/batch/notify/wakeup-queue.js';
import { type AppConfig, loadConfig } from '../../src/platform/config/config.js';
import { armCrashPoint } from '../../src/platform/fault/crash-point.js';
import { bigintColumn, booleanColumn, integerColumn, textColumn } from '../../src/platform/database/columns.js';
import { run, type Statement } from '../../src/platform/database/statement.js';
import { createHttpAdapter } from '../../src/platform/http/adapter.js';
import { AppError, type ErrorCode } from '../../src/platform/errors/app-error.js';
import { RouteTable } from '../../src/platform/http/route-policy.js';
import { createLogger } from '../../src/platform/observability/app-logger.js';
import { type TransactionalInput, TransactionalProbe } from './transactional-probe.js';
import { PlatformModule } from '../../src/platform/platform.module.js';

/** What an item does when it runs. */
export interface ProbeInput {
  /** Fails with the code. */
  readonly fail?: ErrorCode;
  /** Takes so long (milliseconds), and stops when told. */
  readonly sleep?: number;
  /** Waits before until the file exists, and stops when told. */
  readonly until?: string;
  /** Takes so long whatever it is told. */
  readonly sleepDespiteAbort?: number;
  /** Kills its process. */
  readonly crash?: true;
  /** Its result cannot be stored. */
  readonly refuse?: true;
}

/** Limits of a batch that differ from those of the probe. */
export interface ProbeLimits {
  readonly maxConcurrent: number;
  readonly timeoutMs?: number;
}

/** A command on standard input, one JSON value a line; answered with `{n, batchId}` on standard output. */
export type ProbeCommand = { readonly n: number } & (
  | { readonly do: 'submit'; readonly items: readonly ProbeInput[]; readonly limits: ProbeLimits }
  | { readonly do: 'submit transactional'; readonly items: readonly TransactionalInput[] }
  | { readonly do: 'arm'; readonly point: string }
  | { readonly do: 'pause' | 'resume' | 'cancel' | 'retry' | 'delete'; readonly batchId: number }
);

/** Pause before an item looks again whether the file that it waits for exists. */
const GATE_POLL_MS = 20;

const SAVE: Statement = {
  name: 'save_probe_effects',
  text: 'INSERT INTO probe_effects SELECT * FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::boolean[])',
};

/** A background kind whose items do what their input says; every stored result leaves a row in `probe_effects`. */
@Injectable()
class ProbeHandler extends BackgroundHandler<ProbeInput, object, { readonly done: true }> {
  readonly kind: Kind<ProbeInput, object> = {
    name: 'url_analysis',
    publicId: 'uuid',
    maxItems: 10_000,
    checkItem: (raw) => ({ value: raw as ProbeInput }),
    checkOptions: () => ({ value: {} }),
    title: 'Probe',
    schema: { item: {}, options: {} },
    scopes: { submit: 'url:write', read: 'url:read' },
    background: { concurrency: { default: 20, max: 1000 }, timeoutMs: { default: 1500, max: 60_000 }, attempts: 3 },
    exportColumns: [],
  };

  async run(input: ProbeInput, attempt: Attempt<object>): Promise<{ readonly done: true }> {
    if (input.crash === true) process.kill(process.pid, 'SIGKILL');
    while (input.until !== undefined && !existsSync(input.until))
      await delay(GATE_POLL_MS, undefined, { signal: attempt.signal });
    if (input.sleep !== undefined) await delay(input.sleep, undefined, { signal: attempt.signal });
    if (input.sleepDespiteAbort !== undefined) await delay(input.sleepDespiteAbort);
    if (input.fail !== undefined) throw new AppError(input.fail);
    return { done: true };
  }

  async save(ended: readonly EndedItem<ProbeInput, { readonly done: true }>[], tx: EntityManager): Promise<void> {
    await run(
      SAVE,
      [
        bigintColumn(ended.map(({ batchId }) => batchId)),
        integerColumn(ended.map(({ index }) => index)),
        textColumn(ended.map(({ outcome }) => outcome.status)),
        booleanColumn(ended.map(({ input }) => input.refuse === true)),
      ],
      tx,
    );
  }
}

@Module({ imports: [BatchModule], providers: [ProbeHandler, TransactionalProbe] })
class ProbeModule {}

/** The engine with the probes as its only kinds, and nothing started. */
export async function openEngine(config: AppConfig): Promise<INestApplication> {
  const logger = createLogger(config);
  const routes = new RouteTable([]);

  @Module({
    imports: [
      PlatformModule.with(config, logger, routes),
      DistributionModule.with(config),
      AccountsModule,
      ProbeModule,
    ],
  })
  class Root {}

  const app = await NestFactory.create(Root, createHttpAdapter(config, logger, routes), {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  return app.init();
}

/** How often every wake-up is sent; 0 drops them all. */
const WAKE_UPS = Number(process.env['PROBE_WAKE_UPS'] ?? 1);

/** What a process with the probe does; see run-probe.cjs. */
export async function main(): Promise<void> {
  const config = loadConfig();
  const app = await openEngine(config);
  const queue = app.get(WakeupQueue);
  const wakeUp = queue.wakeUp.bind(queue);
  queue.wakeUp = (batchId, delayMs) => {
    for (let time = 0; time < WAKE_UPS; time += 1) wakeUp(batchId, delayMs);
  };
  armCrashPoint(config.crashAt);
  await app.get(Engine).start(config.role !== 'api');
  process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
  const submitter = app.get(BatchSubmitter);
  const control = app.get(BatchControl);
  const handler = app.get(ProbeHandler, { strict: false });
  const obey = async (command: ProbeCommand): Promise<number> => {
    const actor = {
      userId: 1,
      role: 'admin',
      keyId: 'probe',
      limitKeyId: 'probe',
      scopes: new Set(['admin'] as const),
    } as const;
    if (command.do === 'submit transactional') {
      const inputs = command.items.map((input) => ({ input }));
      const submission = { actor, items: inputs, options: {}, validateOnly: false };
      return (await submitter.submit(app.get(TransactionalProbe, { strict: false }), submission)).batchId;
    }
    if (command.do === 'arm') {
      armCrashPoint(command.point);
      return 0;
    }
    if (command.do === 'retry') await control.retry(command.batchId, {}, actor);
    else if (command.do !== 'submit') await control[command.do](command.batchId);
    if (command.do !== 'submit') return command.batchId;
    const items = command.items.map((input) => ({ input }));
    const submission = { actor, items, options: {}, validateOnly: false };
    return (await submitter.submit(handler, submission, command.limits)).batchId;
  };
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const command = JSON.parse(line) as ProbeCommand;
    const tell = (answer: object): boolean => process.stdout.write(`${JSON.stringify({ n: command.n, ...answer })}\n`);
    obey(command).then(
      (batchId) => tell({ batchId }),
      (error: unknown) => tell({ error: String(error) }),
    );
  }
}
