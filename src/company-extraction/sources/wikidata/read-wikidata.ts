import { z } from 'zod';
import { checkReply, parseReply, type Reading } from '../../../platform/providers/read-reply.js';
import type { Readings } from '../replies.js';
import { MAX_TEXT } from '../short-text.js';
import {
  currentStatements,
  type Entity,
  entitySchema,
  labelOf,
  PROPERTIES,
  QUALIFIERS,
  type Snak,
  type Statement,
} from './entity.js';

/** MediaWiki reports errors with status 200. */
export type OrFault<T> = T | { readonly fault: string };

/** A large country has some 200,000, and several may be asked for at once. */
const MAX_VALUES = 500_000;
/** Statements of one property, and aliases of one language, that are brought back. */
const MAX_STATEMENTS = 20;
const MAX_ALIASES = 60;
/** Editions that are brought back: as many as count for the popularity. */
const MAX_EDITIONS = 60;

const faultSchema = z.object({ error: z.object({ code: z.string() }) });
const searchSchema = z.object({ search: z.array(z.object({ id: z.string() })) });
/** MediaWiki writes an empty map as an empty list. */
const entitiesSchema = z.object({ entities: z.union([z.record(z.string(), z.unknown()), z.array(z.never())]) });
const missingSchema = z.object({ missing: z.string() });

interface EntitiesWanted {
  readonly ids: readonly string[];
  /** Languages of labels, descriptions and aliases. */
  readonly languages: readonly string[];
}

/** The QIDs that a search found, best first. */
function readSearch(body: Uint8Array, { limit }: { readonly limit: number }): Reading<OrFault<readonly string[]>> {
  const reading = read(body, searchSchema);
  if (!('value' in reading) || 'fault' in reading.value) return reading as Reading<{ readonly fault: string }>;
  const ids = reading.value.search.map((hit) => hit.id).filter((id) => /^Q\d{1,20}$/.test(id));
  return { value: ids.slice(0, limit) };
}

/** The entities asked for, in that order, reduced to what is read of them; missing ones are omitted. */
export function readEntities(body: Uint8Array, wanted: EntitiesWanted): Reading<OrFault<readonly Entity[]>> {
  const reading = read(body, entitiesSchema);
  if (!('value' in reading) || 'fault' in reading.value) return reading as Reading<{ readonly fault: string }>;
  const entities = new Map(Object.entries(reading.value.entities));
  const found: Entity[] = [];
  for (const id of wanted.ids) {
    const entity = entities.get(id);
    if (entity === undefined || missingSchema.safeParse(entity).success) continue;
    const checked = checkReply(entity, entitySchema);
    if (!('value' in checked)) return checked;
    found.push(reduced(checked.value, wanted.languages));
  }
  return { value: found };
}

/** The labels of the entities asked for in the first of the languages, as `labelOf` finds them; null without one. */
function readLabels(body: Uint8Array, wanted: EntitiesWanted): Reading<OrFault<ReadonlyMap<string, string | null>>> {
  const reading = readEntities(body, wanted);
  if (!('value' in reading) || 'fault' in reading.value) return reading as Reading<{ readonly fault: string }>;
  const language = wanted.languages[0] ?? 'en';
  return { value: new Map(reading.value.map((entity) => [entity.id, labelOf(entity, language)])) };
}

/** The parsed reply, or the code of the error it reports. */
function read<T>(body: Uint8Array, schema: z.ZodType<T>): Reading<OrFault<T>> {
  const json = parseReply(body, MAX_VALUES);
  const fault = faultSchema.safeParse(json).data?.error.code;
  return fault === undefined ? checkReply(json, schema) : { value: { fault: fault.slice(0, 40) } };
}

/** An entity with what is read of it: `currentStatements`, `labelOf` and the like give the same as for the whole. */
function reduced(entity: Entity, languages: readonly string[]): Entity {
  const { labels = {}, descriptions = {}, aliases = {}, sitelinks = {} } = entity;
  const named = languages.map((language) => `${language}wiki`);
  const editions = [...new Set([...named, ...Object.keys(sitelinks)])].filter((site) => Object.hasOwn(sitelinks, site));
  return {
    id: entity.id.slice(0, MAX_TEXT),
    labels: picked(labels, languages, shortened),
    descriptions: picked(descriptions, languages, shortened),
    aliases: picked(aliases, languages, (names) => names.slice(0, MAX_ALIASES).map(shortened)),
    claims: picked(entity.claims ?? {}, PROPERTIES, (all, property) => {
      const current = currentStatements(entity, property).slice(0, MAX_STATEMENTS);
      // That a property was stated at all says something, too.
      return (current.length > 0 ? current : all.slice(0, 1)).map(reducedStatement);
    }),
    sitelinks: picked(sitelinks, editions.slice(0, MAX_EDITIONS), ({ site, title }) => ({
      site: site.slice(0, MAX_TEXT),
      title: title.slice(0, MAX_TEXT),
    })),
  };
}

function picked<K extends string, T, U>(
  map: Readonly<Record<string, T>>,
  keys: readonly K[],
  reduce: (value: T, key: K) => U,
): Record<string, U> {
  const found = new Map<string, U>();
  for (const key of keys) {
    const value = Object.hasOwn(map, key) ? map[key] : undefined;
    if (value !== undefined) found.set(key, reduce(value, key));
  }
  return Object.fromEntries(found);
}

const shortened = ({ language, value }: { readonly language: string; readonly value: string }) => ({
  language: language.slice(0, MAX_TEXT),
  value: value.slice(0, MAX_TEXT),
});

const reducedStatement = ({ mainsnak, rank, qualifiers }: Statement): Statement => ({
  mainsnak: reducedSnak(mainsnak),
  rank,
  qualifiers: picked(qualifiers ?? {}, QUALIFIERS, (snaks) => snaks.slice(0, 1).map(reducedSnak)),
});

const reducedSnak = ({ snaktype, datavalue }: Snak): Snak => ({
  snaktype: snaktype.slice(0, MAX_TEXT),
  ...(datavalue === undefined
    ? {}
    : { datavalue: { type: datavalue.type.slice(0, MAX_TEXT), value: reducedValue(datavalue.value) } }),
});

/** What is read of a value: a text, or these parts of a time, a quantity, an item or a text with its language. */
const valueSchema = z.object({
  id: z.string().optional(),
  time: z.string().optional(),
  precision: z.number().optional(),
  amount: z.string().optional(),
  unit: z.string().optional(),
  text: z.string().optional(),
  language: z.string().optional(),
});

function reducedValue(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT);
  const parts = Object.entries(valueSchema.safeParse(value).data ?? {});
  return Object.fromEntries(
    parts.map(([key, part]) => [key, typeof part === 'string' ? part.slice(0, MAX_TEXT) : part]),
  );
}

/** How a thread reads the replies of Wikidata. */
export const WIKIDATA_READINGS = {
  wikidataEntities: readEntities,
  wikidataLabels: readLabels,
  wikidataSearch: readSearch,
} satisfies Readings;
