import type { KindDeclaration } from '../../batch/model/kind.js';

/** Profiles by their LinkedIn address, with their companies. */
export const PROFILE_INGESTION: KindDeclaration = {
  name: 'profile_ingestion',
  title: 'Profile ingestion',
  scopes: { submit: 'profile:write', read: 'profile:read' },
  publicId: 'uuid',
  maxItems: 10_000,
  background: {
    concurrency: { default: 3, max: 5 },
    timeoutMs: { default: 60_000, max: 60_000 },
    attempts: 3,
  },
};
