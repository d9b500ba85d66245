import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { BatchMetrics } from './batch-metrics.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AtomicTries } from './atomic-tries.js';
import { BatchControl } from './batch-control.js';
import { BatchLog } from './batch-log.js';
import { BatchQueries } from './batch-queries.js';
import { BatchReader } from './batch-reader.js';
import { BatchRecorder } from './batch-recorder.js';
import { BatchSubmitter } from './batch-submitter.js';
import { Claims } from './claims.js';
import { ControlStore } from './control-store.js';
import { Engine } from './engine.js';
import { EngineLoad } from './engine-load.js';
import { LiveClients } from './events/live-clients.js';
import { LiveFeed } from './events/live-feed.js';
import { LiveQueries } from './events/live-queries.js';
import { LiveSockets, LiveSocketSettings } from './events/live-sockets.js';
import { BatchExport } from './export/batch-export.js';
import { KindColumns } from './export/kind-columns.js';
import { BatchControlController } from './http/batch-control.controller.js';
import { SubmitController } from './http/submit.controller.js';
import { BatchesController } from './http/batches.controller.js';
import { ExportController } from './http/export.controller.js';
import { LiveController } from './http/live.controller.js';
import { StatsController } from './http/stats.controller.js';
import { IdempotencyStore } from './idempotency-store.js';
import { ItemQueries } from './item-queries.js';
import { Retention } from './retention.js';
import { RetentionStore } from './retention-store.js';
import { Stats } from './stats.js';
import { StatsQueries } from './stats-queries.js';
import { Lifecycle } from './lifecycle.js';
import { Paces } from './pace.js';
import { Reconciler } from './reconciler.js';
import { HandlerRegistry } from './registry.js';
import { Recovery } from './recovery.js';
import { LeaseStore } from './lease-store.js';
import { RunStore } from './run-store.js';
import { Signals } from './signals.js';
import { SubmissionStore } from './submission-store.js';
import { TransactionalRun } from './transactional-run.js';
import { TransactionalRunner } from './transactional-runner.js';
import { Turn } from './turn.js';
import { BatchWebhookUrl } from './webhooks/batch-webhook-url.js';
import { DeliverySender } from './webhooks/send-delivery.js';
import { DeliveryStore } from './webhooks/delivery-store.js';
import { SecretBox } from './webhooks/secret-box.js';
import { WebhookDeliverer } from './webhooks/webhook-deliverer.js';
import { WebhookOutbox } from './webhooks/webhook-outbox.js';
import { WebhookStore } from './webhooks/webhook-store.js';
import { WebhookUrls } from './webhooks/webhook-urls.js';
import { WebhooksService } from './webhooks/webhooks.service.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { Worker } from './worker.js';

/** The shared module: it carries every item to exactly one recorded outcome, and knows no kind by name. */
@Module({
  imports: [AccountsModule, DiscoveryModule],
  controllers: [
    SubmitController,
    BatchesController,
    BatchControlController,
    ExportController,
    LiveController,
    StatsController,
    WebhooksController,
  ],
  providers: [
    BatchControl,
    BatchExport,
    BatchLog,
    BatchMetrics,
    BatchQueries,
    BatchReader,
    BatchRecorder,
    BatchSubmitter,
    Claims,
    ControlStore,
    Engine,
    EngineLoad,
    HandlerRegistry,
    IdempotencyStore,
    ItemQueries,
    KindColumns,
    Retention,
    RetentionStore,
    Stats,
    StatsQueries,
    Lifecycle,
    Paces,
    LiveClients,
    LiveFeed,
    LiveQueries,
    LiveSockets,
    LiveSocketSettings,
    Reconciler,
    RunStore,
    LeaseStore,
    Recovery,
    Signals,
    SubmissionStore,
    AtomicTries,
    TransactionalRun,
    TransactionalRunner,
    Turn,
    BatchWebhookUrl,
    DeliverySender,
    DeliveryStore,
    SecretBox,
    WebhookDeliverer,
    WebhookOutbox,
    WebhookStore,
    WebhookUrls,
    WebhooksService,
    Worker,
  ],
  exports: [
    BatchControl,
    BatchReader,
    BatchSubmitter,
    Engine,
    EngineLoad,
    ItemQueries,
    Paces,
    Signals,
    StatsQueries,
    TransactionalRunner,
  ],
})
export class BatchModule {}
