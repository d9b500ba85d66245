import type { DocumentMode } from './document-mode.js';
/**
 * Facts of one parsed HTML document: plain, bounded data that can be sent between threads. The findings are computed
 * from it by pure functions.
 */

/** Limits of parsing: document size, and entries and lengths of the lists. */
export const PAGE_LIMITS = {
  nodes: 200_000,
  depth: 512,
  /** Maximum entries of each list; the counters next to them continue. */
  listed: 500,
  /** Maximum characters of one attribute or text. */
  text: 2_048,
  jsonLdBlocks: 50,
  jsonLdCharacters: 262_144,
} as const;

export interface ScriptFact {
  /** Null for an inline script. */
  readonly src: string | null;
  readonly type: string | null;
  readonly async: boolean;
  readonly defer: boolean;
  readonly inHead: boolean;
}

export interface LinkFact {
  /** Lower-case tokens of `rel`. */
  readonly rel: readonly string[];
  readonly href: string | null;
  readonly hreflang: string | null;
  readonly media: string | null;
  readonly as: string | null;
  readonly disabled: boolean;
  readonly inHead: boolean;
}

export interface ImageFact {
  readonly src: string | null;
  readonly width: string | null;
  readonly height: string | null;
  readonly loading: string | null;
  /** Null when the attribute is missing; an empty one marks a decorative image. */
  readonly alt: string | null;
  readonly srcset: boolean;
  readonly inPicture: boolean;
  /** Hidden from assistive technology (`role=presentation|none`, `aria-hidden=true`) or named by ARIA. */
  readonly altNotNeeded: boolean;
}

export interface EmbedFact {
  readonly tag: 'iframe' | 'video' | 'audio' | 'source' | 'track' | 'embed' | 'object';
  readonly src: string | null;
}

export interface MetaFact {
  /** Lower-case `name`, `property` or `http-equiv`. */
  readonly name: string;
  readonly content: string;
}

export interface StructuredDataFacts {
  readonly blocks: number;
  readonly valid: number;
  /** Distinct `@type` values, at most 50. */
  readonly types: readonly string[];
}

export interface NamingFacts {
  readonly links: { readonly count: number; readonly unnamed: number; readonly generic: number };
  readonly buttons: { readonly count: number; readonly unnamed: number };
  /** Inputs and text areas that are shown. */
  readonly controls: { readonly count: number; readonly unlabelled: number };
  readonly selects: { readonly count: number; readonly unlabelled: number };
  readonly frames: { readonly count: number; readonly untitled: number };
}

export interface PageFacts {
  /** Whether the document exceeded the limits; facts then cover the part that was parsed. */
  readonly truncated: boolean;
  readonly elementCount: number;
  readonly maxDepth: number;
  /** Name of the doctype; null when there is none. */
  readonly doctype: string | null;
  /** Mode in which browsers lay the page out, by its doctype. */
  readonly mode: DocumentMode;
  readonly inlineScriptBytes: number;
  readonly inlineStyleBytes: number;
  readonly baseHref: string | null;
  readonly lang: string | null;
  readonly titles: readonly string[];
  readonly metas: readonly MetaFact[];
  readonly links: readonly LinkFact[];
  readonly scripts: readonly ScriptFact[];
  readonly imageCount: number;
  readonly images: readonly ImageFact[];
  readonly embeds: readonly EmbedFact[];
  /** URLs of `@import` rules in inline styles. */
  readonly styleImports: readonly string[];
  readonly structuredData: StructuredDataFacts;
  /** Heading levels in document order. */
  readonly headings: readonly number[];
  readonly naming: NamingFacts;
  readonly duplicateIds: readonly string[];
}
