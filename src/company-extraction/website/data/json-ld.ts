import { attr, elements, HtmlElement, rawText } from '../tree/html-tree.js';
import { addValue, Item, ITEM_LIMITS, ItemValue, OpenItem, openItem, shortName } from './item.js';
import { cleanText } from '../tree/page-text.js';
import { readTolerantJson } from './tolerant-json.js';

const MAX_SCRIPT = 1_000_000;
const KEYWORDS = new Set([
  '@context',
  '@type',
  '@id',
  '@graph',
  '@value',
  '@language',
  '@list',
  '@set',
  '@reverse',
  '@index',
]);

/** Turns parsed JSON into items. Nodes with only an `@id` stand for the node with that id anywhere on the page. */
class JsonLdReader {
  private readonly top: OpenItem[] = [];
  private readonly byId = new Map<string, OpenItem>();
  private count = 0;

  read(value: unknown): void {
    this.node(value, 0, true);
  }

  /** The top-level items, references resolved; an item never contains itself. */
  items(): Item[] {
    for (const item of this.byId.values()) this.resolve(item);
    for (const item of this.top) this.resolve(item);
    return this.top;
  }

  private resolve(item: OpenItem): void {
    for (const [property, values] of item.properties) {
      const resolved = values.map((value): ItemValue => {
        if (typeof value === 'string' || value.properties.size > 0 || value.id === null) return value;
        const target = this.byId.get(value.id);
        return target && !contains(target, item, 0) ? target : value;
      });
      item.properties.set(property, resolved);
    }
  }

  private node(value: unknown, depth: number, isTop: boolean): ItemValue | null {
    if (depth > ITEM_LIMITS.depth || this.count >= ITEM_LIMITS.items) return null;
    if (Array.isArray(value)) {
      for (const one of value.slice(0, ITEM_LIMITS.items) as unknown[]) this.node(one, depth + 1, isTop);
      return null;
    }
    if (typeof value !== 'object' || value === null) return literal(value);
    const object = value as Record<string, unknown>;
    if ('@value' in object) return literal(object['@value']);
    this.count++;
    const item = this.open(object);
    for (const [key, inner] of Object.entries(object)) {
      if (key === '@graph') this.node(inner, depth + 1, isTop);
      else if (key === '@reverse' && typeof inner === 'object' && inner !== null)
        this.node(Object.values(inner), depth + 1, isTop);
      else if (!KEYWORDS.has(key)) this.property(item, shortName(key), inner, depth);
    }
    if (isTop && (item.types.length > 0 || item.properties.size > 0) && !this.top.includes(item)) this.top.push(item);
    return item;
  }

  private open(object: Record<string, unknown>): OpenItem {
    const types = [object['@type'] ?? object['type']].flat().filter((type): type is string => typeof type === 'string');
    const id = typeof object['@id'] === 'string' ? object['@id'].slice(0, 2_000) : null;
    const known = id ? this.byId.get(id) : undefined;
    if (known) {
      for (const type of types.map(shortName)) if (!known.types.includes(type)) known.types.push(type);
      return known;
    }
    const item = openItem('json-ld', types.map(shortName), id);
    const says = Object.keys(object).some((key) => !KEYWORDS.has(key));
    if (id && says) this.byId.set(id, item);
    return item;
  }

  private property(item: OpenItem, name: string, inner: unknown, depth: number): void {
    const list =
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? ((inner as Record<string, unknown>)['@list'] ?? (inner as Record<string, unknown>)['@set'] ?? inner)
        : inner;
    for (const one of ([list].flat(3) as unknown[]).slice(0, ITEM_LIMITS.values))
      addValue(item, name, this.node(one, depth + 1, false));
  }
}

function contains(item: Item, wanted: Item, depth: number): boolean {
  if (item === wanted) return true;
  if (depth > 8) return true;
  for (const values of item.properties.values()) {
    for (const value of values) if (typeof value !== 'string' && contains(value, wanted, depth + 1)) return true;
  }
  return false;
}

function literal(value: unknown): string | null {
  if (typeof value === 'string') return cleanText(decodeEntities(value.slice(0, ITEM_LIMITS.text))) || null;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** Decodes entities: templates escape for HTML inside JSON too, where it has no meaning. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
}

interface JsonLd {
  readonly items: readonly Item[];
  /** Number of scripts that strict JSON parsing rejected. */
  readonly repaired: number;
}

/** Items of all `application/ld+json` scripts of the page. */
export function readJsonLd(root: HtmlElement): JsonLd {
  const reader = new JsonLdReader();
  let repaired = 0;
  for (const element of elements(root)) {
    if (element.tag !== 'script' || !/^application\/(?:ld\+)?json\b/i.test(attr(element, 'type') ?? '')) continue;
    const text = rawText(element, MAX_SCRIPT);
    if (!/ld\+json/i.test(attr(element, 'type') ?? '') && !/schema\.org/.test(text.slice(0, 500))) continue;
    const result = readTolerantJson(text);
    if (result.repaired) repaired++;
    for (const value of result.values) reader.read(value);
  }
  return { items: reader.items(), repaired };
}
