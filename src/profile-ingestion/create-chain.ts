import type { AppConfig } from '../platform/config/config.js';
import type { Egress } from '../platform/egress/egress.types.js';
import { COMPANY_SETTINGS } from '../company-extraction/company-extraction.settings.js';
import { PROFILE_SETTINGS } from './profile-ingestion.settings.js';
import type { ArchiveStore } from './store/archive-store.js';
import { ArchiveProvider } from './providers/archive/archive-provider.js';
import { PdlProvider } from './providers/pdl/pdl-provider.js';
import { orderProviders, ProviderChain } from './providers/provider-chain.js';

/** The providers of profiles, in the configured order. */
export const createChain = (config: AppConfig, egress: Egress, archives: ArchiveStore): ProviderChain => {
  const account = COMPANY_SETTINGS.of(config);
  return new ProviderChain(
    orderProviders(PROFILE_SETTINGS.of(config).PROFILE_PROVIDERS, [
      new ArchiveProvider((ownerId, slug) => archives.find(ownerId, slug)),
      new PdlProvider(egress, { apiKey: account.PDL_API_KEY ?? null, baseUrl: account.PDL_BASE_URL }),
    ]),
  );
};
