import { baseOf, resolveAddresses } from './list-resources.js';
import type { LinkFact, PageFacts, ScriptFact } from './page-facts.js';

/** Resources that may delay the first paint. These are candidates: only a browser can measure whether they do. */
export interface RenderBlocking {
  readonly candidates: readonly { readonly url: string; readonly reason: 'script' | 'stylesheet' | 'import' }[];
  readonly count: number;
}

const MAX_LISTED = 20;
const CLASSIC_SCRIPT = /^(?:$|(?:text|application)\/(?:x-)?(?:javascript|ecmascript)$)/;

export function findRenderBlocking(facts: PageFacts, documentUrl: string): RenderBlocking {
  const base = baseOf(facts, documentUrl);
  const found = [
    ...facts.scripts.filter(blocksParser).map(({ src }) => ({ address: src, reason: 'script' as const })),
    ...facts.links.filter(blocksPaint).map(({ href }) => ({ address: href, reason: 'stylesheet' as const })),
    ...facts.styleImports.map((address) => ({ address, reason: 'import' as const })),
  ];
  const urls = resolveAddresses(
    found.map(({ address }) => address),
    base,
  );
  const candidates = found.flatMap(({ reason }, at) => {
    const url = urls[at] ?? null;
    return url === null ? [] : [{ url, reason }];
  });
  return { candidates: candidates.slice(0, MAX_LISTED), count: candidates.length };
}

function blocksParser(script: ScriptFact): boolean {
  return (
    script.src !== null && script.inHead && !script.async && !script.defer && CLASSIC_SCRIPT.test(script.type ?? '')
  );
}

function blocksPaint(link: LinkFact): boolean {
  if (!link.inHead || link.disabled || !link.rel.includes('stylesheet') || link.rel.includes('alternate')) return false;
  const media = (link.media ?? '').trim().toLowerCase();
  return media === '' || media === 'all' || media.startsWith('screen');
}
