import { parse } from 'tldts';
import { parseUrl } from '../../../platform/addresses/parse-url.js';
import { innerText } from '../data/element-value.js';
import { attr, elements, HtmlElement } from '../tree/html-tree.js';
import { isAboutSegment, type Label, labelOf, namesPage, type WordedKind } from './page-words.js';

/** Purpose of a page of a company's site. */
export type PageKind = 'about' | 'contact' | 'imprint' | 'careers' | 'investors' | 'support' | 'privacy' | 'team';

export interface PageLink {
  readonly url: string;
  readonly kind: PageKind;
  /** How likely the link leads to such a page; higher is better. */
  readonly score: number;
}

const MAX_LINKS = 3_000;

/** Words in link texts and paths, the most specific first; compared in lower case without diacritics. */
const WORDS: Readonly<Record<PageKind, RegExp>> = {
  imprint: /impressum|imprint|anbieterkennzeichnung|mentions[ -_]?legales|aviso[ -_]?legal|informacion[ -_]?legal|note[ -_]?legali|informazioni[ -_]?legali|dados[ -_]?legais|legal[ -_]?(?:notice|info|information)|^legal$|colofon|juridische|yritystiedot|特定商取引|法律声明|реквизиты|rekvizit|dane[ -_]?firmy|informacje[ -_]?prawne|pravni[ -_]?informace/u,
  contact: /contact|kontakt|contatti|contacto|contato|contacteer|yhteystiedot|kapcsolat|kontakty|контакт|контакти|επικοινωνια|iletisim|お問い合わせ|お問合せ|問い合わせ|联系|聯絡|聯繫|연락처|문의|צור קשר|اتصل|ติดต่อ|lien he|hubungi|get[ -_]in[ -_]touch|reach[ -_]us|locations?$|standorte|find[ -_]us|where[ -_]to[ -_]find/u,
  about: /about|uber[ -_]?uns|ueber[ -_]?uns|unternehmen|wir[ -_]uber|firma$|company$|corporate|who[ -_]we[ -_]are|our[ -_](?:story|company)|a[ -_]?propos|qui[ -_]sommes|societe|entreprise|quienes[ -_]somos|sobre[ -_](?:nosotros|nos)|nosotros|empresa|chi[ -_]siamo|azienda|quem[ -_]somos|over[ -_]ons|bedrijf|o[ -_]nas|o[ -_]firmie|o[ -_]spolecnosti|rolunk|despre[ -_]noi|om[ -_](?:oss|os)|tietoa|meista|yritys|о[ -_](?:компании|нас)|o-kompanii|про[ -_](?:компанию|нас)|за[ -_]нас|hakkimizda|kurumsal|会社概要|企業情報|会社情報|关于|關於|公司简介|회사소개|ve[ -_]chung[ -_]toi|tentang/u,
  team: /(?:^|[ -_/])team|management|leadership|geschaftsfuhrung|equipe|equipo|zespol|direction|vorstand|役員|команда|руководство/u,
  investors: /investor|anleger|investisseur|inversor|inversionista|investidor|azionisti|aandeelhouder|inwestor|инвестор|投資家|(?:^|[ -_/])ir(?:$|[ -_/])|投资者/u,
  careers: /career|karriere|jobs?(?:$|[ -_/])|stellen|vacanc|recrut|emploi|empleo|trabaj[ae]|lavora|carriera|carreira|trabalhe|vacature|werken[ -_]bij|kariera|praca|allas|cariere|jobb|ledige|avoimet|вакансии|карьера|採用|招聘|채용/u,
  support: /support|help(?:$|[ -_/])|faq|kundenservice|kundendienst|service[ -_]?client|atencion[ -_]al[ -_]cliente|assistenza|klantenservice|pomoc|поддержка|サポート/u,
  privacy: /privacy|datenschutz|confidentialite|privacidad|privacidade|prywatnosci|конфиденциальност|プライバシー|隐私/u,
}; // prettier-ignore

/** Minimum share of a text that a page's word must cover for the text to be a label: `Контакты`, `About us`. */
const NEARLY_ALL = 0.6;
/** Maximum characters of the title of such a page. */
const MAX_LABEL = 24;

/**
 * Whether a text only states the purpose of a page, in any known language (`Über uns`, `会社概要`); such a text is not a
 * company's name.
 */
export function isPageLabel(text: string): boolean {
  const label = plain(text);
  if (label === '' || label.length > MAX_LABEL) return false;
  return Object.values(WORDS).some((words) => (words.exec(label)?.[0].length ?? 0) >= label.length * NEARLY_ALL);
}

/** Paths tried where no link was found, the most likely first. */
const WELL_KNOWN: Readonly<Record<PageKind, readonly string[]>> = {
  about: ['/about', '/about-us', '/company', '/ueber-uns', '/a-propos', '/quienes-somos'],
  contact: ['/contact', '/contact-us', '/kontakt', '/contacto', '/contatti'],
  imprint: ['/impressum', '/imprint', '/legal', '/mentions-legales', '/aviso-legal'],
  careers: ['/careers', '/jobs'],
  investors: ['/investors', '/investor-relations'],
  support: ['/support', '/help'],
  privacy: ['/privacy', '/privacy-policy'],
  team: ['/team', '/about/team'],
};

const SKIP = /\.(?:pdf|jpe?g|png|gif|svg|webp|zip|docx?|xlsx?|pptx?|mp[34]|css|js|xml|ics|vcf)$/i;

