import { Tokenizer } from 'htmlparser2';

/**
 * A small, bounded tree of a page.
 * Built directly from the tokenizer because the limits must apply *while* parsing: a complete tree of a hostile page is
 * already too expensive. Elements deeper than the limit become siblings at the limit, nodes beyond the limit are
 * dropped and `truncated` is set. Every step is linear in the input, whatever the nesting.
 */
export interface HtmlElement {
  readonly kind: 'element';
  /** Lower-case tag name. */
  readonly tag: string;
  /** Attribute names in lower case; the first of duplicates wins, as in HTML. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: HtmlNode[];
  readonly parent: HtmlElement | null;
}

interface HtmlText {
  readonly kind: 'text';
  readonly text: string;
  readonly parent: HtmlElement;
}

export type HtmlNode = HtmlElement | HtmlText;

interface HtmlTree {
  readonly root: HtmlElement;
  /** Whether a limit dropped part of the page. */
  readonly truncated: boolean;
}

interface TreeLimits {
  /** Maximum number of elements and texts. */
  readonly nodes: number;
  /** Maximum depth of nesting. */
  readonly depth: number;
  /** Maximum characters of one attribute value. */
  readonly attribute: number;
  /** Maximum attributes of one element. */
  readonly attributes: number;
}

/** Limits of the pages that are parsed: 200,000 nodes and a depth of 512. */
export const TREE_LIMITS: TreeLimits = { nodes: 200_000, depth: 512, attribute: 16_384, attributes: 256 };

const VOID = new Set(
  'area base basefont bgsound br col command embed frame hr img input keygen link meta param source track wbr'.split(
    ' ',
  ),
);

const BLOCKS =
  'address article aside blockquote details dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main menu nav ol p pre section table ul';

/** Open elements that end where another starts, for end tags that HTML allows authors to omit. */
const IMPLIED_END = new Map<string, ReadonlySet<string>>([
  ...BLOCKS.split(' ').map((tag) => [tag, new Set(['p'])] as const),
  ['li', new Set(['li', 'p'])],
  ['dt', new Set(['dt', 'dd', 'p'])],
  ['dd', new Set(['dt', 'dd', 'p'])],
  ['option', new Set(['option'])],
  ['optgroup', new Set(['option', 'optgroup'])],
  ['tr', new Set(['tr', 'td', 'th', 'p'])],
  ['td', new Set(['td', 'th', 'p'])],
  ['th', new Set(['td', 'th', 'p'])],
  ['thead', new Set(['tr', 'td', 'th', 'p'])],
  ['tbody', new Set(['thead', 'tbody', 'tr', 'td', 'th', 'p'])],
  ['tfoot', new Set(['tbody', 'tr', 'td', 'th', 'p'])],
  ['body', new Set(['head', 'link', 'script'])],
]);

interface OpenTag {
  readonly tag: string;
  readonly attributes: Map<string, string>;
}

class TreeBuilder {
  readonly root: HtmlElement = { kind: 'element', tag: '#root', attributes: new Map(), children: [], parent: null };
  truncated = false;
  private readonly stack: HtmlElement[] = [this.root];
  private nodes = 0;
  private tag: OpenTag | null = null;
  private attribute = '';
  private value: string[] = [];
  private valueLength = 0;
  private text: string[] = [];

  constructor(
    private readonly html: string,
    private readonly limits: TreeLimits,
  ) {}

  addText(text: string): void {
    this.text.push(text);
  }

  openName(name: string): void {
    this.flushText();
    const isFull = this.nodes >= this.limits.nodes;
    if (isFull) this.truncated = true;
    this.tag = isFull ? null : { tag: name.toLowerCase(), attributes: new Map() };
  }

  attributeName(name: string): void {
    this.attribute = name.toLowerCase();
    this.value = [];
    this.valueLength = 0;
  }

  attributeData(start: number, end: number): void {
    const room = this.limits.attribute - this.valueLength;
    if (end - start > room) this.truncated = true;
    if (room > 0) this.attributeText(this.html.slice(start, Math.min(end, start + room)));
  }

  attributeText(text: string): void {
    this.value.push(text);
    this.valueLength += text.length;
  }

  attributeEnd(): void {
    const attributes = this.tag?.attributes;
    if (!attributes || attributes.has(this.attribute) || attributes.size >= this.limits.attributes) return;
    attributes.set(this.attribute, this.value.join(''));
  }

