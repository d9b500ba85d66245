import type { Reading } from '../../platform/providers/read-reply.js';
import { readPdlCompanies, readPdlCompany } from './people-data-labs/read-pdl-company.js';
import { readFigures, readSubmission, readTickers } from './sec/read-sec.js';
import { readEntities, readLabels, readSearch } from './wikidata/read-wikidata.js';
import { readArticle } from './wikipedia/read-article.js';

/**
 * How a thread reads the replies of sources. Each takes a body and what else it needs, and brings back little, however
 * large the body is.
 */
export const READINGS = {
  pdlCompanies: readPdlCompanies,
  pdlCompany: readPdlCompany,
  secFigures: readFigures,
  secSubmission: readSubmission,
  secTickers: readTickers,
  wikidataEntities: readEntities,
  wikidataLabels: readLabels,
  wikidataSearch: readSearch,
  wikipediaArticle: readArticle,
} satisfies Readonly<Record<string, (body: Uint8Array, options: never) => Reading<unknown>>>;

type Readings = typeof READINGS;
export type ReadingName = keyof Readings;
/** What a reading takes besides the body: its options, or nothing. */
export type OptionsOf<K extends ReadingName> = Parameters<Readings[K]> extends [Uint8Array, ...infer O] ? O : never;
export type ValueOf<K extends ReadingName> = Extract<ReturnType<Readings[K]>, { readonly value: unknown }>['value'];
