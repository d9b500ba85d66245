import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AnswerCache } from '../../platform/cache/bounded-cache.js';
import type { WordWeight } from '../embeddings/embedder.js';
import { wordsOf } from '../embeddings/local-embedder.js';
import type { SubjectType } from '../embeddings/embedding-store.js';

/** Maximum texts of one owner that are counted; how rare a word is does not need them all. */
const SAMPLE = 2_000;
/** Fewer texts say nothing about words. */
const LEAST_SAMPLE = 20;
/** For how long in milliseconds a count is used, and how many are kept: each may take a few megabytes. */
const FRESH_MS = 60_000;
const MAX_COUNTS = 20;
/** Weight of a word that no text has: such words cannot find anything, but parts of them may. */
const UNKNOWN_WEIGHT = 0.6;

/** What is embedded of each subject, in short. */
const TEXTS: Readonly<Record<SubjectType, string>> = {
  profile: `SELECT concat_ws(' ', position, data->>'headline') AS text FROM profiles WHERE owner_id = $1 ORDER BY created_at DESC, id DESC LIMIT ${SAMPLE}`,
  company: `SELECT concat_ws(' ', name, facts->>'industry', left(facts->>'description', 300)) AS text
              FROM employers WHERE owner_id = $1 ORDER BY created_at DESC, id DESC LIMIT ${SAMPLE}`,
};

/** How rare words are among the texts that an owner can search. */
@Injectable()
export class SearchWordQueries {
  private readonly counted = new AnswerCache<WordWeight | null>({ max: MAX_COUNTS, ttlMs: FRESH_MS });

  constructor(private readonly dataSource: DataSource) {}

  /** Weight of each word of a query, 0 to 1; null while there are too few texts to tell. */
  async weights(ownerId: number, subjectType: SubjectType): Promise<WordWeight | null> {
    const key = `${subjectType} ${ownerId}`;
    const weight = await this.counted.read(key, () => this.count(ownerId, subjectType));
    if (weight === null) this.counted.delete(key);
    return weight;
  }

  private async count(ownerId: number, subjectType: SubjectType): Promise<WordWeight | null> {
    const rows: { readonly text: string }[] = await this.dataSource.query(TEXTS[subjectType], [ownerId]);
    return rows.length < LEAST_SAMPLE ? null : rarityIn(rows.map(({ text }) => text));
  }
}

/** Inverse document frequency, scaled so that a word of one text has weight 1. */
export function rarityIn(texts: readonly string[]): WordWeight {
  const frequency = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(wordsOf(text))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const most = Math.log(texts.length + 1);
  return (word) => {
    const count = frequency.get(word);
    return count === undefined ? UNKNOWN_WEIGHT : Math.min(1, Math.log((texts.length + 1) / (count + 0.5)) / most);
  };
}
