import { parse } from 'tldts';
import { countryNamed } from '../../facts/country-names.js';
import { hasStreet } from '../places/address-words.js';
import { attr, elements, first, HtmlElement } from '../tree/html-tree.js';
import { innerText } from '../data/element-value.js';
import { findLegalNames, legalNamesOf, withoutLegalForm } from './find-legal-names.js';
import { TextLine } from '../tree/page-text.js';
import { isPageLabel } from '../links/pick-pages.js';
import { placesOf } from '../places/street-text.js';
import { stateOf } from '../places/us-states.js';

export type NameMethod =
  | 'structured'
  | 'og:site_name'
  | 'title'
  | 'copyright'
  | 'legal-form'
  | 'logo'
  | 'address-block'
  | 'domain-name'
  | 'institution';

/** An organisation that a page names outside structured data. */
export interface NameMention {
  readonly name: string;
  readonly method: NameMethod;
  /** How often it was found this way. */
  readonly count: number;
}

const MAX_NAMES = 200;

const FREE_MAIL = new Set(
  'gmail googlemail yahoo hotmail outlook live aol icloud me msn gmx web t-online mail yandex ya bk inbox list rambler qq 163 126 sina orange wanadoo free laposte sfr libero virgilio tiscali alice wp o2 onet interia op seznam centrum abv naver daum hanmail comcast verizon sbcglobal att bellsouth cox earthlink btinternet protonmail proton zoho uol bol terra ig'.split(
    ' ',
  ),
);

/** Letters and digits only, in lower case: the common form of a name and a domain label. */
export function squash(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/&/g, 'and')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Domain labels that a name may spell: those of the site, of e-mail addresses and of links. */
export function domainLabels(url: string | null, emails: readonly string[], links: readonly string[]): string[] {
  const labels = new Map<string, number>();
  const add = (host: string, weight: number): void => {
    const label = parse(host).domainWithoutSuffix;
    if (label && label.length >= 3 && !FREE_MAIL.has(label))
      labels.set(squash(label), (labels.get(squash(label)) ?? 0) + weight);
  };
  if (url) add(url, 5);
  for (const email of emails.slice(0, 50)) add(email.slice(email.lastIndexOf('@') + 1), 1);
  for (const link of links.slice(0, 10)) add(link, 2);
  return [...labels]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 5)
    .map(([label]) => label);
}

/** Words that titles and logos put around a name, in the languages of business sites. */
const BEFORE_NAME =
  /^(?:(?:welcome to|willkommen bei|bienvenue (?:chez|à)|bienvenid[oa]s? a|benvenuti (?:in|da)|bem-vindos? (?:à|ao|a)|welkom bij|välkommen till|witamy w|the official (?:web ?site|site|home ?page|store) (?:of|for)|official (?:web ?site|site|home ?page) of|home ?page of|contact(?: us)?(?: at)?|about|kontakt(?: zu)?|contacter|contactez|contacto|contatta|by|from|visit)(?:[:,]? |$))+/iu;
const AFTER_NAME =
  /[\s,/-]+(?:home(?: ?page)?|web ?site|official site|startseite|accueil|inicio|contact(?: us)?|kontakt|contacto|contatti|contato|contact information|logo)$/iu;

function withoutFrame(text: string): string {
  let name = text.trim();
  for (let i = 0; i < 3; i++) {
    const shorter = name
      .replace(BEFORE_NAME, '')
      .replace(AFTER_NAME, '')
      .replace(/, ([^,]{2,30})$/, keptUnlessPlace)
      .trim();
    if (shorter === name) break;
    name = shorter;
  }
  return name;
}

const keptUnlessPlace = (tail: string, place: string): string =>
  stateOf(place) !== null || countryNamed(place) !== null ? '' : tail;

/** Maximum logos taken as names; further ones are those of partners, brands and awards. */
const MAX_LOGOS = 3;

/** Maximum words of a title that is a name; longer ones are sentences, product lists or lists of places. */
const MAX_TITLE_WORDS = 7;

