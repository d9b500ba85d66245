import { elementValue } from './element-value.js';
import { attr, elements, HtmlElement, tokens } from './html-tree.js';
import { addValue, Item, ITEM_LIMITS, OpenItem, openItem, shortName } from './item.js';

class MicrodataReader {
  private readonly byId = new Map<string, HtmlElement>();
  private count = 0;

  constructor(private readonly root: HtmlElement) {
    for (const element of elements(root)) {
      const id = attr(element, 'id');
      if (id && !this.byId.has(id)) this.byId.set(id, element);
    }
  }

  items(): Item[] {
    const found: Item[] = [];
    for (const element of elements(this.root)) {
      if (!element.attributes.has('itemscope') || element.attributes.has('itemprop')) continue;
      const item = this.item(element, 0);
      if (item) found.push(item);
    }
    return found;
  }

  private item(scope: HtmlElement, depth: number): OpenItem | null {
    if (depth > ITEM_LIMITS.depth || this.count++ >= ITEM_LIMITS.items) return null;
    const item = openItem('microdata', tokens(scope, 'itemtype', true).map(shortName), attr(scope, 'itemid'));
    this.properties(scope, item, depth);
    for (const ref of tokens(scope, 'itemref', true)) {
      const element = this.byId.get(ref);
      if (element) this.property(element, item, depth);
    }
    return item;
  }

  private properties(element: HtmlElement, item: OpenItem, depth: number): void {
    for (const child of element.children) if (child.kind === 'element') this.property(child, item, depth);
  }

  private property(element: HtmlElement, item: OpenItem, depth: number): void {
    const names = tokens(element, 'itemprop', true).map(shortName);
    const isScope = element.attributes.has('itemscope');
    if (names.length > 0) {
      const value = isScope ? this.item(element, depth + 1) : elementValue(element);
      for (const name of names) addValue(item, name, value);
    }
    if (!isScope) this.properties(element, item, depth);
  }
}

/** Top-level microdata items of a page (HTML Living Standard, microdata). */
export function readMicrodata(root: HtmlElement): Item[] {
  return new MicrodataReader(root).items();
}
