import { elementValue } from './element-value.js';
import { attr, elements, HtmlElement, tokens } from '../tree/html-tree.js';
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
    const referenced = new Set([...elements(this.root)].flatMap((element) => tokens(element, 'itemref', true)));
    const visit = (element: HtmlElement, inside: boolean): void => {
      const isScope = element.attributes.has('itemscope');
      // A property outside of any item is a top-level item, unless another item refers to it.
      const isTop =
        isScope && (!element.attributes.has('itemprop') || (!inside && !referenced.has(attr(element, 'id') ?? '')));
      const item = isTop ? this.item(element, 0) : null;
      if (item) found.push(item);
      for (const child of element.children) if (child.kind === 'element') visit(child, inside || isScope);
    };
    visit(this.root, false);
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
