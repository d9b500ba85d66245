import { attr, HtmlElement, HtmlNode } from '../tree/html-tree.js';
import { ITEM_LIMITS } from './item.js';
import { cleanText } from '../tree/page-text.js';

const URL_ATTRIBUTE: Readonly<Record<string, string>> = {
  a: 'href', area: 'href', link: 'href', img: 'src', audio: 'src', embed: 'src', iframe: 'src', source: 'src', track: 'src', video: 'src', object: 'data',
}; // prettier-ignore

/** Text inside an element, with blocks and line breaks as spaces. */
export function innerText(element: HtmlElement): string {
  const parts: string[] = [];
  let length = 0;
  const visit = (node: HtmlNode): void => {
    if (length > ITEM_LIMITS.text) return;
    if (node.kind === 'text') {
      parts.push(node.text);
      length += node.text.length;
      return;
    }
    if (node.tag === 'script' || node.tag === 'style') return;
    const apart = /^(?:br|p|div|li|td|tr|h[1-6]|dd|dt)$/.test(node.tag);
    if (apart) parts.push(' ');
    node.children.forEach(visit);
    if (apart) parts.push(' ');
  };
  visit(element);
  return cleanText(parts.join('').slice(0, ITEM_LIMITS.text));
}

/**
 * Value of a property by the rules that microdata (HTML 5.2.4) and RDFa in HTML share: content, then URL, time, text.
 */
export function elementValue(element: HtmlElement): string | null {
  const content = element.attributes.get('content');
  if (content !== undefined) return cleanText(content.slice(0, ITEM_LIMITS.text)) || null;
  const urlAttribute = URL_ATTRIBUTE[element.tag];
  const url = urlAttribute ? attr(element, urlAttribute) : null;
  if (url !== null) return url.slice(0, 2_000);
  if (element.tag === 'time') return attr(element, 'datetime') ?? (innerText(element) || null);
  if (element.tag === 'data' || element.tag === 'meter') return attr(element, 'value') ?? (innerText(element) || null);
  return innerText(element) || null;
}
