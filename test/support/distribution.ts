import 'reflect-metadata';
import { Global, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DistributionModule } from '../../src/batch/notify/distribution.module.js';
import { ChangeBus } from '../../src/batch/notify/change-bus.js';
import { WakeupQueue } from '../../src/batch/notify/wakeup-queue.js';
import { AppConfig } from '../../src/platform/config/config.js';
import { AppLogger, createLogger } from '../../src/platform/observability/app-logger.js';
import { RedisLink } from '../../src/platform/redis/redis-link.js';

/** The drivers of one process, without the rest of the service. */
export interface Distribution {
  readonly queue: WakeupQueue;
  readonly bus: ChangeBus;
  readonly link: RedisLink;
}

const open = new Set<INestApplicationContext>();

/** Closes what a test opened; before its Redis is stopped. */
export async function closeDistributions(): Promise<void> {
  await Promise.all([...open].map((app) => app.close()));
  open.clear();
}

/** Opens the drivers of the mode that the address of Redis asks for. */
export async function openDistribution(redisUrl?: string): Promise<Distribution> {
  const redis = redisUrl === undefined ? {} : { REDIS_URL: redisUrl, DATABASE_URL: 'postgres://127.0.0.1/unused' };
  const config = AppConfig.parse({ LOG_LEVEL: 'silent', ...redis });
  const log = new AppLogger(createLogger(config));

  @Global()
  @Module({
    providers: [
      { provide: AppLogger, useValue: log },
      { provide: RedisLink, useFactory: () => RedisLink.open(config, log) },
    ],
    exports: [AppLogger, RedisLink],
  })
  class Ground {}

  @Module({ imports: [Ground, DistributionModule.with(config)] })
  class Root {}

  const app = await NestFactory.createApplicationContext(Root, { logger: false, abortOnError: false });
  open.add(app);
  return { queue: app.get(WakeupQueue), bus: app.get(ChangeBus), link: app.get(RedisLink) };
}
