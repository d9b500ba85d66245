import type { FetchedResource } from './fetch-resources.js';
import { baseOf, resolveAddresses } from './list-resources.js';
import type { ImageFact, PageFacts } from './page-facts.js';

const MAX_LISTED = 20;
/** Bytes from which a single image counts as heavy. */
const HEAVY_BYTES = 200_000;
const MODERN = new Set(['webp', 'avif', 'svg']);

/** The page's `<img>` elements and the files behind those that were fetched. */
export interface Images {
  readonly count: number;
  /** Images without width or height in the markup, which may shift the layout when they load. */
  readonly missing_dimensions: number;
  readonly lazy: number;
  readonly eager: number;
  readonly responsive: number;
  /** Files by format, determined by their first bytes. */
  readonly formats: Readonly<Record<string, number>>;
  /** Share of fetched files in WebP, AVIF or SVG; null when none was fetched. */
  readonly modern_share: number | null;
  /** Files over 200 kB. */
  readonly heavy: readonly { readonly url: string; readonly bytes: number }[];
  readonly heavy_count: number;
  /** Files more than twice as wide as they are displayed. */
  readonly oversized: readonly { readonly url: string; readonly width: number; readonly shown_width: number }[];
  readonly oversized_count: number;
}

export function describeImages(facts: PageFacts, fetched: readonly FetchedResource[], documentUrl: string): Images {
  const base = baseOf(facts, documentUrl);
  const urls = resolveAddresses(
    facts.images.map(({ src }) => src),
    base,
  );
  const shown = new Set(urls);
  const files = fetched.filter((one) => one.kind === 'image' && one.image !== null && shown.has(one.url));
  const formats: Record<string, number> = {};
  for (const { image } of files) if (image !== null) formats[image.format] = (formats[image.format] ?? 0) + 1;
  const heavy = files.filter((one) => one.wireBytes > HEAVY_BYTES);
  const oversized = findOversized(facts.images, urls, files);
  const modern = files.filter((one) => MODERN.has(one.image?.format ?? '')).length;
  return {
    count: facts.imageCount,
    missing_dimensions: facts.images.filter((image) => image.width === null || image.height === null).length,
    lazy: facts.images.filter((image) => image.loading === 'lazy').length,
    eager: facts.images.filter((image) => image.loading !== 'lazy').length,
    responsive: facts.images.filter((image) => image.srcset || image.inPicture).length,
    formats,
    modern_share: files.length === 0 ? null : Math.round((modern / files.length) * 100) / 100,
    heavy: heavy.slice(0, MAX_LISTED).map(({ url, wireBytes }) => ({ url, bytes: wireBytes })),
    heavy_count: heavy.length,
    oversized: oversized.slice(0, MAX_LISTED),
    oversized_count: oversized.length,
  };
}

function findOversized(
  images: readonly ImageFact[],
  urls: readonly (string | null)[],
  files: readonly FetchedResource[],
): Images['oversized'] {
  const widths = new Map(files.map((one) => [one.url, one.image?.width ?? null]));
  return images.flatMap((image, at) => {
    const url = urls[at] ?? null;
    const width = url === null ? null : (widths.get(url) ?? null);
    const shownWidth = /^\d{1,5}$/.test(image.width ?? '') ? Number(image.width) : 0;
    if (url === null || width === null || shownWidth === 0 || image.srcset || width <= 2 * shownWidth) return [];
    return [{ url, width, shown_width: shownWidth }];
  });
}
