import { Injectable } from '@nestjs/common';
import type { Companies } from '../company-extraction/companies.js';
import { identified } from '../company-extraction/extraction/company-data.js';
import type { AppLogger } from '../platform/observability/app-logger.js';
import { embedChanged } from './embeddings/embed-subjects.js';
import type { Embedder } from './embeddings/embedder.js';
import { EmbeddingStore } from './embeddings/embedding-store.js';
import type { ProviderChain } from './providers/provider-chain.js';
import { SharedFetch } from './providers/shared-fetch.js';
import { EmployerStore } from './store/employer-store.js';
import { ProfileStore } from './store/profile-store.js';
import { EMPLOYER_MODE } from './pipeline/look-up-employers.js';
import { ProfileLedgers } from './pipeline/profile-ledger.js';
import { type PipelineParts, ProfilePipeline } from './pipeline/profile-pipeline.js';

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

/** The stores that the pipeline reads and writes. */
@Injectable()
export class PipelineStores {
  constructor(
    readonly profiles: ProfileStore,
    readonly employers: EmployerStore,
    readonly embeddings: EmbeddingStore,
    readonly ledgers: ProfileLedgers,
  ) {}
}

/** The pipeline with the services and stores that it works on. */
export const createPipeline = (
  chain: ProviderChain,
  companies: Companies,
  embedder: Embedder,
  stores: PipelineStores,
  log: AppLogger,
): ProfilePipeline =>
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
