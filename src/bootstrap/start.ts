import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SignInTicketStore } from '../accounts/tickets/sign-in-ticket-store.js';
import { createApp } from './application.js';
import { banner } from './banner.js';
import { withPlainFaults } from './database-fault.js';
import { prepare } from './prepare.js';
import { loadFeatures } from './load-features.js';
import { runMain } from './operator-fault.js';
import { type AppConfig, loadConfig, type ProcessRole } from '../platform/config/config.js';
import { type DatabaseMode, databaseMode, DURABILITY } from '../platform/database/data-source.js';
import { AppLogger } from '../platform/observability/app-logger.js';
import { EventLoopStretches } from '../platform/observability/event-loop-stretches.js';
import { announceClose, prepareClose } from '../platform/http/closing-server.js';
import { requireFreePort } from '../platform/egress/require-free-port.js';
import { ProcessHealth } from '../platform/health/process-health.js';

/**
 * Starts the service in this process, in the configured role unless one is passed. An error that the operator can fix
 * is printed as a message, and the process exits with 78.
 */
export const start = (role?: ProcessRole): Promise<void> =>
  runMain(async () => {
    await loadFeatures();
    const config = loadConfig(role);
    // Before anything is built or stored: a start that fails later would have made a key that was never shown.
    await requireFreePort(config);
    await listen(await withPlainFaults(config, () => createApp(config)), config);
  });

async function listen(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  const firstKey = await prepare(app, config);
  stopOnSignals(app, config);
  await app.listen(config.port, config.host);
  app.get(EventLoopStretches).start();
  const { port } = app.getHttpServer().address() as AddressInfo;
  process.stdout.write(
    banner({
      host: config.host,
      port,
      firstKey,
      ticket: config.role === 'worker' ? undefined : await app.get(SignInTicketStore).issue(),
      publicPath: config.publicPath,
      isKeyGiven: config.adminApiKey !== undefined,
      dataDir: config.dataDir,
      durability: DURABILITY[databaseMode(config)],
      role: config.role,
    }),
  );
  app.get(AppLogger).info('process started', {
    role: config.role,
    database: databaseMode(config),
    host: config.host,
    port,
    node: process.version,
    start_ms: Math.round(process.uptime() * 1000),
  });
}

/**
 * Time for which a stopping process still answers requests, in milliseconds, so that load balancers see its readiness
 * change first. 0 for the embedded database, which has no other process to send requests to.
 */
const DRAIN_MS: Record<DatabaseMode, number> = { embedded: 0, postgres: 2000 };

/**
 * Time for which connections stay open after the process has stopped listening although nothing was asked on them, in
 * milliseconds.
 */
const IDLE_MS: Record<DatabaseMode, number> = { embedded: 0, postgres: 1000 };

/** The first signal shuts down gracefully and exits 0; the second one exits at once with 1. */
function stopOnSignals(app: NestFastifyApplication, config: AppConfig): void {
  let isStopping = false;
  const log = app.get(AppLogger);
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) {
      log.warn('process stopped at once by a second signal', { signal });
      process.exit(1);
    }
    isStopping = true;
    const stoppingAt = performance.now();
    log.info('process stopping', { signal, role: config.role });
    setTimeout(() => process.exit(1), 30_000).unref();
    app.get(ProcessHealth).markStopping();
    announceClose(app.getHttpServer());
    const mode = databaseMode(config);
    delay(DRAIN_MS[mode])
      .then(() => {
        prepareClose(app.getHttpServer(), IDLE_MS[mode]);
        return app.close();
      })
      .then(
        () => {
          const stop_ms = Math.round(performance.now() - stoppingAt);
          log.info('process stopped', { signal, role: config.role, stop_ms });
          process.exit(0);
        },
        (error: unknown) => {
          log.error('process stopped after a failed shutdown', { signal, error: String(error) });
          process.stderr.write(`The shutdown failed: ${String(error)}\n`);
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
