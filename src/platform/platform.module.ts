import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { AppConfig } from './config/config.js';
import { createDataSource, loadedEntities } from './database/data-source.js';
import { EmbeddedVacuum } from './database/embedded-vacuum.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { RouteTable } from './http/route-policy.js';
import { EgressModule } from './egress/egress.module.js';
import { AnswerStore } from './llm/answer-store.js';
import { ChatModel } from './llm/chat-model.js';
import { AppLogger } from './observability/app-logger.js';
import { EventLoopStretches } from './observability/event-loop-stretches.js';
import { Metrics } from './health/metrics.js';
import { RedisLink } from './redis/redis-link.js';
import { ProcessHealth } from './health/process-health.js';

/** The base of all other modules: configuration, database, transactions, log. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: AppConfig, logger: Logger, routes: RouteTable): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        EgressModule,
        TypeOrmModule.forRootAsync({
          // A failed start must report at once: a second attempt would only find the data directory locked by the
          // first.
          useFactory: () => ({ type: 'postgres', retryAttempts: 0 }),
          dataSourceFactory: async () => (await createDataSource(config, loadedEntities())).initialize(),
        }),
      ],
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: AppLogger, useValue: new AppLogger(logger) },
        { provide: RouteTable, useValue: routes },
        {
          provide: RedisLink,
          useFactory: (log: AppLogger) => RedisLink.open(config, log),
          inject: [AppLogger],
        },
        AnswerStore,
        ChatModel,
        EmbeddedVacuum,
        EventLoopStretches,
        Metrics,
        UnitOfWork,
        ProcessHealth,
      ],
      exports: [
        AnswerStore,
        AppConfig,
        AppLogger,
        ChatModel,
        EmbeddedVacuum,
        EventLoopStretches,
        Metrics,
        RedisLink,
        RouteTable,
        UnitOfWork,
        ProcessHealth,
      ],
    };
  }
}
