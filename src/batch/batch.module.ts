import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { BatchMetrics } from './model/batch-metrics.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AtomicTries } from './engine/atomic-tries.js';
import { BatchControl } from './control/batch-control.js';
import { BatchLog } from './notify/batch-log.js';
import { BatchQueries } from './read/batch-queries.js';
import { BatchReader } from './read/batch-reader.js';
import { BatchRecorder } from './transactional/batch-recorder.js';
import { BatchSubmitter } from './submit/batch-submitter.js';
import { Leases } from './engine/leases.js';
import { ControlStore } from './control/control-store.js';
import { Engine } from './engine/engine.js';
import { EngineLoad } from './read/engine-load.js';
import { LiveClients } from './live/live-clients.js';
import { LiveFeed } from './live/live-feed.js';
import { LiveQueries } from './live/live-queries.js';
import { LiveSockets, LiveSocketSettings } from './live/live-sockets.js';
import { BatchExport } from './export/batch-export.js';
import { KindColumns } from './export/kind-columns.js';
import { BatchControlController } from './api/batch-control.controller.js';
import { SubmitController } from './api/submit.controller.js';
import { BatchesController } from './api/batches.controller.js';
import { ExportController } from './api/export.controller.js';
import { LiveController } from './api/live.controller.js';
import { StatsController } from './api/stats.controller.js';
import { IdempotencyStore } from './submit/idempotency-store.js';
import { ItemQueries } from './read/item-queries.js';
import { Retention } from './maintenance/retention.js';
import { RetentionStore } from './maintenance/retention-store.js';
import { Stats } from './read/stats.js';
import { StatsQueries } from './read/stats-queries.js';
import { Lifecycle } from './notify/lifecycle.js';
import { ThroughputEstimator } from './read/throughput.js';
import { Reconciler } from './engine/reconciler.js';
import { HandlerRegistry } from './model/handler-registry.js';
import { Recovery } from './engine/recovery.js';
import { LeaseStore } from './engine/lease-store.js';
import { ExecutionStore } from './engine/execution-store.js';
import { Notifier } from './notify/notifier.js';
import { QueuedItems } from './submit/queued-items-store.js';
import { SubmissionStore } from './submit/submission-store.js';
import { TransactionalInWorker } from './engine/transactional-in-worker.js';
import { TransactionalInRequest } from './transactional/transactional-in-request.js';
import { GroupCommit } from './engine/group-commit.js';
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
import { Worker } from './engine/worker.js';

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
    Leases,
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
    ThroughputEstimator,
    LiveClients,
    LiveFeed,
    LiveQueries,
    LiveSockets,
    LiveSocketSettings,
    Reconciler,
    ExecutionStore,
    LeaseStore,
    Recovery,
    Notifier,
    QueuedItems,
    SubmissionStore,
    AtomicTries,
    TransactionalInWorker,
    TransactionalInRequest,
    GroupCommit,
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
    ThroughputEstimator,
    Notifier,
    StatsQueries,
    TransactionalInRequest,
  ],
})
export class BatchModule {}
