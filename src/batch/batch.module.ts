import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { BatchMetrics } from './model/status/batch-metrics.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ActionRunner } from './actions/action-runner.js';
import { ActionSteps } from './actions/action-steps.js';
import { ActionStore } from './actions/action-store.js';
import { BatchActions } from './actions/batch-actions.js';
import { BatchActionsController } from './api/batch-actions.controller.js';
import { AtomicTries } from './engine/atomic-tries.js';
import { ItemTries } from './engine/item-tries.js';
import { BatchControl } from './control/batch-control.js';
import { BatchLog } from './notify/batch-log.js';
import { BatchQueries } from './read/batch-queries.js';
import { BatchReader } from './read/batch-reader.js';
import { BatchRecorder } from './transactional/batch-recorder.js';
import { BatchAppender } from './submit/batch-appender.js';
import { PartStore } from './submit/part-store.js';
import { PartsController } from './api/parts.controller.js';
import { BatchSubmitter } from './submit/batch-submitter.js';
import { Leases } from './engine/leases.js';
import { RetryStore } from './control/retry-store.js';
import { ControlStore } from './control/control-store.js';
import { Engine } from './engine/engine.js';
import { EngineLoad } from './read/engine-load.js';
import { LiveClients } from './live/live-clients.js';
import { LiveFeed } from './live/live-feed.js';
import { LiveQueries } from './live/live-queries.js';
import { LiveSockets } from './live/live-sockets.js';
import { SocketServices } from './live/socket-client.js';
import { BatchExport } from './export/batch-export.js';
import { OriginalExport } from './export/original-export.js';
import { KindColumns } from './export/kind-columns.js';
import { StaleControls } from './control/stale-controls.js';
import { BatchControlController } from './api/batch-control.controller.js';
import { SubmitController } from './api/submit.controller.js';
import { BatchesController } from './api/batches.controller.js';
import { ExportController } from './api/export.controller.js';
import { LiveController } from './api/live.controller.js';
import { FileRetries } from './api/file-retries.js';
import { FileSubmissions } from './api/file-submissions.js';
import { PartFiles } from './api/part-files.js';
import { SlowBodies } from './api/slow-bodies.js';
import { ImportsController } from './api/imports.controller.js';
import { KindsController } from './api/kinds.controller.js';
import { MeController } from './api/me.controller.js';
import { ActiveBatches } from './read/active-batches-queries.js';
import { StatsController } from './api/stats.controller.js';
import { IdempotencyStore } from './submit/idempotency-store.js';
import { FileQueries } from './read/file-queries.js';
import { FileStore } from './submit/file-store.js';
import { ItemQueries } from './read/item-queries.js';
import { FigureStore } from './maintenance/figure-store.js';
import { FigureSums } from './maintenance/figure-sums.js';
import { Retention } from './maintenance/retention.js';
import { RetentionStore } from './maintenance/retention-store.js';
import { ItemSearch } from './search/item-search.js';
import { ItemSearchQueries } from './search/item-search-queries.js';
import { Search } from './search/search.js';
import { SearchItemQueries } from './search/search-item-queries.js';
import { SearchQueries } from './search/search-queries.js';
import { SearchController } from './api/search.controller.js';
import { Stats } from './read/stats.js';
import { CauseQueries } from './read/cause-queries.js';
import { Causes } from './read/causes.js';
import { StatsQueries } from './read/stats-queries.js';
import { Lifecycle } from './notify/lifecycle.js';
import { QueueMetrics } from './read/queue-metrics.js';
import { QueueQueries } from './read/queue-queries.js';
import { ThroughputEstimator } from './read/throughput.js';
import { Reconciler } from './engine/reconciler.js';
import { HandlerRegistry } from './model/handlers/handler-registry.js';
import { Recovery } from './engine/recovery.js';
import { LeaseStore } from './engine/lease-store.js';
import { ExecutionStore } from './engine/execution-store.js';
import { Notifier } from './notify/notifier.js';
import { QueuedItems } from './submit/queued-items-store.js';
import { SubmissionStore } from './submit/submission-store.js';
import { TransactionalInWorker } from './engine/transactional-in-worker.js';
import { TransactionalInRequest } from './transactional/transactional-in-request.js';
import { CommitSteps } from './engine/commit-steps.js';
import { GroupCommit } from './engine/group-commit.js';
import { SpendingReport } from './spending/spending-report.js';
import { SpendingStore } from './spending/spending-store.js';
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
    BatchActionsController,
    PartsController,
    BatchesController,
    BatchControlController,
    ExportController,
    ImportsController,
    KindsController,
    LiveController,
    SearchController,
    MeController,
    StatsController,
    WebhooksController,
  ],
  providers: [
    ActiveBatches,
    ActionRunner,
    ActionSteps,
    ActionStore,
    BatchActions,
    BatchAppender,
    BatchControl,
    StaleControls,
    BatchExport,
    OriginalExport,
    BatchLog,
    BatchMetrics,
    BatchQueries,
    BatchReader,
    BatchRecorder,
    BatchSubmitter,
    CauseQueries,
    Causes,
    Leases,
    ControlStore,
    RetryStore,
    Engine,
    EngineLoad,
    FigureStore,
    FigureSums,
    FileQueries,
    FileStore,
    FileRetries,
    FileSubmissions,
    PartFiles,
    SlowBodies,
    HandlerRegistry,
    IdempotencyStore,
    ItemQueries,
    ItemSearch,
    ItemSearchQueries,
    KindColumns,
    Retention,
    RetentionStore,
    Search,
    SearchItemQueries,
    SearchQueries,
    Stats,
    StatsQueries,
    Lifecycle,
    ThroughputEstimator,
    LiveClients,
    LiveFeed,
    LiveQueries,
    LiveSockets,
    SocketServices,
    Reconciler,
    ExecutionStore,
    LeaseStore,
    Recovery,
    Notifier,
    PartStore,
    QueuedItems,
    QueueMetrics,
    QueueQueries,
    SubmissionStore,
    AtomicTries,
    ItemTries,
    TransactionalInWorker,
    TransactionalInRequest,
    CommitSteps,
    GroupCommit,
    BatchWebhookUrl,
    DeliverySender,
    DeliveryStore,
    SecretBox,
    WebhookDeliverer,
    SpendingReport,
    SpendingStore,
    WebhookOutbox,
    WebhookStore,
    WebhookUrls,
    WebhooksService,
    Worker,
  ],
  exports: [
    ActionRunner,
    BatchControl,
    BatchReader,
    BatchSubmitter,
    Engine,
    EngineLoad,
    FigureSums,
    ItemQueries,
    ThroughputEstimator,
    Notifier,
    StatsQueries,
    TransactionalInRequest,
    SpendingReport,
    SpendingStore,
    WebhookOutbox,
  ],
})
export class BatchModule {}