/** A part of a title or the text of a logo, where it may be a name. */
function nameInFrame(text: string): string | null {
  const name = withoutFrame(text);
  const isSentence = name.split(' ').length > MAX_TITLE_WORDS || /[!?]|(?:\p{L}|\d)\. \p{Lu}|^https?:|_/u.test(name);
  return name === '' || (isSentence && findLegalNames(name).length === 0) || isPlace(text) || isPlace(name)
    ? null
    : name;
}

/** `Houston, TX`, `Springfield, Illinois, USA`, `New Jersey`. */
function isPlace(text: string): boolean {
  const [place] = placesOf(text);
  if (place !== undefined && text.startsWith(place.city)) return true;
  return stateOf(text) !== null || countryNamed(text) !== null;
}

/** Names of networks whose logos are links to accounts. */
const NETWORK_NAME =
  /(?:^|\s)(?:facebook|twitter|x|linkedin|instagram|youtube|pinterest|tumblr|tiktok|xing|vimeo|flickr|google\+?|rss|whatsapp|telegram|vkontakte)$/i;

class NameCollector {
  private readonly found = new Map<string, { name: string; method: NameMethod; count: number }>();

  add(raw: string | null | undefined, method: NameMethod): void {
    const name = (raw ?? '').replace(/^[\s:,.|–—•©®-]+|[\s:,;|–—•-]+$/g, '').replace(/\s+/g, ' ');
    if (
      name.length < 2 ||
      name.length > 100 ||
      !/\p{L}/u.test(name) ||
      (method !== 'structured' && isPageLabel(name)) ||
      /^(?:home|welcome|contact|about|index|untitled|kontakt|startseite|accueil|inicio|impressum|all rights reserved|untitled document)\b.{0,3}$/i.test(
        name,
      )
    )
      return;
    const key = `${method} ${name.toLowerCase()}`;
    const entry = this.found.get(key);
    if (entry) entry.count++;
    else if (this.found.size < MAX_NAMES) this.found.set(key, { name, method, count: 1 });
  }

  get mentions(): NameMention[] {
    return [...this.found.values()];
  }
}

/** The holder in a copyright line: `© 1999–2024 Acme Ltd. All rights reserved.` → `Acme Ltd.` */
export function copyrightHolder(line: string): string | null {
  const text = line.slice(0, 400);
  const match =
    /(?:©|\(c\)|&copy;|copyright|Авторские права)(?:[\s:©,]|\(c\)|copyright){0,6}(?:(?:19|20)\d{2}(?:\s?[-–—/,]\s?(?:(?:19|20)?\d{2}|present|today|heute))?[\s,.:–-]{0,4}){0,3}(?:by |von |par |de )?(.{2,120})/iu.exec(
      text,
    );
  const rest = match?.[1]?.replace(/^(?:copyright|©|\(c\))\s*/i, '').replace(/^(?:19|20)\d{2}[\s,–-]*/, '');
  if (!rest) return null;
  const cut =
    rest.split(
      /\s?(?:[|•·–—]|\s-\s|\ball rights|\balle rechte|tous droits|todos los derechos|tutti i diritti|todos os direitos|wszelkie prawa|wszystkie prawa|všechna práva|minden jog|все права|усі права|alla rättigheter|alle rechten|alle rettigheder|tüm hakları|kaikki oikeudet|rights reserved|privacy|terms|site ?map|web ?sites?(?!\p{L})|www\.|contact|disclaimer|impressum|mentions légales|aviso legal|copyright|site by|powered by|designed? by|web ?design|\(?(?:19|20)\d{2}\)?)/iu,
    )[0] ?? '';
  const name = cut.replace(/[\s,.;:]+$/, (tail) =>
    /\b(?:inc|ltd|corp|co|llc|s\.a|s\.l|s\.r\.l|d\.o\.o|z o\.o|s\.r\.o|a\.s|gmbh)$/i.test(cut.slice(0, -tail.length)) &&
    tail.startsWith('.')
      ? '.'
      : '',
  );
  if (/^\P{L}*$/u.test(name) || name.split(' ').length > 10 || NO_HOLDER.test(name)) return null;
  const legal = findLegalNames(name)[0];
  // Text after the legal form belongs to the next part of the footer: `Acme, Inc. Site Map`.
  return legal !== undefined && name.startsWith(legal) ? legal : name;
}

