import { elementValue } from './element-value.js';
import { attr, HtmlElement, tokens } from '../tree/html-tree.js';
import { addValue, Item, ITEM_LIMITS, OpenItem, openItem, shortName } from './item.js';

/** Context that an element inherits while RDFa is read. */
interface Context {
  readonly subject: OpenItem | null;
  readonly inVocabulary: boolean;
}

class RdfaReader {
  readonly top: OpenItem[] = [];
  private readonly byResource = new Map<string, OpenItem>();
  private count = 0;

  visit(element: HtmlElement, context: Context): void {
    const inVocabulary = context.inVocabulary || element.attributes.has('vocab');
    const properties = this.properties(element, inVocabulary);
    const subject = this.subject(element, context, properties.length > 0);
    if (properties.length > 0 && context.subject) {
      const value = subject && subject !== context.subject ? subject : this.literal(element);
      for (const name of properties) addValue(context.subject, name, value);
    }
    const next = { subject: subject ?? context.subject, inVocabulary };
    for (const child of element.children) if (child.kind === 'element') this.visit(child, next);
  }

  /** Property names in schema.org terms; prefixed names of other vocabularies (`og:title`) are ignored. */
  private properties(element: HtmlElement, inVocabulary: boolean): string[] {
    const names = [
      ...tokens(element, 'property', true),
      ...(element.tag === 'link' || element.tag === 'a'
        ? []
        : tokens(element, 'rel', true).filter((name) => /^schema:/.test(name))),
    ];
    return names
      .filter((name) => /^(?:schema:|https?:\/\/schema\.org\/)/.test(name) || (inVocabulary && !/[:/]/.test(name)))
      .map(shortName);
  }

  /**
   * The item that an element opens: `typeof` creates one, `resource` or `about` with a property refers to a known one.
   */
  private subject(element: HtmlElement, context: Context, hasProperty: boolean): OpenItem | null {
    const types = tokens(element, 'typeof', true);
    const resource = attr(element, 'about') ?? attr(element, 'resource');
    if (types.length === 0) {
      const known = resource !== null && !hasProperty ? this.byResource.get(resource) : undefined;
      return known ?? null;
    }
    if (this.count++ >= ITEM_LIMITS.items) return null;
    const id = resource ?? attr(element, 'href') ?? attr(element, 'src');
    const item = openItem('rdfa', types.map(shortName), id);
    if (resource !== null) this.byResource.set(resource, item);
    if (!hasProperty || !context.subject) this.top.push(item);
    return item;
  }

  private literal(element: HtmlElement): string | null {
    const content = element.attributes.get('content');
    if (content !== undefined) return elementValue(element);
    return attr(element, 'resource') ?? attr(element, 'datetime') ?? elementValue(element);
  }
}

/** Top-level items in RDFa Lite 1.1 and the parts of RDFa 1.1 that schema.org pages use (about, content, prefixes). */
export function readRdfa(root: HtmlElement): Item[] {
  const reader = new RdfaReader();
  reader.visit(root, { subject: null, inVocabulary: false });
  return reader.top.filter((item) => item.properties.size > 0);
}
