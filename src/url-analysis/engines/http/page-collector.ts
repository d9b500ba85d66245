import { isHidden, type PageElement } from './accessible-name.js';
import { type DocumentMode, documentMode } from '../findings/document-mode.js';
import { NamingCounter } from './naming-counter.js';
import { PAGE_LIMITS, type EmbedFact, type ImageFact, type LinkFact, type MetaFact } from '../findings/page-facts.js';
import type { PageFacts, ScriptFact } from '../findings/page-facts.js';
import type { Place } from './page-place.js';
import { readStructuredData } from './structured-data.js';

const STYLE_IMPORT = /@import\s+(?:url\(\s*)?["']?([^"'()\s;]{1,2048})/gi;
const HEADING = /^h([1-6])$/;
const EMBEDS = new Set(['iframe', 'video', 'audio', 'source', 'track', 'embed', 'object']);

/** Collects the facts of a page while its elements are visited in document order. Every list is bounded. */
export class PageCollector {
  truncated = false;
  private elementCount = 0;
  private maxDepth = 0;
  private doctypeName: string | null = null;
  private mode: DocumentMode | null = null;
  private inlineScriptBytes = 0;
  private inlineStyleBytes = 0;
  private baseHref: string | null = null;
  private lang: string | null = null;
  private imageCount = 0;
  private readonly titles: string[] = [];
  private readonly metas: MetaFact[] = [];
  private readonly links: LinkFact[] = [];
  private readonly scripts: ScriptFact[] = [];
  private readonly images: ImageFact[] = [];
  private readonly embeds: EmbedFact[] = [];
  private readonly styleImports: string[] = [];
  private readonly jsonLd: string[] = [];
  private readonly headings: number[] = [];
  private readonly ids = new Set<string>();
  private readonly duplicateIds = new Set<string>();
  private readonly naming = new NamingCounter();

  doctype(data: string): void {
    this.doctypeName ??= (data.split(/\s+/)[1] ?? '').toLowerCase();
    this.mode ??= documentMode(data);
  }

  element(element: PageElement, place: Place, nameOf: (element: PageElement) => string): void {
    this.elementCount += 1;
    this.maxDepth = Math.max(this.maxDepth, place.depth + 1);
    this.identifier(element);
    this.naming.element(element, place, nameOf);
    const { name } = element;
    if (name === 'html') this.lang ??= attribute(element, 'lang');
    else if (name === 'base') this.baseHref ??= attribute(element, 'href');
    else if (name === 'title' && !place.inSvg) pushBounded(this.titles, textOf(element).replaceAll(/\s+/g, ' ').trim());
    else if (name === 'meta') this.meta(element);
    else if (name === 'link') this.link(element, place);
    else if (name === 'script') this.script(element, place);
    else if (name === 'style') this.style(element);
    else if (name === 'img') this.image(element, place);
    else if (EMBEDS.has(name) && !place.inPicture) this.embed(element);
    const level = HEADING.exec(name)?.[1];
    if (level !== undefined) pushBounded(this.headings, Number(level));
  }

  facts(): PageFacts {
    return {
      truncated: this.truncated,
      elementCount: this.elementCount,
      maxDepth: this.maxDepth,
      doctype: this.doctypeName,
      mode: this.mode ?? documentMode(null),
      inlineScriptBytes: this.inlineScriptBytes,
      inlineStyleBytes: this.inlineStyleBytes,
      baseHref: this.baseHref,
      lang: this.lang,
      titles: this.titles,
      metas: this.metas,
      links: this.links,
      scripts: this.scripts,
      imageCount: this.imageCount,
      images: this.images,
      embeds: this.embeds,
      styleImports: this.styleImports,
      structuredData: readStructuredData(this.jsonLd),
      headings: this.headings,
      naming: this.naming.facts(),
      duplicateIds: [...this.duplicateIds],
    };
  }

  private identifier(element: PageElement): void {
    const id = attribute(element, 'id');
    if (id === null || id === '') return;
    if (this.ids.has(id) && this.duplicateIds.size < PAGE_LIMITS.listed) this.duplicateIds.add(id);
    this.ids.add(id);
  }

  private meta(element: PageElement): void {
    const charset = attribute(element, 'charset');
    if (charset !== null) pushBounded(this.metas, { name: 'charset', content: charset });
    const name = attribute(element, 'name') ?? attribute(element, 'property') ?? attribute(element, 'http-equiv');
    if (name !== null)
      pushBounded(this.metas, { name: name.toLowerCase(), content: attribute(element, 'content') ?? '' });
  }

  private link(element: PageElement, place: Place): void {
    pushBounded(this.links, {
      rel: (attribute(element, 'rel') ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10),
      href: attribute(element, 'href'),
      hreflang: attribute(element, 'hreflang'),
      media: attribute(element, 'media'),
      as: attribute(element, 'as'),
      disabled: 'disabled' in element.attribs,
      inHead: place.inHead,
    });
  }

  private script(element: PageElement, place: Place): void {
    const src = attribute(element, 'src');
    const type = attribute(element, 'type')?.toLowerCase() ?? null;
    if (type === 'application/ld+json') {
      if (this.jsonLd.length < 2 * PAGE_LIMITS.jsonLdBlocks) this.jsonLd.push(textOf(element));
      return;
    }
    if (src === null) this.inlineScriptBytes += Buffer.byteLength(textOf(element));
    pushBounded(this.scripts, {
      src,
      type,
      async: 'async' in element.attribs,
      defer: 'defer' in element.attribs,
      inHead: place.inHead,
    });
  }

  private style(element: PageElement): void {
    const css = textOf(element);
    this.inlineStyleBytes += Buffer.byteLength(css);
    for (const found of css.matchAll(STYLE_IMPORT)) pushBounded(this.styleImports, found[1] ?? '');
  }

  private image(element: PageElement, place: Place): void {
    this.imageCount += 1;
    const role = attribute(element, 'role');
    const alt = attribute(element, 'alt');
    // an alt of spaces is a fault whatever else names the image
    const isBlank = alt !== null && alt !== '' && alt.trim() === '';
    const named = ['aria-label', 'aria-labelledby', 'title'].some(
      (key) => (attribute(element, key) ?? '').trim() !== '',
    );
    pushBounded(this.images, {
      src: attribute(element, 'src'),
      width: attribute(element, 'width'),
      height: attribute(element, 'height'),
      loading: attribute(element, 'loading')?.toLowerCase() ?? null,
      alt: isBlank ? null : alt,
      srcset: 'srcset' in element.attribs,
      inPicture: place.inPicture,
      altNotNeeded:
        place.isHidden === true ||
        isHidden(element) ||
        (!isBlank && (named || role === 'presentation' || role === 'none')),
    });
  }

  private embed(element: PageElement): void {
    const tag = element.name as EmbedFact['tag'];
    pushBounded(this.embeds, { tag, src: attribute(element, tag === 'object' ? 'data' : 'src') });
  }
}

/** An attribute cut to the limit; null when it is missing. */
function attribute(element: PageElement, name: string): string | null {
  return element.attribs[name]?.slice(0, PAGE_LIMITS.text) ?? null;
}

function textOf(element: PageElement): string {
  let text = '';
  for (const child of element.children) if (child.type === 'text') text += child.data;
  return text;
}

function pushBounded<T>(list: T[], entry: T): void {
  if (list.length < PAGE_LIMITS.listed) list.push(entry);
}
