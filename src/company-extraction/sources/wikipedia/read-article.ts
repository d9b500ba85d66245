import { z } from 'zod';
import { type Reading, readReply } from '../../../platform/providers/read-reply.js';
import type { Fact } from '../../facts/fact.js';
import type { Readings } from '../replies.js';
import { shortText } from '../short-text.js';
import { factsOfInfobox } from './infobox-facts.js';
import { readInfobox } from './read-infobox.js';

const replySchema = z.object({
  query: z.object({
    pages: z.record(
      z.string(),
      z.object({
        title: shortText,
        revisions: z.array(z.object({ slots: z.object({ main: z.object({ '*': z.string() }) }) })).optional(),
        pageprops: z.object({ wikibase_item: shortText.optional() }).optional(),
      }),
    ),
  }),
});

/** The reply holds one page with one text. */
const MAX_VALUES = 10_000;

interface Article {
  readonly title: string;
  /** The Wikidata entity of the article; null when it has none. */
  readonly item: string | null;
  /** Facts of its infobox. */
  readonly facts: readonly Fact[];
}

/** The article in a reply; null when there is none, or none with an infobox. */
function readArticle(body: Uint8Array, { language }: { readonly language: string }): Reading<Article | null> {
  const reading = readReply(body, replySchema, MAX_VALUES);
  if (!('value' in reading)) return reading;
  const page = Object.values(reading.value.query.pages)[0];
  const wikitext = page?.revisions?.[0]?.slots.main['*'];
  const infobox = wikitext === undefined ? null : readInfobox(wikitext);
  if (page === undefined || infobox === null) return { value: null };
  const pageUrl = `https://${language}.wikipedia.org/wiki/${encodeURIComponent(page.title.replaceAll(' ', '_'))}`;
  const item = page.pageprops?.wikibase_item ?? null;
  return { value: { title: page.title, item, facts: factsOfInfobox(infobox, pageUrl) } };
}

/** How a thread reads the replies of Wikipedia. */
export const WIKIPEDIA_READINGS = { wikipediaArticle: readArticle } satisfies Readings;