/** Texts after the word copyright that are not a holder: `Copyright notice`, `Copyrights are the property of …`. */
const NO_HOLDER =
  /^(?:notices?|infringements?|polic(?:y|ies)|law|laws|act|agent|claims?|complaints?|information|info|statement|permissions?|clearance|s|and|or|is|are|in|of|the (?:content|contents|material|images)|hinweis\w*|vermerk|january|february|march|april|may|june|july|august|september|october|november|december)(?!\p{L})/iu;

const NOUN =
  'University|College|School|Institute|Institution|Academy|Foundation|Association|Society|Federation|Council|Commission|Committee|Ministry|Department|Agency|Authority|Bureau|Bank|Trust|Fund|Group|Partners|Associates|Holdings|Enterprises|Industries|Systems|Technologies|Solutions|Services|Service|Consulting|Consultants|Communications|Electronics|Pharmaceuticals|Laboratories|Labs|Studios?|Productions|Records|Press|Publishing|Publications|Magazine|Restaurant|Grill|Cafe|Café|Bistro|Catering|Bakery|Brewery|Hotel|Inn|Resort|Casino|Hospital|Clinic|Medical Center|Health Center|Church|Ministries|Museum|Gallery|Theatre|Theater|Zoo|Library|Center|Centre|Club|Store|Stores|Shop|Market|Pharmacy|Motors|Airlines|Airways|Rentals?|Realty|Properties|Insurance|Securities|Capital|Financial|Media|Network|Software|Logistics|Freight|Plumbing|Supply|Foods|Farms|Chamber of Commerce';
const INSTITUTION = new RegExp(
  `(?<![\\p{L}])(?:The )?\\p{Lu}[\\p{L}\\d.'’&-]{1,25}(?: (?:(?:of|and|for|the|&|de|la) ){0,2}\\p{Lu}[\\p{L}\\d.'’&-]{1,25}){0,4} (?:${NOUN})(?: (?:of|for) (?:the )?\\p{Lu}[\\p{L}.'’-]{1,25}(?: (?:(?:and|of|the|&) ){0,2}\\p{Lu}[\\p{L}.'’-]{1,25}){0,4})?(?![\\p{L}])|(?<![\\p{L}])(?:University|Universität|Université|Universidad|Università|Universidade|Uniwersytet|Univerzita|College|Institut|Instituto|Istituto|Instytut|Stiftung|Fundación|Fundação|Fundacja|Fondation|Fondazione|Association|Asociación|Associação|Associazione|Verein|Verband|Museum|Musée|Museo|Hotel|Hôtel|Ristorante|Restaurant|Restaurante|Agentur|Kanzlei|Autohaus|Ministerstwo|Ministerium|Ministère|Ministerio|Urząd|Bank|Banco|Banque|Banca|Clinique|Clínica|Klinik) (?:(?:of|für|de|der|des|del|della|do|da|du|la|the|di|zur|e\\.V\\.) ){0,2}\\p{Lu}[\\p{L}.'’-]{1,25}(?: (?:(?:of|und|y|e|et|i|für|de|der|del|do|da|the|&) ){0,2}\\p{Lu}[\\p{L}.'’-]{1,25}){0,3}`,
  'gu',
);

/** Nouns that are used for one particular institution; of the others every shop or town hall has several. */
const PROPER =
  /(?:^|\s)(?:\p{Lu}\p{L}*(?:versity|versität|versité|versidad|versità|versidade|wersytet|verzita)|College|School of|Institute?|Academy|Foundation|Association|Society|Federation|Bank|Trust|Fund|Hospital|Museum|Zoo|Hotel|Inn|Airlines|Airways|Bureau|Agency|Ministry|Stiftung|Fundación|Fundação|Fundacja|Fondation|Fondazione|Asociación|Associação|Associazione|Verein|Verband|Musée|Museo|Hôtel|Ristorante|Kanzlei|Autohaus|Ministerstwo|Ministerium|Ministère|Ministerio|Urząd|Banco|Banque|Banca|Klinik|Clinique|Clínica|Istituto|Instituto|Institut|Instytut)(?!\p{L})/u;

