import { parseUrl } from '../../../platform/addresses/parse-url.js';
import type { LinkFact, PageFacts } from './page-facts.js';

export const RESOURCE_KINDS = ['style', 'script', 'font', 'image', 'iframe', 'media', 'other'] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** A resource that the page makes a browser load. */
export interface ResourceRef {
  /** Absolute http(s) address without fragment. */
  readonly url: string;
  readonly kind: ResourceKind;
}

const MAX_CHARACTERS = 1_000_000;

const PRELOADED: Readonly<Record<string, ResourceKind>> = {
  style: 'style',
  script: 'script',
  font: 'font',
  image: 'image',
  video: 'media',
  audio: 'media',
  track: 'media',
};

/**
 * Subresources in the markup, each URL once, the most important kinds first. Resources loaded by scripts cannot be
 * seen.
 */
export function listResources(facts: PageFacts, documentUrl: string): readonly ResourceRef[] {
  const base = baseOf(facts, documentUrl);
  const found: { readonly address: string | null; readonly kind: ResourceKind }[] = [
    ...facts.links.flatMap((link) => {
      const kind = linkKind(link);
      return kind === null ? [] : [{ address: link.href, kind }];
    }),
    ...facts.styleImports.map((address) => ({ address, kind: 'style' as const })),
    ...facts.scripts.map(({ src }) => ({ address: src, kind: 'script' as const })),
    ...facts.images.map(({ src }) => ({ address: src, kind: 'image' as const })),
    ...facts.embeds.map(({ tag, src }) => ({
      address: src,
      kind:
        tag === 'iframe'
          ? ('iframe' as const)
          : tag === 'embed' || tag === 'object'
            ? ('other' as const)
            : ('media' as const),
    })),
  ];
  const unique = new Map<string, ResourceRef>();
  const urls = resolveAddresses(
    found.map(({ address }) => address),
    base,
  );
  for (const [at, { kind }] of found.entries()) {
    const url = urls[at] ?? null;
    if (url !== null && !unique.has(url)) unique.set(url, { url, kind });
  }
  return [...unique.values()].sort((a, b) => RESOURCE_KINDS.indexOf(a.kind) - RESOURCE_KINDS.indexOf(b.kind));
}

/** Base URL for relative ones: `<base href>`, else the document. */
export function baseOf(facts: PageFacts, documentUrl: string): string {
  return resolveAddress(facts.baseHref, documentUrl) ?? documentUrl;
}

/**
 * Resolves many URLs; null where `resolveAddress` returns null. URLs beyond a total of a million characters, their base
 * counted each time, are null too: a page can contain thousands of maximal length, each of which costs as much as the
 * longest base.
 */
export function resolveAddresses(addresses: readonly (string | null)[], base: string): readonly (string | null)[] {
  let left = MAX_CHARACTERS;
  return addresses.map((address) => {
    if (address === null || left <= 0 || /^\s*data:/i.test(address)) return null;
    left -= address.length + base.length;
    return resolveAddress(address, base);
  });
}

/** Absolute http(s) URL without fragment; null for anything else (data:, blob:, invalid). */
export function resolveAddress(address: string | null, base: string): string | null {
  const url = address === null || address.trim() === '' ? null : parseUrl(address, base);
  if (url === null) return null;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  // Assigning serialises the whole URL again, which adds up for a page with thousands of long ones.
  if (url.hash !== '') url.hash = '';
  return url.href;
}

function linkKind(link: LinkFact): ResourceKind | null {
  if (link.rel.includes('stylesheet')) return link.disabled || link.rel.includes('alternate') ? null : 'style';
  if (link.rel.includes('modulepreload')) return 'script';
  if (link.rel.includes('preload')) return PRELOADED[link.as ?? ''] ?? 'other';
  if (link.rel.includes('icon')) return 'image';
  return link.rel.includes('manifest') ? 'other' : null;
}
