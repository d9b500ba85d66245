import { parse } from 'tldts';
import { foldName } from '../../facts/normalize-company-name.js';
import { attr, elements, first, type HtmlElement } from '../tree/html-tree.js';
import { innerText } from '../data/element-value.js';
import { textOf, textsOf, type Item } from '../data/item.js';
import { legalNamesOf, withoutLegalForm } from './find-legal-names.js';
import { copyrightHolder, squash } from './organization-names.js';
import { findOwners } from '../data/owner.js';
import type { TextLine } from '../tree/page-text.js';
import { isPageLabel } from '../links/pick-pages.js';

/** Where a site states a name as its own, the most reliable first. */
export const OWN_NAME_EVIDENCE = ['structured data', 'site name', 'copyright', 'imprint', 'title'] as const;
export type OwnNameEvidence = (typeof OWN_NAME_EVIDENCE)[number];

/** A name that a page states as that of its own site. */
export interface OwnName {
  readonly name: string;
  readonly evidence: OwnNameEvidence;
}

/** Words of titles that name no company, in the languages of business sites. */
const GENERIC = new Set(
  'home|homepage|home page|welcome|start|startseite|start page|accueil|page d accueil|inicio|início|pagina inicial|página inicial|principal|index|official site|official website|official store|official|website|web|site|online|online shop|onlineshop|shop|store|webshop|login|log in|sign in|news|blog|contact|about|about us|untitled|untitled document|default|loading|redirecting|just a moment|access denied|error|404|not found|forbidden|coming soon|under construction|main|main page|portal|hjem|hem|forside|etusivu|strona główna|strona glowna|hlavní stránka|domů|úvod|úvodní stránka|kezdőlap|főoldal|acasă|prima pagina|начало|главная|главная страница|головна|anasayfa|ana sayfa|αρχική|ホーム|トップページ|トップ|首页|首頁|홈|메인|sito ufficiale|site officiel|sitio oficial|offizielle website|offizielle seite|en|de|fr|es|it|nl|us|uk|global|international|worldwide|corporate|company|products|services|menu|welcome page|willkommen|bienvenue|bienvenidos|benvenuti|bem vindo|welkom|välkommen|velkommen|trang chủ|beranda|search|deals|sale|new|best|free'
    .split('|')
    .map(foldName),
);

/** Whether a text is a word of titles (`Home`, `Official site`) and not a name. */
export const isGenericTitle = (text: string): boolean => GENERIC.has(foldName(text)) || isPageLabel(text);

/** Maximum parts of a title that is a name with a claim; of longer lists only the ends may be the name. */
const MAX_TITLE_PARTS = 3;

/** The parts of a title that may be a name: without generic words, of long lists only the first and the last. */
export function titleNames(title: string): string[] {
  const parts = title
    .slice(0, 300)
    .split(/\s+[-–—|·•:»«/]+\s+|\s*[|·•»«–—]\s*|:\s+/u)
    .map((part) =>
      part
        .replace(/^(?:welcome to|home of|willkommen bei|bienvenue (?:chez|à|sur)|bienvenid[oa]s? a|benvenuti (?:in|da|su)|welkom bij|välkommen till)\s+/iu, '')
        .replace(/\s+(?:official (?:site|website|store)|home ?page|website|online shop)$/iu, '')
        .trim(),
    ); // prettier-ignore
  const ends = parts.length > MAX_TITLE_PARTS ? [parts[0] ?? '', parts.at(-1) ?? ''] : parts;
  return ends.filter((part) => part !== '' && !isGenericTitle(part));
}

/** Organisations that may own the page; several of which none is shown to own it are customers or partners. */
const MAX_UNSURE_OWNERS = 2;

function structuredNames(items: readonly Item[], url: string | null): string[] {
  const owners = findOwners(items, url).filter(({ ownership }) => ownership !== 'weak');
  const unsure = owners.filter(({ ownership }) => ownership === 'likely');
  const believed = unsure.length > MAX_UNSURE_OWNERS ? owners.filter(({ ownership }) => ownership === 'own') : owners;
  return believed.flatMap(({ item }) => textsOf(item, 'name', 'legalName', 'alternateName').slice(0, 6));
}

