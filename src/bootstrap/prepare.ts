import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { FirstKey } from '../accounts/keys/first-key.js';
import { Engine } from '../batch/engine/engine.js';
import { registerKinds } from '../batch/maintenance/kind-store.js';
import { FigureSums } from '../batch/maintenance/figure-sums.js';
import { Retention } from '../batch/maintenance/retention.js';
import { HandlerRegistry } from '../batch/model/handlers/handler-registry.js';
import { ActionRunner } from '../batch/actions/action-runner.js';
import type { AppConfig } from '../platform/config/config.js';
import { databaseMode } from '../platform/database/data-source.js';
import { EmbeddedVacuum } from '../platform/database/embedded-vacuum.js';
import { migrate, requireCurrentSchema } from '../platform/database/schema.js';
import { requireFitServer } from '../platform/database/server-checks.js';
import { armCrashPoint } from '../platform/fault/crash-point.js';

/**
 * Makes an application that was created ready to listen: checks that it fits together, brings its database up to date
 * and starts what runs beside requests. Returns the first key if it was made now.
 */
export async function prepare(app: NestFastifyApplication, config: AppConfig): Promise<string | undefined> {
  app.get(HandlerRegistry, { strict: false }).requireComplete();
  const dataSource = app.get(DataSource);
  await requireFitServer(dataSource, config);
  armCrashPoint(config.crashAt);
  if (databaseMode(config) === 'embedded') await migrate(dataSource);
  else await requireCurrentSchema(dataSource);
  await registerKinds(dataSource);
  const firstKey = await app.get(FirstKey).ensure();
  app.get(Retention).start();
  app.get(FigureSums).start();
  app.get(EmbeddedVacuum).start();
  app.get(ActionRunner).start();
  await app.get(Engine).start(config.role !== 'api');
  return firstKey;
}
