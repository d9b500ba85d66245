import type { PageFacts } from './page-facts.js';

/** Accessibility checks that markup alone allows; contrast, focus and roles in use need a browser. */
export interface Accessibility {
  readonly lang: string | null;
  /** Whether the language is a valid BCP 47 tag. */
  readonly lang_valid: boolean;
  readonly images: { readonly count: number; readonly without_alt: number };
  readonly controls: { readonly count: number; readonly unlabelled: number };
  readonly selects: { readonly count: number; readonly unlabelled: number };
  readonly buttons: { readonly count: number; readonly unnamed: number };
  readonly links: { readonly count: number; readonly unnamed: number };
  readonly frames: { readonly count: number; readonly untitled: number };
  /** At most 20. */
  readonly duplicate_ids: readonly string[];
  /** Whether no heading level is skipped on the way down. */
  readonly heading_order_valid: boolean;
  /** Whether the page reloads or redirects by itself. */
  readonly meta_refresh: boolean;
}

export function describeAccessibility(facts: PageFacts): Accessibility {
  const { links, buttons, controls, selects, frames } = facts.naming;
  const lang = facts.lang?.trim() ?? null;
  return {
    lang,
    lang_valid: lang !== null && isLanguageTag(lang),
    images: {
      count: facts.imageCount,
      without_alt: facts.images.filter((image) => image.alt === null && !image.altNotNeeded).length,
    },
    controls,
    selects,
    buttons,
    links: { count: links.count, unnamed: links.unnamed },
    frames,
    duplicate_ids: facts.duplicateIds.slice(0, 20),
    heading_order_valid: facts.headings.every((level, at) => level <= (facts.headings[at - 1] ?? level) + 1),
    meta_refresh: facts.metas.some((meta) => meta.name === 'refresh'),
  };
}

/** Whether a text is a BCP 47 language tag whose syntax the runtime accepts. */
export function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
