/**
 * One thing described in a page's markup; JSON-LD, microdata, RDFa and microformats are all converted to this. Type and
 * property names are schema.org's, without prefix.
 */
export interface Item {
  readonly types: readonly string[];
  readonly id: string | null;
  readonly syntax: Syntax;
  readonly properties: ReadonlyMap<string, readonly ItemValue[]>;
}

export type ItemValue = string | Item;

export type Syntax = 'json-ld' | 'microdata' | 'rdfa' | 'microformats';

/** Maximum items per page, values per property, characters per value, and depth of nesting. */
export const ITEM_LIMITS = { items: 5_000, values: 200, text: 5_000, depth: 24 } as const;

/** An item that is still being read. */
export interface OpenItem extends Item {
  readonly types: string[];
  id: string | null;
  readonly properties: Map<string, ItemValue[]>;
}

export function openItem(syntax: Syntax, types: readonly string[] = [], id: string | null = null): OpenItem {
  return { types: [...types], id, syntax, properties: new Map() };
}

export function addValue(item: OpenItem, property: string, value: ItemValue | null): void {
  if (value === null || property === '') return;
  const values = item.properties.get(property);
  if (!values) item.properties.set(property, [value]);
  else if (values.length < ITEM_LIMITS.values) values.push(value);
}

/**
 * `https://schema.org/Organization`, `schema:Organization` → `Organization`; other vocabularies keep their last part.
 */
export function shortName(name: string): string {
  const plain = name.trim().slice(0, 300);
  const last = /[/#:]([^/#:]{1,100})\/?$/.exec(plain)?.[1];
  return last ?? plain.replace(/\/$/, '');
}

/** All values of the first property that has any. */
export function valuesOf(item: Item, ...properties: string[]): readonly ItemValue[] {
  for (const property of properties) {
    const values = item.properties.get(property);
    if (values && values.length > 0) return values;
  }
  return [];
}

/** The texts among the values; an item is represented by its name or its value. */
export function textsOf(item: Item, ...properties: string[]): string[] {
  return valuesOf(item, ...properties).flatMap((value) => {
    const text =
      typeof value === 'string' ? value : (textsOf(value, 'name', 'value', 'url', '@id')[0] ?? value.id ?? '');
    return text.trim() ? [text.trim()] : [];
  });
}

/** The first text of the first property that has one. */
export function textOf(item: Item, ...properties: string[]): string | null {
  return textsOf(item, ...properties)[0] ?? null;
}

/** The items among the values. */
export function itemsOf(item: Item, ...properties: string[]): Item[] {
  return properties.flatMap((property) =>
    (item.properties.get(property) ?? []).filter((value): value is Item => typeof value !== 'string'),
  );
}
