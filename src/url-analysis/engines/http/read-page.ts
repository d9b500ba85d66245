import { decodeBuffer } from 'encoding-sniffer';
import { parse } from 'parse5';
import { adapter } from 'parse5-htmlparser2-tree-adapter';
import { accessibleName, isElement, isHidden, type PageElement, type PageNode } from './accessible-name.js';
import { PageCollector } from './page-collector.js';
import { PAGE_LIMITS, type PageFacts } from '../findings/page-facts.js';
import type { Place } from './page-place.js';

interface OpenNode extends Place {
  readonly node: PageNode;
}

/**
 * Parses one HTML document into facts. Synchronous and CPU-intensive: call it in a thread (`PageReader`), because a
 * hostile document can take long whatever its size. Parsing stops at `PAGE_LIMITS` and sets `truncated`; the traversal
 * has its own stack, so depth cannot exhaust the call stack.
 * @param charset label of the Content-Type header, null when it names none; the parser then sniffs as browsers do
 */
export function readPage(body: Buffer, charset: string | null): PageFacts {
  const sniffing = charset === null ? {} : { transportLayerEncodingLabel: charset };
  const html = decodeBuffer(body, { defaultEncoding: 'windows-1252', ...sniffing });
  const document = parse(html, { treeAdapter: adapter });
  const collector = new PageCollector();
  const start: Place = { depth: 0, inHead: false, inLabel: false, inPicture: false, inSvg: false };
  const open: OpenNode[] = [];
  pushChildren(open, document.children, start);

  for (let nodes = 0; open.length > 0; nodes += 1) {
    const current = open.pop();
    if (current === undefined) break;
    if (nodes >= PAGE_LIMITS.nodes || current.depth > PAGE_LIMITS.depth) {
      collector.truncated = true;
      if (nodes >= PAGE_LIMITS.nodes) break;
      continue;
    }
    visit(current, open, collector);
  }
  return collector.facts();
}

function visit(current: OpenNode, open: OpenNode[], collector: PageCollector): void {
  const { node } = current;
  if (node.type === 'directive') {
    if (node.name.toLowerCase() === '!doctype') collector.doctype(node.data);
    return;
  }
  if (!isElement(node)) return;
  collector.element(node, current, accessibleName);
  // Neither is rendered by a browser that runs scripts, so their content is neither a resource nor a fault of the page.
  if (node.name === 'template' || node.name === 'noscript') return;
  pushChildren(open, node.children, below(node, current));
}

function below(element: PageElement, place: Place): Place {
  return {
    depth: place.depth + 1,
    inHead: place.inHead || element.name === 'head',
    inLabel: place.inLabel || (element.name === 'label' && accessibleName(element) !== ''),
    inPicture: place.inPicture || element.name === 'picture',
    inSvg: place.inSvg || element.name === 'svg',
    isHidden: place.isHidden === true || isHidden(element),
  };
}

function pushChildren(open: OpenNode[], children: readonly PageNode[], place: Place): void {
  for (let at = children.length - 1; at >= 0; at -= 1) {
    const node = children[at];
    if (node !== undefined) open.push({ ...place, depth: place.depth, node });
  }
}
