import type { EmbeddedSubject, EmbeddingSubject } from '../pipeline/profile-pipeline.js';
import type { Embedder } from './embedder.js';
import type { EmbeddingStore } from './embedding-store.js';

/** Embeds the subjects whose text differs from the text of their stored vector. */
export async function embedChanged(
  subjects: readonly EmbeddingSubject[],
  store: EmbeddingStore,
  embedder: Embedder,
  signal: AbortSignal,
): Promise<readonly EmbeddedSubject[]> {
  const idsOf = (type: EmbeddingSubject['subjectType']): readonly string[] =>
    subjects.filter(({ subjectType }) => subjectType === type).map(({ subjectId }) => subjectId);
  const stored = {
    profile: await store.hashes('profile', idsOf('profile')),
    company: await store.hashes('company', idsOf('company')),
  };
  const changed = subjects.filter(({ subjectType, subjectId, hash }) => stored[subjectType].get(subjectId) !== hash);
  const vectors = await embedder.embed(
    changed.map(({ text }) => text),
    signal,
  );
  return changed.flatMap((subject, at) => {
    const vector = vectors[at];
    return vector === undefined ? [] : [{ ...subject, vector }];
  });
}
