import type { ResourceKind, ResourceRef } from './list-resources.js';

/**
 * http:// subresources of an https page. Browsers block active ones (scripts, styles, frames, fonts) and upgrade or
 * show passive ones.
 */
export interface MixedContent {
  readonly active: readonly string[];
  readonly passive: readonly string[];
  readonly count: number;
}

const MAX_LISTED = 20;
const PASSIVE: ReadonlySet<ResourceKind> = new Set(['image', 'media']);

/** Null on an http page, where mixed content does not exist. */
export function findMixedContent(refs: readonly ResourceRef[], documentUrl: string): MixedContent | null {
  if (!documentUrl.startsWith('https:')) return null;
  const plain = refs.filter((ref) => ref.url.startsWith('http:'));
  const listed = (passive: boolean): readonly string[] =>
    plain
      .filter((ref) => PASSIVE.has(ref.kind) === passive)
      .map((ref) => ref.url)
      .slice(0, MAX_LISTED);
  return { active: listed(false), passive: listed(true), count: plain.length };
}
