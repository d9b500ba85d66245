import { z } from 'zod';
import { declareSettings } from '../platform/config/feature-settings.js';
import { baseUrl, integer } from '../platform/config/setting-types.js';

/** Providers of profile data: `archive` (LinkedIn data export) and `pdl` (People Data Labs). */
const PROFILE_PROVIDERS = ['archive', 'pdl'] as const;

const profileProviders = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(
    z
      .array(z.enum(PROFILE_PROVIDERS))
      .refine((names) => new Set(names).size === names.length, 'must not contain duplicates'),
  )
  .default([...PROFILE_PROVIDERS]);

/** Settings of profile ingestion and its embeddings; without `EMBEDDINGS_URL` the local embedder compares words. */
export const PROFILE_SETTINGS = declareSettings(
  {
    PROFILE_PROVIDERS: profileProviders.describe(
      'Comma-separated sources of profiles in the order in which they are asked: archive, pdl',
    ),
    PROFILE_WAIT_SECONDS: integer(1, 600, 120).describe(
      'Seconds that POST /api/v1/profiles/batch-enhanced waits for its batch before it answers 202',
    ),
    EMBEDDINGS_URL: baseUrl
      .optional()
      .describe('OpenAI-compatible endpoint up to /embeddings; without it texts are embedded locally, by their words'),
    EMBEDDINGS_MODEL: z
      .string()
      .min(1)
      .max(200)
      .default('text-embedding-3-small')
      .describe('Model that EMBEDDINGS_URL is asked for'),
    EMBEDDINGS_API_KEY: z.string().min(1).max(500).optional().describe('Bearer key of EMBEDDINGS_URL'),
    EMBEDDINGS_DIMENSIONS: integer(8, 4000, 1536).describe('Length of the vectors that EMBEDDINGS_MODEL answers with'),
  },
  { providers: ({ EMBEDDINGS_URL }) => (EMBEDDINGS_URL === undefined ? [] : [EMBEDDINGS_URL]) },
);