const MENU_WORD =
  /^(?:the )?(?:from|to|by|at|in|on|for|with|how|what|what's|when|where|why|who|which|looking|request|apply|join|manage|accessing|history|archives|president|chief|chair|partner|senior|young|older|state|residential|commercial|industrial|single|whole|registered|completed|regional|healthy|executive|our|your|my|all|customer|online|photo|image|video|privacy|contact|member|provider|social|news|e-?mail|live|help|visitor|emergency|virtual|free|new|more|other|find|view|visit|shop|gift|press|media|career|job|store|product|technical|guest|room|car|about|home|site|web|mobile|terms|community|public|special|extended|resource|download|learning|support|service|financial services|education|health)s?(?!\p{L})/iu;

/**
 * Whether a text names an institution. Common nouns need more of a name before them: menus are full of `Customer
 * Service` and `Photo Gallery`.
 */
function isInstitution(name: string): boolean {
  if (MENU_WORD.test(name)) return false;
  const common =
    /(?:Services?|Center|Centre|Stores?|Shop|Club|Rentals?|Library|Gallery|Media|Group|Department|Records|Market|Network|Software|Solutions|Press|Insurance|Fund|Plumbing)$/.test(
      name,
    );
  return name.split(' ').length >= (common ? 3 : 2);
}

/** Consecutive words that spell a domain label, as the page writes them. */
function spelledIn(text: string, labels: readonly string[]): string[] {
  const words = [...text.slice(0, 500).matchAll(/[\p{L}\p{N}][\p{L}\p{N}.'’®-]*|&/gu)].slice(0, 100);
  const found: string[] = [];
  for (let i = 0; i < words.length; i++) {
    let joined = '';
    for (let j = i; j < Math.min(words.length, i + 6); j++) {
      joined += squash(words[j]?.[0] ?? '');
      if (!labels.some((label) => label.startsWith(joined))) break;
      const start = words[i]?.index ?? 0;
      const run = text.slice(start, (words[j]?.index ?? 0) + (words[j]?.[0].length ?? 0));
      if (labels.includes(joined) && /\p{Lu}|\p{Lo}/u.test(run)) found.push(run);
    }
  }
  return found;
}

/** The line directly above a street, which often names whose address it is. */
function nameAbove(lines: readonly TextLine[], index: number): string | null {
  const text = lines[index - 1]?.text ?? '';
  if (text.length < 3 || text.length > 70 || /[@:?!/\\]|www\.|\d{3}/.test(text) || hasStreet(text)) return null;
  if (
    !/^[\p{Lu}\d«"„]/u.test(text) ||
    /^(?:address|adresse|anschrift|contact|kontakt|location|direcci|indirizzo|our |visit|mail|how |find|postal|headquarters?$|corporate headquarters$|corporate office|main office|head office|by mail|write)/i.test(
      text,
    )
  )
    return null;
  const name = text.replace(/,$/, '').replace(/^(?:an?|the) (?:division|subsidiary|member|part) of /i, '');
  if (text.split(/\s/).length > 9 || isPlace(name) || isPageLabel(name) || NOT_ABOVE.test(name)) return null;
  return name;
}

/** Headings above an address that are not names: offices, desks and labels of buttons. */
const NOT_ABOVE =
  /(?:^|[\s-])(?:offices?|head ?quarters?|hq|address|information|details|directions|hours|department|dept|customer (?:care|service|support|relations)|resources|chat|e-?mail|here|us|online|tracking|house|tower|building|courthouse|plaza|street|road|avenue|lane|drive|boulevard|season|standorte?|anschrift|postanschrift|niederlassung|zentrale|büro|öffnungszeiten|siège(?: social)?|bureaux?|agence|oficinas?|sede(?: legale| social| central| operativa)?|domicilio|escritório|kantoor|vestiging|biuro|siedziba|provozovna|sídlo|kontor|офис|адрес|контакты)\.?$|^(?:book|send|start|view|get|call|click|come|read|sign|log|join|find|follow|shop|search|see|order|download|subscribe|members of|office of|department of (?:the|our))\b/iu;

interface NameInput {
  readonly root: HtmlElement;
  readonly lines: readonly TextLine[];
  /** Indexes of the lines in which addresses begin. */
  readonly addressLines: readonly number[];
  readonly labels: readonly string[];
}

/** All organisations that a page names in its head, header, text and footer. */
export function collectNames({ root, lines, addressLines, labels }: NameInput): NameMention[] {
  const names = new NameCollector();
  fromMarkup(root, labels, names);
  const institutions = new Map<string, number>();
  for (const read of lines.slice(0, 10_000)) {
    const { text, zone, strong } = read;
    const line = text.slice(0, 1_000);
    if (/©|\(c\)|copyright/i.test(line)) names.add(copyrightHolder(line), 'copyright');
    for (const name of legalNamesOf(read)) names.add(name, 'legal-form');
    for (const name of spelledIn(line, labels)) names.add(name, 'domain-name');
    if (zone === 'header' || zone === 'nav') continue;
    for (const match of line.matchAll(INSTITUTION))
      if (isInstitution(match[0]))
        institutions.set(match[0], (institutions.get(match[0]) ?? 0) + (match[0] === line && !strong ? 0.5 : 1));
  }
  for (const [name, weight] of institutions) if (weight >= (PROPER.test(name) ? 1 : 2)) names.add(name, 'institution');
  for (const index of addressLines) names.add(nameAbove(lines, index), 'address-block');
  return names.mentions;
}

/** Whether an image links to another site: logos of partners, networks and web agencies. */
function leadsAway(image: HtmlElement, labels: readonly string[]): boolean {
  for (let element = image.parent, up = 0; element !== null && up < 4; element = element.parent, up++) {
    if (element.tag !== 'a') continue;
    const { domainWithoutSuffix } = parse(
      /^(?:https?:)?\/\//i.exec(attr(element, 'href') ?? '') ? (attr(element, 'href') ?? '') : '',
    );
    return domainWithoutSuffix !== null && labels.length > 0 && !labels.includes(squash(domainWithoutSuffix));
  }
  return false;
}

function fromMarkup(root: HtmlElement, labels: readonly string[], names: NameCollector): void {
  let logos = 0;
  for (const element of elements(root)) {
    if (element.tag === 'meta') {
      const name = (attr(element, 'property') ?? attr(element, 'name') ?? '').toLowerCase();
      if (name === 'og:site_name' || name === 'application-name' || name === 'apple-mobile-web-app-title')
        names.add(attr(element, 'content')?.slice(0, 200), 'og:site_name');
    } else if (
      element.tag === 'img' &&
      /logo/i.test(
        `${attr(element, 'class') ?? ''} ${attr(element, 'id') ?? ''} ${attr(element, 'src') ?? ''}`.slice(0, 400),
      )
    ) {
      const words = attr(element, 'alt')
        ?.slice(0, 120)
        .replace(/\s?\blogo\b\s?/i, ' ')
        .split(/\s[–—-]\s|:\s|\s?[|•·]\s?/)[0];
      const name = words && !leadsAway(element, labels) ? nameInFrame(words) : null;
      if (name === null || NETWORK_NAME.test(name) || logos >= MAX_LOGOS) continue;
      logos++;
      names.add(name, 'logo');
    }
  }
  const title = first(root, 'title');
  const parts = (title ? innerText(title).slice(0, 300) : '').split(/\s*(?:[|»«•·:]|\s[–—-]\s|::)\s*/).filter(Boolean);
  const best =
    parts.find((part) =>
      labels.some(
        (label) => squash(part).includes(label) || (label.length > 4 && label.includes(squash(withoutLegalForm(part)))),
      ),
    ) ?? parts.find((part) => findLegalNames(part).length > 0);
  const likely = best !== undefined ? [best] : parts.length === 1 ? parts : [parts.at(-1), parts[0]];
  for (const part of likely) names.add(nameInFrame(part ?? ''), 'title');
}
