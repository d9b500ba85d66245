import type { AppConfig } from '../../platform/config/config.js';
import type { Egress } from '../../platform/egress/egress.types.js';
import { PROFILE_SETTINGS } from '../profile-ingestion.settings.js';
import type { Embedder } from './embedder.js';
import { LocalEmbedder } from './local-embedder.js';
import { OpenAiEmbedder } from './openai-embedder.js';

/** The word-based embedder, or the configured embeddings endpoint. */
export function createEmbedder(config: AppConfig, egress: Egress): Embedder {
  const settings = PROFILE_SETTINGS.of(config);
  if (settings.EMBEDDINGS_URL === undefined) return new LocalEmbedder();
  return new OpenAiEmbedder(egress, {
    baseUrl: settings.EMBEDDINGS_URL,
    model: settings.EMBEDDINGS_MODEL,
    apiKey: settings.EMBEDDINGS_API_KEY ?? null,
    dimensions: settings.EMBEDDINGS_DIMENSIONS,
  });
}
