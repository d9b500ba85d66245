import { isLanguageTag } from './accessibility.js';
import { header, type Headers } from './headers.js';
import { baseOf, resolveAddress, resolveAddresses } from './list-resources.js';
import type { PageFacts, StructuredDataFacts } from './page-facts.js';
import type { RobotsTxt } from './robots.js';

const MAX_TEXT = 500;

/** Properties that search engines and link previews use. */
export interface Seo {
  /** Whether the page has status 200, no noindex and is not disallowed by robots.txt. */
  readonly indexable: boolean;
  /** Reasons why it is not indexable; empty when it is. */
  readonly index_blockers: readonly ('status' | 'meta_robots' | 'x_robots_tag' | 'robots_txt')[];
  readonly title: string | null;
  readonly title_length: number;
  readonly description: string | null;
  readonly description_length: number;
  readonly canonical: {
    readonly count: number;
    readonly url: string | null;
    /** Whether the URL is absolute, as search engines recommend. */
    readonly absolute: boolean;
    readonly same_host: boolean;
  };
  readonly meta_robots: string | null;
  readonly x_robots_tag: string | null;
  readonly robots_txt: RobotsTxt;
  readonly hreflang: { readonly count: number; readonly invalid: readonly string[]; readonly self_reference: boolean };
  readonly open_graph: Readonly<Record<string, string>>;
  readonly twitter_card: string | null;
  readonly structured_data: StructuredDataFacts;
  readonly h1_count: number;
  readonly lang: string | null;
  readonly links: { readonly count: number; readonly generic_text: number };
}

export function describeSeo(
  facts: PageFacts,
  response: { readonly status: number; readonly headers: Headers; readonly url: string },
  robotsTxt: RobotsTxt,
): Seo {
  const metaRobots = metaContents(facts, 'robots').join(', ') || null;
  const tag = header(response.headers, 'x-robots-tag');
  const blockers: Seo['index_blockers'][number][] = [];
  if (response.status !== 200) blockers.push('status');
  if (forbidsIndex([metaRobots, ...metaContents(facts, 'googlebot')].join(','))) blockers.push('meta_robots');
  if (forbidsIndex(tag ?? '')) blockers.push('x_robots_tag');
  if (robotsTxt.allows_url === false) blockers.push('robots_txt');
  const title = facts.titles[0]?.trim() ?? '';
  const description = metaContents(facts, 'description')[0]?.trim() ?? '';
  return {
    indexable: blockers.length === 0,
    index_blockers: blockers,
    title: title === '' ? null : title.slice(0, MAX_TEXT),
    title_length: title.length,
    description: description === '' ? null : description.slice(0, MAX_TEXT),
    description_length: description.length,
    canonical: describeCanonical(facts, response.url),
    meta_robots: metaRobots,
    x_robots_tag: tag,
    robots_txt: robotsTxt,
    hreflang: describeHreflang(facts, response.url),
    open_graph: openGraph(facts),
    twitter_card: metaContents(facts, 'twitter:card')[0] ?? null,
    structured_data: facts.structuredData,
    h1_count: facts.headings.filter((level) => level === 1).length,
    lang: facts.lang,
    links: { count: facts.naming.links.count, generic_text: facts.naming.links.generic },
  };
}

function metaContents(facts: PageFacts, name: string): string[] {
  return facts.metas.filter((meta) => meta.name === name).map((meta) => meta.content);
}

/** Whether directives have `noindex` or `none`, for all robots or for Googlebot (`googlebot: noindex`). */
function forbidsIndex(directives: string): boolean {
  return directives
    .slice(0, 4_000)
    .toLowerCase()
    .split(',')
    .some((directive) => /^\s*(?:(?:googlebot|\*)\s*:\s*)?(?:noindex|none)\s*$/.test(directive));
}

function describeCanonical(facts: PageFacts, documentUrl: string): Seo['canonical'] {
  const links = facts.links.filter((link) => link.rel.includes('canonical'));
  const href = links[0]?.href ?? null;
  const url = resolveAddress(href, baseOf(facts, documentUrl));
  return {
    count: links.length,
    url,
    absolute: href !== null && /^\s*https?:\/\//i.test(href),
    same_host: url !== null && new URL(url).host === new URL(documentUrl).host,
  };
}

function describeHreflang(facts: PageFacts, documentUrl: string): Seo['hreflang'] {
  const links = facts.links.filter((link) => link.rel.includes('alternate') && link.hreflang !== null);
  const valid = (code: string): boolean => code.toLowerCase() === 'x-default' || isLanguageTag(code);
  const base = baseOf(facts, documentUrl);
  const self = resolveAddress(documentUrl, documentUrl);
  return {
    count: links.length,
    invalid: links
      .map((link) => link.hreflang ?? '')
      .filter((code) => !valid(code))
      .slice(0, 20),
    self_reference: resolveAddresses(
      links.map(({ href }) => href),
      base,
    ).includes(self),
  };
}

function openGraph(facts: PageFacts): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const key of ['title', 'type', 'image', 'url', 'description', 'site_name']) {
    const content = metaContents(facts, `og:${key}`)[0];
    if (content !== undefined) found[key] = content.slice(0, MAX_TEXT);
  }
  return found;
}
