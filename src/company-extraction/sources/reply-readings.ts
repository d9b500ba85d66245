import { PDL_READINGS } from './people-data-labs/read-pdl-company.js';
import type { Readings } from './replies.js';
import { SEC_READINGS } from './sec/read-sec.js';
import { WIKIDATA_READINGS } from './wikidata/read-wikidata.js';
import { WIKIPEDIA_READINGS } from './wikipedia/read-article.js';

/** How a thread reads the replies of all sources; each is declared by its source. */
export const READINGS = {
  ...PDL_READINGS,
  ...SEC_READINGS,
  ...WIKIDATA_READINGS,
  ...WIKIPEDIA_READINGS,
} satisfies Readings;
