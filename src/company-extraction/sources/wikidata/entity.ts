import { z } from 'zod';

/**
 * Wikidata's entity JSON (`wbgetentities`, format version 1) and the rules for reading a statement's value, which were
 * checked against real entities.
 */

/** MediaWiki writes an empty map as an empty list. */
const mapOf = <T extends z.ZodType>(value: T) =>
  z.preprocess((raw) => (Array.isArray(raw) ? {} : raw), z.record(z.string(), value)).optional();

const snak = z.object({
  snaktype: z.string(),
  datavalue: z.object({ value: z.unknown(), type: z.string() }).optional(),
});
const statement = z.object({
  mainsnak: snak,
  rank: z.enum(['preferred', 'normal', 'deprecated']),
  qualifiers: mapOf(z.array(snak)),
});
const text = z.object({ language: z.string(), value: z.string() });

export const entitySchema = z.object({
  id: z.string(),
  labels: mapOf(text),
  descriptions: mapOf(text),
  aliases: mapOf(z.array(text)),
  claims: mapOf(z.array(statement)),
  sitelinks: mapOf(z.object({ site: z.string(), title: z.string() })),
});

export type Entity = z.infer<typeof entitySchema>;
export type Statement = z.infer<typeof statement>;
export type Snak = z.infer<typeof snak>;

/** Properties of entities that are read: a thread brings back no others. */
// prettier-ignore
export const PROPERTIES = [
  'P17', 'P31', 'P112', 'P131', 'P159', 'P169', 'P300', 'P414', 'P452', 'P498', 'P571', 'P576', 'P749', 'P856', 'P968',
  'P1128', 'P1278', 'P1329', 'P1448', 'P1454', 'P2002', 'P2003', 'P2013', 'P2037', 'P2139', 'P2226', 'P2295', 'P2397',
  'P2403', 'P3320', 'P4264', 'P5531',
] as const;
export type Property = (typeof PROPERTIES)[number];

/** Qualifiers of statements that are read. */
export const QUALIFIERS = ['P249', 'P281', 'P580', 'P582', 'P585', 'P6375'] as const;
type Qualifier = (typeof QUALIFIERS)[number];

const itemSchema = z.object({ id: z.string().regex(/^Q\d+$/) });
const timeSchema = z.object({ time: z.string(), precision: z.number() });
const quantitySchema = z.object({ amount: z.string(), unit: z.string() });
const monolingualSchema = z.object({ text: z.string(), language: z.string() });

/** The QID a snak points to. */
export function itemOf(value: Snak | undefined): string | null {
  return itemSchema.safeParse(value?.datavalue?.value).data?.id ?? null;
}

/** A plain string: url, external id, phone number. */
export function stringOf(value: Snak | undefined): string | null {
  const raw = value?.datavalue?.value;
  return typeof raw === 'string' ? raw.trim() || null : null;
}

export function monolingualOf(value: Snak | undefined): { readonly text: string; readonly language: string } | null {
  return monolingualSchema.safeParse(value?.datavalue?.value).data ?? null;
}

/**
 * ISO 8601 date at the known precision: 9 year, 10 month, 11 day. `+1975-00-00T00:00:00Z` is `1975`: month and day may
 * be 00, so this is never a `Date`. Null for a coarser precision and for years BCE.
 */
export function timeOf(value: Snak | undefined): string | null {
  const parsed = timeSchema.safeParse(value?.datavalue?.value).data;
  const parts = parsed === undefined ? null : /^\+(\d{4})-(\d\d)-(\d\d)T/.exec(parsed.time);
  if (parsed === undefined || parts === null) return null;
  const [, year = '', month = '00', day = '00'] = parts;
  if (parsed.precision < 9) return null;
  if (parsed.precision === 9 || month === '00') return year;
  return parsed.precision === 10 || day === '00' ? `${year}-${month}` : `${year}-${month}-${day}`;
}

/** A quantity with its unit: null for the dimensionless `1`, else the QID of the unit. */
export function quantityOf(value: Snak | undefined): { readonly amount: number; readonly unit: string | null } | null {
  const parsed = quantitySchema.safeParse(value?.datavalue?.value).data;
  const amount = Number(parsed?.amount);
  if (parsed === undefined || !Number.isFinite(amount)) return null;
  return { amount, unit: /Q\d+$/.exec(parsed.unit)?.[0] ?? null };
}

export function qualifier(of: Statement, property: Qualifier): Snak | undefined {
  return of.qualifiers?.[property]?.[0];
}

const dateOf = (of: Statement): string => timeOf(qualifier(of, 'P585')) ?? timeOf(qualifier(of, 'P580')) ?? '';

/**
 * Current statements of a property: no deprecated rank, no end time (P582), no unknown or missing value; only the
 * preferred ones if there are any; the newest first by point in time (P585) or start (P580), undated ones last, else in
 * the entity's own order.
 */
export function currentStatements(entity: Entity, property: Property): readonly Statement[] {
  const all = entity.claims?.[property] ?? [];
  const holding = all.filter(
    (one) => one.rank !== 'deprecated' && one.mainsnak.snaktype === 'value' && qualifier(one, 'P582') === undefined,
  );
  const preferred = holding.filter((one) => one.rank === 'preferred');
  const chosen = preferred.length > 0 ? preferred : holding;
  const dated = chosen.map((one) => ({ one, date: dateOf(one) }));
  dated.sort((a, b) => {
    if (a.date === b.date) return 0;
    return a.date < b.date ? 1 : -1;
  });
  return dated.map(({ one }) => one);
}

/** The first current statement of a property. */
export function currentStatement(entity: Entity, property: Property): Statement | undefined {
  return currentStatements(entity, property)[0];
}

/** The QIDs of a property's current statements. */
export function currentItems(entity: Entity, property: Property): readonly string[] {
  return currentStatements(entity, property).flatMap((one) => itemOf(one.mainsnak) ?? []);
}

/** The label in the language, else in English, else `mul` (the language-neutral label). */
export function labelOf(entity: Entity, language: string): string | null {
  return entity.labels?.[language]?.value ?? entity.labels?.en?.value ?? entity.labels?.mul?.value ?? null;
}