/** Lower case without diacritics. Kana keep theirs, because they change the syllable. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/(?![\u3099\u309a])\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .trim();

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const WORDED: ReadonlySet<string> = new Set(['imprint', 'contact', 'about', 'team', 'careers'] satisfies WordedKind[]);
const isWorded = (kind: PageKind): kind is WordedKind => WORDED.has(kind);

/** What a link says of the page it leads to, made once for all kinds of pages. */
interface LinkWords {
  /** Its text and its path in lower case without diacritics. */
  readonly text: string;
  readonly path: string;
  /** The last segment of the path, without its suffix. */
  readonly last: string;
  readonly label: Label;
  readonly lastLabel: Label;
  /** Whether the page is below one about the company. */
  readonly isBelow: boolean;
  /** What is taken off for a page deep in the site, or with a long name: slugs of articles contain such words. */
  readonly depth: number;
}

/** Reads links of one page, whose paths share most of their segments. */
function linkReader(): (text: string, path: string) => LinkWords {
  const known = new Map<string, boolean>();
  const isAbout = (segment: string): boolean => {
    const is = known.get(segment) ?? isAboutSegment(segment);
    known.set(segment, is);
    return is;
  };
  return (text, path) => {
    const segments = path.split('/').filter(Boolean);
    const last = (segments.at(-1) ?? '').replace(/\.(?:html?|php|aspx?|jsp)$/, '');
    return {
      ...{ text, path, last, label: labelOf(text), lastLabel: labelOf(last) },
      isBelow: segments.slice(0, -1).some(isAbout),
      depth: Math.max(0, segments.length - 2) * 0.5 + (last.length > 40 ? 2 : 0),
    };
  };
}

/**
 * How likely a link leads to a page of a kind; 0 for no sign of it. Words must be the label or a segment of the path,
 * or a phrase in a short label: `Waste management` is no team, `Directions` no management. A word in a longer segment
 * alone (`/news/new-jobs-in-town`) is no sign.
 */
function scoreOf(kind: PageKind, { text, path, last, label, lastLabel, isBelow, depth }: LinkWords): number {
  if (!isWorded(kind)) {
    const byText = text.length <= 40 && WORDS[kind].test(text) ? 3 : 0;
    const byPath = WORDS[kind].test(last) ? 2 : WORDS[kind].test(path) ? 1 : 0;
    return byText + byPath === 0 ? 0 : byText + byPath - depth;
  }
  const byText = namesPage(kind, label, isBelow);
  const byPath = namesPage(kind, lastLabel, isBelow);
  const sign = byText + (byPath === 3 ? 2 : byPath / 2);
  return sign < 2 ? 0 : sign - depth;
}

const KINDS = Object.keys(WORDS) as readonly PageKind[];

/**
 * Links of a page to the site's own pages of interest, the best of each kind first, at most `perKind` per kind. Only
 * links to the same registrable domain; fragments and files are omitted.
 */
export function findPages(root: HtmlElement, base: string, perKind = 2): PageLink[] {
  const home = parseUrl(base);
  if (home === null) return [];
  const site = parse(base).domain ?? home.hostname;
  const best = new Map<string, PageLink>();
  const wordsOf = linkReader();
  let count = 0;
  for (const element of elements(root)) {
    const href = element.tag === 'a' ? attr(element, 'href') : null;
    if (!href || count++ > MAX_LINKS) continue;
    const url = parseUrl(href, base);
    if (url === null) continue;
    if (!/^https?:$/.test(url.protocol) || (parse(url.href).domain ?? url.hostname) !== site || SKIP.test(url.pathname))
      continue;
    url.hash = '';
    if (url.href === base || url.pathname === '/') continue;
    const text = plain(
      innerText(element).slice(0, 100) || (attr(element, 'title') ?? attr(element, 'aria-label') ?? '').slice(0, 100),
    );
    const words = wordsOf(text, plain(decodePath(url.pathname)));
    for (const kind of KINDS) {
      const score = scoreOf(kind, words);
      const known = best.get(`${kind} ${url.href}`);
      if (score > 0 && (!known || known.score < score)) best.set(`${kind} ${url.href}`, { url: url.href, kind, score });
    }
  }
  const sorted = [...best.values()].sort((a, b) => b.score - a.score || a.url.length - b.url.length);
  return sorted.filter(
    (link, index) => sorted.slice(0, index).filter((other) => other.kind === link.kind).length < perKind,
  );
}

/** Pages that each extraction mode reads after the home page, in order, and their maximum number. */
export const MODE_PAGES: Readonly<
  Record<
    'basic' | 'standard' | 'comprehensive' | 'contact_focused' | 'financial_focused',
    { readonly kinds: readonly PageKind[]; readonly limit: number }
  >
> = {
  basic: { kinds: [], limit: 0 },
  standard: { kinds: ['about', 'contact'], limit: 2 },
  comprehensive: { kinds: ['about', 'contact', 'imprint', 'team', 'investors', 'careers', 'support'], limit: 7 },
  contact_focused: { kinds: ['contact', 'imprint', 'about', 'careers', 'support'], limit: 5 },
  financial_focused: { kinds: ['about', 'investors'], limit: 2 },
};

/**
 * The pages to fetch next, one of each wanted kind: the best link or, when there is none and `guess` is set, the first
 * well-known path. Guessed pages may not exist.
 */
export function pickPages(
  links: readonly PageLink[],
  base: string,
  mode: keyof typeof MODE_PAGES,
  guess = true,
): PageLink[] {
  const { kinds, limit } = MODE_PAGES[mode];
  const picked = new Map<string, PageLink>();
  for (const kind of kinds) {
    if (picked.size >= limit) break;
    const link = links.find((one) => one.kind === kind && !picked.has(one.url));
    const path = WELL_KNOWN[kind][0];
    if (link) picked.set(link.url, link);
    else if (guess && path && (kind === 'contact' || kind === 'about')) {
      const url = parseUrl(path, base)?.href;
      if (url !== undefined && !picked.has(url)) picked.set(url, { url, kind, score: 0 });
    }
  }
  return [...picked.values()];
}
