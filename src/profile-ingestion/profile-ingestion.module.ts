import { Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { BatchModule } from '../batch/batch.module.js';
import { CompanyExtractionModule } from '../company-extraction/company-extraction.module.js';
import { Companies } from '../company-extraction/companies.js';
import { identified } from '../company-extraction/extraction/company-data.js';
import { AppConfig } from '../platform/config/config.js';
import { Egress } from '../platform/egress/egress.types.js';
import { AppLogger } from '../platform/observability/app-logger.js';
import { PROFILE_SETTINGS } from './profile-ingestion.settings.js';
import { ArchiveStore } from './store/archive-store.js';
import { BatchWaiter } from './api/batch-waiter.js';
import { EmployerStore } from './store/employer-store.js';
import { ErasureStore } from './store/erasure-store.js';
import { embedChanged } from './embeddings/embed-subjects.js';
import { Embedder } from './embeddings/embedder.js';
import { EmbeddingStore } from './embeddings/embedding-store.js';
import { LocalEmbedder } from './embeddings/local-embedder.js';
import { OpenAiEmbedder } from './embeddings/openai-embedder.js';
import { ProfileAnalyticsController } from './api/profile-analytics.controller.js';
import { ProfileAnalytics } from './api/profile-analytics.js';
import { ProfileAnalyticsQueries } from './store/profile-analytics-queries.js';
import { ProfileIngestionController } from './api/profile-ingestion.controller.js';
import { ProfileIngestionService } from './api/profile-ingestion.service.js';
import { ProfileImport } from './api/profile-import.js';
import { ProfileIngestionHandler } from './kind/profile-ingestion.handler.js';
import { ProfileLedgers } from './pipeline/profile-ledger.js';
import { type PipelineParts, ProfilePipeline } from './pipeline/profile-pipeline.js';
import { ProfileQueries } from './store/profile-queries.js';
import { ProfileReplies } from './api/profile-replies.js';
import { ProfileResultStore } from './store/profile-result-store.js';
import { ProfileStore } from './store/profile-store.js';
import { ProfileSpending } from './api/profile-spending.js';
import { ProfilesController } from './api/profiles.controller.js';
import { CvReader } from './providers/archive/cv-reader.js';
import { ArchiveParser } from './providers/archive/archive-parser.js';
import { EMPLOYER_MODE } from './pipeline/look-up-employers.js';
import { ArchiveProvider } from './providers/archive/archive-provider.js';
import { PdlProvider } from './providers/pdl/pdl-provider.js';
import { orderProviders, ProviderChain } from './providers/provider-chain.js';
import { SharedFetch } from './providers/shared-fetch.js';
import { SearchController } from './search/search.controller.js';
import { SearchWordQueries } from './store/search-word-queries.js';
import { SimilaritySearch } from './search/similarity-search.js';

/**
 * Country for employers without one. Employers of other countries are identified by their website; a name alone is
 * looked up as if no country were given.
 */
const DEFAULT_COUNTRY = 'US';

/** Extracts an employer, with the profile's facts about it as a hint. */
const lookUpWith =
  (companies: Companies): PipelineParts['lookUp'] =>
  async ({ name, ref }, run) => {
    const country = /^[A-Za-z]{2}$/.test(ref.country ?? '') ? (ref.country ?? '').toUpperCase() : DEFAULT_COUNTRY;
    const request = { name, country, language: 'en', hint: ref.domain, mode: EMPLOYER_MODE, minConfidence: 0 } as const;
    const { data, provenance } = await companies.extractOne(request, {
      ...run,
      step: () => undefined,
      warn: () => undefined,
    });
    return identified(data, provenance);
  };

const createChain = (config: AppConfig, egress: Egress, archives: ArchiveStore): ProviderChain =>
  new ProviderChain(
    orderProviders(PROFILE_SETTINGS.of(config).PROFILE_PROVIDERS, [
      new ArchiveProvider((ownerId, slug) => archives.find(ownerId, slug)),
      new PdlProvider(egress, { apiKey: config.pdlApiKey ?? null, baseUrl: config.pdlBaseUrl }),
    ]),
  );

/** The word-based embedder, or the configured embeddings endpoint. */
function createEmbedder(config: AppConfig, egress: Egress): Embedder {
  const settings = PROFILE_SETTINGS.of(config);
  if (settings.EMBEDDINGS_URL === undefined) return new LocalEmbedder();
  return new OpenAiEmbedder(egress, {
    baseUrl: settings.EMBEDDINGS_URL,
    model: settings.EMBEDDINGS_MODEL,
    apiKey: settings.EMBEDDINGS_API_KEY ?? null,
    dimensions: settings.EMBEDDINGS_DIMENSIONS,
  });
}

/** The stores that the pipeline reads and writes. */
@Injectable()
class Stores {
  constructor(
    readonly profiles: ProfileStore,
    readonly employers: EmployerStore,
    readonly embeddings: EmbeddingStore,
    readonly ledgers: ProfileLedgers,
  ) {}
}

const createPipeline = (
  chain: ProviderChain,
  companies: Companies,
  embedder: Embedder,
  stores: Stores,
  log: AppLogger,
) =>
  new ProfilePipeline({
    profiles: new SharedFetch((ref, options, ledger) => chain.fetch(ref, options, ledger)),
    recognise: (ownerId, employers, item) => stores.employers.recognise(ownerId, employers, item),
    lookUp: lookUpWith(companies),
    ledgerOf: (attempt) => stores.ledgers.of(attempt),
    embed: (subjects, signal) => embedChanged(subjects, stores.embeddings, embedder, signal),
    storedAt: (id) => stores.profiles.storedAt(id),
    now: () => new Date(),
    log,
  });

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
    Stores,
    { provide: Embedder, inject: [AppConfig, Egress], useFactory: createEmbedder },
    { provide: ProviderChain, inject: [AppConfig, Egress, ArchiveStore], useFactory: createChain },
    {
      provide: ProfilePipeline,
      inject: [ProviderChain, Companies, Embedder, Stores, AppLogger],
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