  openEnd(selfClosing: boolean): void {
    const open = this.tag;
    this.tag = null;
    if (!open) return;
    this.closeImplied(open.tag);
    const parent = this.top();
    const element: HtmlElement = { kind: 'element', ...open, children: [], parent };
    if (!this.append(parent, element)) return;
    const foreign = selfClosing && (open.tag === 'svg' || open.tag === 'path' || open.tag === 'use');
    if (VOID.has(open.tag) || foreign) return;
    if (this.stack.length >= this.limits.depth) this.truncated = true;
    else this.stack.push(element);
  }

  close(name: string): void {
    this.flushText();
    const tag = name.toLowerCase();
    if (tag === 'br')
      this.append(this.top(), { kind: 'element', tag, attributes: new Map(), children: [], parent: this.top() });
    for (let i = this.stack.length - 1; i > 0; i--) {
      const open = this.stack[i]?.tag;
      if (open === tag) {
        this.stack.length = i;
        return;
      }
      // An end tag closes elements outside a table only for the table's own parts.
      if (open === 'table' && tag !== 'body' && tag !== 'html') return;
    }
  }

  finish(): HtmlTree {
    this.flushText();
    return { root: this.root, truncated: this.truncated };
  }

  private top(): HtmlElement {
    return this.stack[this.stack.length - 1] ?? this.root;
  }

  private closeImplied(tag: string): void {
    const ends = IMPLIED_END.get(tag);
    if (!ends) return;
    while (this.stack.length > 1 && ends.has(this.top().tag)) this.stack.length--;
  }

  private flushText(): void {
    if (this.text.length === 0) return;
    const text = this.text.join('');
    this.text = [];
    const parent = this.top();
    this.append(parent, { kind: 'text', text, parent });
  }

  private append(parent: HtmlElement, node: HtmlNode): boolean {
    if (this.nodes >= this.limits.nodes) {
      this.truncated = true;
      return false;
    }
    this.nodes++;
    parent.children.push(node);
    return true;
  }
}

/** Parses a page into a bounded tree; never throws for invalid markup. */
export function parseHtml(html: string, limits: TreeLimits = TREE_LIMITS): HtmlTree {
  const builder = new TreeBuilder(html, limits);
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontext: (start, end) => builder.addText(html.slice(start, end)),
      ontextentity: (codepoint) => builder.addText(String.fromCodePoint(codepoint)),
      onopentagname: (start, end) => builder.openName(html.slice(start, end)),
      onopentagend: () => builder.openEnd(false),
      onselfclosingtag: () => builder.openEnd(true),
      onclosetag: (start, end) => builder.close(html.slice(start, end)),
      onattribname: (start, end) => builder.attributeName(html.slice(start, end)),
      onattribdata: (start, end) => builder.attributeData(start, end),
      onattribentity: (codepoint) => builder.attributeText(String.fromCodePoint(codepoint)),
      onattribend: () => builder.attributeEnd(),
      oncdata: () => undefined,
      oncomment: () => undefined,
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onend: () => undefined,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return builder.finish();
}

/** All elements under `root` in document order, without `root`. */
export function* elements(root: HtmlElement): Generator<HtmlElement> {
  const stack: HtmlElement[] = [root];
  while (stack.length > 0) {
    const element = stack.pop();
    if (!element) return;
    if (element !== root) yield element;
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i];
      if (child?.kind === 'element') stack.push(child);
    }
  }
}

/** The first element with a tag name. */
export function first(root: HtmlElement, tag: string): HtmlElement | null {
  for (const element of elements(root)) if (element.tag === tag) return element;
  return null;
}

/** The attribute's trimmed value, null when missing or blank. */
export function attr(element: HtmlElement, name: string): string | null {
  return element.attributes.get(name)?.trim() || null;
}

/** The words of a space-separated attribute such as `class` or `rel`, in lower case unless `keepCase` is set. */
export function tokens(element: HtmlElement, name: string, keepCase = false): string[] {
  const value = element.attributes.get(name);
  if (!value) return [];
  return (keepCase ? value : value.toLowerCase()).split(/[\s]+/).filter(Boolean).slice(0, 64);
}

/** All text under an element, scripts and styles included, unchanged; at most `limit` characters. */
export function rawText(element: HtmlElement, limit = 100_000): string {
  const parts: string[] = [];
  let length = 0;
  const visit = (node: HtmlNode): void => {
    if (length >= limit) return;
    if (node.kind === 'text') {
      parts.push(node.text.slice(0, limit - length));
      length += node.text.length;
    } else node.children.forEach(visit);
  };
  visit(element);
  return parts.join('');
}