/** `WebSite` of the page's own address: its name is the site's. */
function websiteNames(items: readonly Item[], url: string | null): string[] {
  const own = url === null ? null : parse(url).domain;
  return items
    .filter((item) => item.types.includes('WebSite'))
    .filter((item) => [textOf(item, 'url')].every((at) => at === null || own === null || parse(at).domain === own))
    .flatMap((item) => textsOf(item, 'name', 'alternateName').slice(0, 4));
}

const SITE_NAME = new Set(['og:site_name', 'application-name', 'apple-mobile-web-app-title']);

function metaNames(root: HtmlElement): string[] {
  const names: string[] = [];
  for (const element of elements(root)) {
    if (element.tag !== 'meta' || names.length >= 6) continue;
    const name = (attr(element, 'property') ?? attr(element, 'name') ?? '').toLowerCase();
    const content = SITE_NAME.has(name) ? attr(element, 'content')?.slice(0, 200).trim() : undefined;
    if (content) names.push(content);
  }
  return names;
}

/** Words before the holder of a credit for a picture, a map or a font, which is not the site's copyright line. */
const CREDIT =
  /(?<!\p{L})(?:photo(?:s|graph\p{L}*)?|images?|pictures?|fotos?|fotograf\p{L}*|(?:titel)?bild(?:er|nachweise?|rechte|quellen?)?|maps?|karten?(?:daten)?|fonts?|icons?|videos?|illustration(?:s|en)?)(?!\p{L})/iu;
/** Holders of such credits. */
const AGENCY = /shutterstock|getty images|openstreetmap/iu;
const COPYRIGHT = /©|\bcopyright\b|\(c\)\s?(?:19|20)\d\d/iu;

const isCredit = (text: string, holder: string): boolean =>
  AGENCY.test(holder) || CREDIT.test(text.slice(0, Math.max(0, text.lastIndexOf(holder))));

/** Holders of the last copyright lines; above the last third of a page only those of its footer. */
function copyrightNames(lines: readonly TextLine[]): string[] {
  const from = Math.floor((lines.length * 2) / 3);
  return lines
    .filter(({ text, zone }, at) => (zone === 'footer' || at >= from) && COPYRIGHT.test(text.slice(0, 400)))
    .map(({ text }) => ({ text: text.slice(0, 400), holder: copyrightHolder(text) }))
    .filter(({ text, holder }) => holder === null || !isCredit(text, holder))
    .slice(-3)
    .flatMap(({ holder }) => holder ?? []);
}

/** Names with a legal form that spell the label of the domain; others are third parties until an imprint says more. */
function imprintNames(lines: readonly TextLine[], url: string | null): string[] {
  const label = url === null ? null : parse(url).domainWithoutSuffix;
  if (label === null) return [];
  const own = squash(label);
  return lines
    .filter(({ zone }) => zone === 'footer' || zone === 'address')
    .slice(0, 500)
    .flatMap(legalNamesOf)
    .filter((name) => squash(withoutLegalForm(name)) === own);
}

/** Longer texts are sentences. */
const MAX_NAME = 120;
const MAX_NAMES = 30;

/**
 * The names that a page states as its own: the organisation and the site of its structured data, `og:site_name`, the
 * holder of its copyright line, a legal name that spells its domain, and its title without generic words. A company may
 * be called like one (`Free`), so elsewhere they stay. Logos, and legal names elsewhere, are those of customers and
 * partners as often as not.
 */
export function collectOwnNames(page: {
  readonly root: HtmlElement;
  readonly lines: readonly TextLine[];
  readonly items: readonly Item[];
  readonly url: string | null;
}): OwnName[] {
  const { root, lines, items, url } = page;
  const title = first(root, 'title');
  const found: readonly (readonly [OwnNameEvidence, readonly string[]])[] = [
    ['structured data', [...structuredNames(items, url), ...websiteNames(items, url)]],
    ['site name', metaNames(root)],
    ['copyright', copyrightNames(lines)],
    ['imprint', imprintNames(lines, url)],
    ['title', title === null ? [] : titleNames(innerText(title))],
  ];
  const names = found.flatMap(([evidence, list]) => list.map((name): OwnName => ({ name: name.trim(), evidence })));
  const seen = new Set<string>();
  return names
    .filter(({ name, evidence }) => {
      const key = `${evidence} ${foldName(name)}`;
      if (name.length > MAX_NAME || (evidence === 'title' && isGenericTitle(name)) || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, MAX_NAMES);
}
