import { HtmlElement, HtmlNode } from './html-tree.js';

/** Part of the page a line is in, by the closest landmark element around it. */
type Zone = 'header' | 'nav' | 'main' | 'address' | 'footer';

/** One line of a page as displayed: inline text joined, whitespace collapsed. */
export interface TextLine {
  readonly text: string;
  readonly zone: Zone;
  /** Whether the line is bold or a heading: headings and labels look like this. */
  readonly strong: boolean;
}

/** Maximum characters of text read of one page, and of one line; longer lines are split. */
const MAX_TEXT = 1_000_000;
const MAX_LINE = 2_000;

const BLOCK = new Set(
  'address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li main menu nav ol optgroup option p pre section select summary table tbody td textarea tfoot th thead title tr ul'.split(
    ' ',
  ),
);
/** Elements whose text is not displayed. `noscript` is displayed, because no script runs here. */
const HIDDEN = new Set('script style template svg math object canvas audio video head select textarea'.split(' '));
const STRONG = new Set('h1 h2 h3 h4 h5 h6 b strong dt legend caption th'.split(' '));

const FOOTER_NAME = /foot|imprint|impressum|copyright|colophon/i;
const HEADER_NAME = /^(?:site-?|page-?|main-?)?head(?:er)?$|masthead|topbar/i;

function zoneOf(element: HtmlElement, current: Zone): Zone {
  switch (element.tag) {
    case 'footer':
      return 'footer';
    case 'address':
      return 'address';
    case 'nav':
      return 'nav';
    case 'header':
      return current === 'main' ? 'header' : current;
  }
  if (current !== 'main') return current;
  const name = `${element.attributes.get('id') ?? ''} ${element.attributes.get('class') ?? ''}`.slice(0, 300);
  if (name.length === 1) return current;
  if (FOOTER_NAME.test(name)) return 'footer';
  return HEADER_NAME.test(name.trim()) ? 'header' : current;
}

/** Names of blocks with contacts: tabs, pop-ups and menus hide them until a click. */
const CONTACT_NAME =
  /contact|kontakt|contatt|contato|address|adress|anschrift|vcard|footer|imprint|impressum|location|standort|office|phone|telefon/i;
/** Maximum nodes of a hidden block that are looked at for a link to a phone or a mailbox. */
const MAX_LOOKED_AT = 200;

/** Whether a hidden block is one of contacts: by its name, or by a link to a phone, a mailbox or an address in it. */
function isContactBlock(element: HtmlElement): boolean {
  const name = `${element.attributes.get('id') ?? ''} ${element.attributes.get('class') ?? ''}`.slice(0, 300);
  if (element.tag === 'address' || CONTACT_NAME.test(name)) return true;
  const open: HtmlNode[] = [...element.children.slice(0, MAX_LOOKED_AT)];
  for (let seen = 0; seen < MAX_LOOKED_AT; seen++) {
    const node = open.pop();
    if (node === undefined) return false;
    if (node.kind === 'text') continue;
    if (node.tag === 'address' || (node.tag === 'a' && /^(?:tel|mailto):/i.test(node.attributes.get('href') ?? ''))) return true; // prettier-ignore
    open.push(...node.children.slice(0, MAX_LOOKED_AT - seen));
  }
  return false;
}

function isHidden(element: HtmlElement): boolean {
  if (HIDDEN.has(element.tag)) return true;
  const style = element.attributes.get('style');
  const isUnseen =
    element.attributes.has('hidden') || (style !== undefined && /display\s?:\s?none/i.test(style.slice(0, 500)));
  return isUnseen && !isContactBlock(element);
}

class LineWriter {
  readonly lines: TextLine[] = [];
  private parts: string[] = [];
  private strongLength = 0;
  private length = 0;
  private total = 0;
  private zone: Zone = 'main';

  add(text: string, zone: Zone, strong: boolean): void {
    if (this.total >= MAX_TEXT) return;
    if (zone !== this.zone) this.end();
    this.zone = zone;
    for (let at = 0; at < text.length; at += MAX_LINE) {
      const part = text.slice(at, at + MAX_LINE);
      this.parts.push(part);
      this.length += part.length;
      this.total += part.length;
      if (strong) this.strongLength += part.length;
      if (this.length >= MAX_LINE) this.end();
    }
  }

  end(): void {
    if (this.parts.length === 0) return;
    const text = cleanText(this.parts.join(''));
    const strong = this.length > 0 && this.strongLength >= this.length * 0.9;
    this.parts = [];
    this.length = 0;
    this.strongLength = 0;
    if (text) this.lines.push({ text, zone: this.zone, strong });
  }
}

/** Text that may be stored: without NUL and other controls, lone surrogates and invisible marks, with single spaces. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** The visible lines of a page in document order. */
export function readLines(root: HtmlElement): TextLine[] {
  const writer = new LineWriter();
  const visit = (node: HtmlNode, zone: Zone, strong: boolean): void => {
    if (node.kind === 'text') {
      writer.add(node.text, zone, strong);
      return;
    }
    if (isHidden(node)) return;
    const inner = zoneOf(node, zone);
    const block = BLOCK.has(node.tag);
    const bold = strong || STRONG.has(node.tag);
    if (block) writer.end();
    // Right-to-left override is a known way to hide an address from robots: the source is reversed.
    if (/bidi-override/i.test((node.attributes.get('style') ?? '').slice(0, 500)))
      writer.add(reversedText(node), inner, bold);
    else for (const child of node.children) visit(child, inner, bold);
    if (block) writer.end();
  };
  visit(root, 'main', false);
  writer.end();
  return writer.lines;
}

function reversedText(element: HtmlElement): string {
  const text = element.children.map((child) => (child.kind === 'text' ? child.text : '')).join('');
  return [...text.slice(0, MAX_LINE)].reverse().join('');
}
