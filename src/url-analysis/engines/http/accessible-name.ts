import type { Htmlparser2TreeAdapterMap } from 'parse5-htmlparser2-tree-adapter';

/** A node of the parsed document. */
export type PageNode = Htmlparser2TreeAdapterMap['childNode'];
/** An element of the parsed document. */
export type PageElement = Extract<PageNode, { attribs: Record<string, string> }>;

/** Maximum nodes visited below one element; a link around half a page gets its name long before. */
const MAX_NODES = 2_000;
const MAX_TEXT = 200;

export function isElement(node: PageNode): node is PageElement {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style';
}

/**
 * Simplified accessible name (WAI-ARIA accname without CSS): aria-label, aria-labelledby (assumed to give a name),
 * title, text, alt of images and title of SVGs inside. Empty when there is none.
 */
export function accessibleName(element: PageElement): string {
  const own = attributeName(element);
  if (own !== '') return own;
  let text = '';
  const open: PageNode[] = [...element.children].reverse();
  for (let visited = 0; open.length > 0 && visited < MAX_NODES && text.length < MAX_TEXT; visited += 1) {
    const node = open.pop();
    if (node === undefined) break;
    if (node.type === 'text') text += node.data.slice(0, MAX_TEXT);
    else if (isElement(node) && node.name !== 'script' && node.name !== 'style') {
      if (node.attribs['aria-hidden'] === 'true') continue;
      const named = node.name === 'img' ? (node.attribs['alt'] ?? '') : attributeName(node);
      if (named === '') open.push(...[...node.children].reverse());
      else text += ` ${named}`;
    }
  }
  return text.trim() === '' ? (element.attribs['title'] ?? '').trim() : text.trim().slice(0, MAX_TEXT);
}

const HIDING_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

/**
 * Whether markup alone hides an element: `hidden`, `aria-hidden`, an inline style, a dialog that is not open. Style
 * sheets are not read.
 */
export function isHidden({ name, attribs }: PageElement): boolean {
  if ('hidden' in attribs && attribs['hidden'] !== 'until-found') return true;
  if (attribs['aria-hidden'] === 'true' || (name === 'dialog' && !('open' in attribs))) return true;
  return HIDING_STYLE.test((attribs['style'] ?? '').slice(0, 1_000));
}

function attributeName(element: PageElement): string {
  const label = (element.attribs['aria-label'] ?? '').trim();
  return label === '' ? (element.attribs['aria-labelledby'] ?? '').trim() : label;
}
