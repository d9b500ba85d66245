import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { BatchModule } from '../batch/batch.module.js';
import { CompanyExtractionModule } from '../company-extraction/company-extraction.module.js';
import { Companies } from '../company-extraction/companies.js';
import { AppConfig } from '../platform/config/config.js';
import { Egress } from '../platform/egress/egress.types.js';
import { AppLogger } from '../platform/observability/app-logger.js';
import { ArchiveStore } from './store/archive-store.js';
import { BatchWaiter } from './api/batch-waiter.js';
import { EmployerStore } from './store/employer-store.js';
import { ErasureStore } from './store/erasure-store.js';
import { Embedder } from './embeddings/embedder.js';
import { EmbeddingStore } from './embeddings/embedding-store.js';
import { ProfileAnalyticsController } from './api/profile-analytics.controller.js';
import { ProfileAnalytics } from './api/profile-analytics.js';
import { ProfileAnalyticsQueries } from './store/profile-analytics-queries.js';
import { ProfileIngestionController } from './api/profile-ingestion.controller.js';
import { ProfileIngestionService } from './api/profile-ingestion.service.js';
import { ProfileImport } from './api/profile-import.js';
import { ProfileIngestionHandler } from './kind/profile-ingestion.handler.js';
import { ProfileLedgers } from './pipeline/profile-ledger.js';
import { ProfilePipeline } from './pipeline/profile-pipeline.js';
import { ProfileQueries } from './store/profile-queries.js';
import { ProfileReplies } from './api/profile-replies.js';
import { ProfileResultStore } from './store/profile-result-store.js';
import { ProfileStore } from './store/profile-store.js';
import { ProfileSpending } from './api/profile-spending.js';
import { ProfilesController } from './api/profiles.controller.js';
import { CvReader } from './providers/archive/cv-reader.js';
import { ArchiveParser } from './providers/archive/archive-parser.js';
import { ProviderChain } from './providers/provider-chain.js';
import { SearchController } from './search/search.controller.js';
import { SearchWordQueries } from './store/search-word-queries.js';
import { SimilaritySearch } from './search/similarity-search.js';
import { createEmbedder } from './embeddings/create-embedder.js';
import { createPipeline, PipelineStores } from './create-pipeline.js';
import { createChain } from './create-chain.js';

/** Profile ingestion: the profiles API, its batch kind, providers, embeddings and similarity search. */
@Module({
  imports: [AccountsModule, BatchModule, CompanyExtractionModule],
  // Literal paths before `profiles/:id`.
  controllers: [ProfileIngestionController, ProfileAnalyticsController, SearchController, ProfilesController],
  providers: [
    ArchiveParser,
    CvReader,
    ArchiveStore,
    BatchWaiter,
    EmbeddingStore,
    EmployerStore,
    ErasureStore,
    ProfileAnalytics,
    ProfileAnalyticsQueries,
    ProfileIngestionService,
    ProfileImport,
    ProfileIngestionHandler,
    ProfileLedgers,
    ProfileQueries,
    ProfileReplies,
    ProfileResultStore,
    ProfileSpending,
    ProfileStore,
    SearchWordQueries,
    SimilaritySearch,
    PipelineStores,
    { provide: Embedder, inject: [AppConfig, Egress], useFactory: createEmbedder },
    { provide: ProviderChain, inject: [AppConfig, Egress, ArchiveStore], useFactory: createChain },
    {
      provide: ProfilePipeline,
      inject: [ProviderChain, Companies, Embedder, PipelineStores, AppLogger],
      useFactory: createPipeline,
    },
  ],
})
export class ProfileIngestionModule implements OnApplicationBootstrap {
  constructor(private readonly embeddings: EmbeddingStore) {}

  /** Creates the index of a new model before the first search. */
  onApplicationBootstrap(): Promise<void> {
    return this.embeddings.ensureIndex();
  }
}
