import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { FirstKey } from './accounts/first-key.js';
import { AppModule } from './app.module.js';
import { Retention } from './batch/retention.js';
import { type AppConfig, ConfigError, loadConfig } from './platform/config/config.js';
import { DataDirLockedError, EXIT_LOCKED } from './platform/database/data-dir-lock.js';
import { databaseMode, DURABILITY } from './platform/database/data-source.js';
import { DataDirVersionError } from './platform/database/embedded-database.js';
import { migrate, requireCurrentSchema, SchemaOutdatedError } from './platform/database/schema.js';
import { createHttpAdapter } from './platform/http/adapter.js';
import { createApiDocument, DOCS_PATH, serveApiDocument } from './platform/http/api-document.js';
import { ErrorFilter } from './platform/http/error.filter.js';
import { RouteTable } from './platform/http/route-policy.js';
import { createValidationPipe } from './platform/http/validation.js';
import { AppLogger, createLogger } from './platform/observability/app-logger.js';
import { banner } from './banner.js';

/** Starts the service in this process. A fault that the operator can mend is printed in plain words; the process exits 78. */
export async function start(): Promise<void> {
  try {
    const config = loadConfig();
    const app = await createApp(config);
    await listen(app, config);
  } catch (error) {
    const isOperators = [ConfigError, DataDirLockedError, DataDirVersionError, SchemaOutdatedError].some(
      (known) => error instanceof known,
    );
    process.stderr.write(`${isOperators ? (error as Error).message : String((error as Error).stack)}\n`);
    process.exit(isOperators ? EXIT_LOCKED : 1);
  }
}

/** The application, wired but not listening. */
export async function createApp(config: AppConfig): Promise<NestFastifyApplication> {
  const logger = createLogger(config);
  const routes = new RouteTable([DOCS_PATH]);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, logger, routes),
    createHttpAdapter(config, logger, routes),
    { bodyParser: false, logger: new AppLogger(logger), abortOnError: false },
  );
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ErrorFilter(routes));
  if (config.corsOrigins.length > 0) app.enableCors({ origin: [...config.corsOrigins] });
  serveApiDocument(app, createApiDocument(app));
  return app;
}

async function listen(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  const dataSource = app.get(DataSource);
  if (databaseMode(config) === 'embedded') await migrate(dataSource);
  else await requireCurrentSchema(dataSource);
  const firstKey = await app.get(FirstKey).ensure();
  app.get(Retention).start();
  stopOnSignals(app);
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as AddressInfo;
  process.stdout.write(
    banner({
      host: config.host,
      port,
      firstKey,
      dataDir: config.dataDir,
      durability: DURABILITY[databaseMode(config)],
    }),
  );
}

/** The first signal stops in good order and exits 0; the second one at once, with 1. */
function stopOnSignals(app: NestFastifyApplication): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), 30_000).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`The shutdown failed: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
