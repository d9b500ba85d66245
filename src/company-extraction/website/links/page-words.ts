/**
 * Words by which sites of some twenty-five languages name their pages, for links: en de fr es pt it nl pl sv da nb fi
 * cs sk hu ro bg el tr ru uk hr et lv lt ja zh ko vi id ar he th. All are written as people write them and folded once.
 */

/** Kinds of pages whose words are told apart strictly. */
export type WordedKind = 'imprint' | 'contact' | 'about' | 'team' | 'careers';

interface PageWords {
  /** Alone they name the page, and in a short label with other words too: `Kontakt & Anfahrt`. */
  readonly sure: string;
  /** They name the page only when they are the whole label or the whole segment of a path. */
  readonly alone: string;
  /** They name it only below a page about the company: `/about/management` is people, `/management` a service. */
  readonly below?: string;
  /** With these words a label is about something else: `Contact lenses`. */
  readonly not?: RegExp;
}

const WORDS: Readonly<Record<WordedKind, PageWords>> = {
  imprint: {
    sure: 'impressum|imprint|anbieterkennzeichnung|mentions légales|mentions legales|aviso legal|información legal|note legali|informazioni legali|informações legais|dados legais|colofon|disclaimer en colofon|juridische informatie|oikeudellinen huomautus|yritystiedot|juridisk information|juridisk meddelelse|företagsinformation|informacje prawne|nota prawna|dane firmy|právní informace|právne informácie|tiráž|impresum|impresszum|jogi nyilatkozat|mențiuni legale|informații legale|правна информация|импресум|όροι χρήσης και νομικά|νομική σημείωση|yasal bilgi|yasal uyarı|künye|правовая информация|реквизиты|юридическая информация|правова інформація|реквізити|特定商取引法に基づく表記|特定商取引法|会社情報と法的表記|法律声明|法律聲明|법적 고지|사업자 정보|legal notice|legal info|legal information|legal disclosure|company details|corporate information',
    alone: 'legal|legales|légal|rechtliches|rechtliche hinweise|pravne informacije|juridique|note legale|kolofon|juridisch',
  },
  contact: {
    sure: 'contact|contact us|contact info|kontakt|kontakte|kontaktformular|contacts|contactez nous|nous contacter|contacto|contáctenos|contáctanos|contactanos|contato|fale conosco|contactos|contatti|contattaci|contacteer ons|neem contact op|kontakt os|kontakta oss|kontakt oss|ota yhteyttä|yhteystiedot|kontakty|kontaktujte nás|kontaktné údaje|kapcsolat|elérhetőségek|kapcsolatfelvétel|contactați ne|контакти|свържете се с нас|επικοινωνία|επικοινωνηστε μαζι μας|iletişim|bize ulaşın|контакты|связаться с нами|свяжитесь с нами|звʼязатися з нами|kontaktirajte nas|kontaktid|kontakti|kontaktai|susisiekite|お問い合わせ|お問合せ|問い合わせ|联系我们|聯絡我們|联系方式|聯繫我們|联络我们|문의하기|문의|연락처|오시는 길|liên hệ|hubungi kami|اتصل بنا|تواصل معنا|צור קשר|צרו קשר|ติดต่อเรา|get in touch|write to us|how to reach us|anfahrt und kontakt',
    alone: 'reach us|find us|where to find us|talk to us|kontaktdaten|ansprechpartner und kontakt|联系|聯絡|hubungi|ติดต่อ|اتصل|σχετικα με την επικοινωνια|kommunikation und kontakt|so erreichen sie uns|nous joindre|nous écrire|escríbenos|scrivici|skontaktuj się z nami|napisz do nas',
    not: /\b(?:lens\w*|linsen|kontaktlinsen|lentill\w*|lentes|lenti|lenzen|soczewki|cent(?:er|re)s?|tracing|grills?|adhesives?|cement|sports?|sheets?)\b/,
  },
  about: {
    sure: 'about us|about the company|about our company|who we are|our story|our company|our history|über uns|ueber uns|wir über uns|das unternehmen|unser unternehmen|à propos|a propos|à propos de nous|qui sommes nous|notre société|notre entreprise|notre histoire|quiénes somos|quienes somos|sobre nosotros|nuestra empresa|nuestra historia|acerca de nosotros|conócenos|sobre nós|sobre nos|quem somos|a empresa|nossa história|chi siamo|la nostra storia|la nostra azienda|l azienda|over ons|wie zijn wij|ons verhaal|ons bedrijf|o nas|o firmie|kim jesteśmy|poznaj nas|om oss|om os|om företaget|om virksomheden|vilka är vi|hvem er vi|hvem vi er|tietoa meistä|meistä|tietoa yrityksestä|o nás|o společnosti|o firmě|o spoločnosti|rólunk|bemutatkozás|cégünkről|despre noi|cine suntem|за нас|кои сме ние|σχετικά με εμάς|ποιοι είμαστε|η εταιρεία|η εταιρία|hakkımızda|biz kimiz|kurumsal|о компании|о нас|про компанію|про нас|o nama|tko smo|meist|par mums|apie mus|会社概要|会社案内|企業情報|会社情報|私たちについて|当社について|关于我们|關於我們|公司简介|公司簡介|公司介绍|企业简介|회사소개|회사 소개|기업소개|về chúng tôi|giới thiệu|tentang kami|من نحن|عن الشركة|אודות|מי אנחנו|אודותינו|เกี่ยวกับเรา',
    alone: 'about|company|the company|company profile|corporate profile|unternehmen|firma|die firma|firmenprofil|unternehmensprofil|société|la société|entreprise|l entreprise|empresa|la empresa|nosotros|azienda|profilo aziendale|bedrijf|firmaet|företaget|yritys|yritysesittely|společnost|spoločnosť|cégünk|compania|компания|компанія|εταιρεία|şirket|şirketimiz|hakkinda|关于|關於|公司|회사|tentang|introduction|story|our profile|who are we|wer wir sind|überblick über uns|onderneming|virksomheden|virksomhed|tuvrtka|ettevõte|uzņēmums|įmonė|概要',
  },
  team: {
    sure: 'our team|the team|meet the team|management team|leadership team|executive team|our people|meet our people|meet our team|unser team|das team|team und geschäftsführung|geschäftsführung|geschäftsleitung|ansprechpartner|unsere mitarbeiter|notre équipe|l équipe|nos équipes|équipe de direction|équipe dirigeante|nuestro equipo|el equipo|equipo directivo|conoce al equipo|nossa equipe|nossa equipa|a equipa|equipe de gestão|il nostro team|il team|la nostra squadra|lo staff|ons team|het team|maak kennis met het team|onze mensen|nasz zespół|poznaj zespół|vårt team|våra medarbetare|möt teamet|vores team|mød teamet|medarbejdere|vårt team og ansatte|våre ansatte|ansatte|tiimimme|henkilöstö|henkilökunta|náš tým|tým lidí|náš tím|csapatunk|munkatársaink|echipa noastră|нашият екип|екипът|η ομάδα μας|ekibimiz|yönetim ekibi|наша команда|команда проекта|руководство компании|naš tim|meie meeskond|mūsu komanda|mūsų komanda|経営陣|役員一覧|役員紹介|スタッフ紹介|チーム紹介|メンバー紹介|管理团队|管理團隊|团队介绍|我们的团队|核心团队|我們的團隊|경영진|팀 소개|구성원|đội ngũ|đội ngũ của chúng tôi|tim kami|فريقنا|فريق العمل|הצוות שלנו|ทีมงาน|people and leadership|board of directors',
    alone: 'team|teams|the people|people|leadership|equipe|équipe|equipo|equipa|zespół|teamet|tiimi|tým|tím|csapat|echipa|екип|ομάδα|ekip|команда|руководство|керівництво|役員|スタッフ|团队|團隊|팀|staff|vorstand|management board|directie|bestuur|personale|personalen|personal och team|zarząd|tim|meeskond|komanda|צוות|who s who',
    below: 'management|direction|la direction|leaders|board|directors|governance|führung|organisation|leitung|ledelse|ledning|ledningen|dirección|direzione|direção|vedení|vedenie|vezetőség|kierownictwo|conducere|johto|yönetim',
    not: /\b(?:events?|building|spirit|foundation|store|shop|travel|sales|support|software)\b/,
  },
  careers: {
    sure: 'careers|career|jobs|job openings|open positions|current openings|vacancies|join us|join our team|work with us|work for us|we re hiring|we are hiring|karriere|stellenangebote|offene stellen|jobs und karriere|stellenausschreibungen|bewerben|arbeiten bei|carrières|carrière|recrutement|nous rejoindre|rejoignez nous|offres d emploi|emplois|trabaja con nosotros|empleo|empleos|ofertas de empleo|únete a nosotros|únete al equipo|trabalhe conosco|carreiras|carreira|vagas|recrutamento|lavora con noi|carriere|posizioni aperte|offerte di lavoro|unisciti a noi|vacatures|werken bij|kariera|praca|oferty pracy|dołącz do nas|lediga jobb|jobba hos oss|karriär|ledige stillinger|ledige stillingar|job hos os|jobb hos oss|ura|avoimet työpaikat|työpaikat|kariéra|volná místa|voľné miesta|pracovní nabídky|volné pozice|karrier|állások|állásajánlatok|állásajánlat|cariere|locuri de muncă|кариери|работа при нас|свободни позиции|καριέρα|θέσεις εργασίας|kariyer|iş ilanları|açık pozisyonlar|карьера|вакансии|работа у нас|кар’єра|кар єра|вакансії|karijere|karijera|zaposlenje|karjäär|tööpakkumised|karjera|vakances|採用情報|採用|求人|求人情報|キャリア|加入我们|加入我們|招聘|招贤纳士|人才招聘|人才招募|職涯|채용|채용정보|인재채용|채용 정보|tuyển dụng|karir|lowongan kerja|lowongan|وظائف|الوظائف|دרושים|דרושים|קריירה|ร่วมงานกับเรา|สมัครงาน',
    alone: 'job|stellen|emploi|hiring|recruiting|recruitment|vacature|vacancy|jobb|arbeit|töihin|trabajo|trabalho|lavoro|stillinger|opportunities|emplois et carrières|join|töitä|rekrytointi|rekrytering|rekruttering|nábor',
    not: /\b(?:coach\w*|counsel\w*|advice|fairs?|ready|technical|guidance|development program|blog|coaching)\b/,
  },
}; // prettier-ignore

/** Lower case without diacritics, single spaces for signs. Kana keep their marks, because they change the syllable. */
function foldLabel(text: string): string {
  if (/^[\0-\x7f]*$/.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .normalize('NFKD')
    .replace(/(?![\u3099\u309a])\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

interface Matcher {
  readonly whole: ReadonlySet<string>;
  readonly below: ReadonlySet<string>;
  readonly sure: ReadonlySet<string>;
  /** Their first words: most words of most labels are none. */
  readonly firsts: ReadonlySet<string>;
  /** Sure ones in scripts without spaces. */
  readonly signs: readonly string[];
  readonly not: RegExp | null;
}

const phrases = (list: string): string[] => list.split('|').map(foldLabel);
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function matcherOf({ sure, alone, below, not }: PageWords): Matcher {
  const all = phrases(sure);
  const spaced = all.filter((phrase) => !UNSPACED.test(phrase));
  return {
    whole: new Set([...all, ...phrases(alone)]),
    below: new Set(below === undefined ? [] : phrases(below)),
    sure: new Set(spaced),
    firsts: new Set(spaced.map((phrase) => phrase.split(' ')[0] ?? '')),
    signs: all.filter((phrase) => UNSPACED.test(phrase)),
    not: not ?? null,
  };
}

const MATCHERS = new Map(Object.entries(WORDS).map(([kind, words]) => [kind, matcherOf(words)]));

/** Words around the name of a page that say nothing. */
const FRAME =
  /^(?:our|the|unser[es]?|notre|nos|nuestr[oa]s?|nosso|nossa|il nostro|ons|onze|nasz[ae]?|vårt|vores|go to|visit|see|view|zum|zur) | (?:page|seite|information|infos?)$/u;
/** Words of a label that is a sentence or a headline. */
const MAX_WORDS = 5;

/** `About Acme`, `Über Acme`: the word and a name. */
const ABOUT_NAMED =
  /^(?:about|uber|ueber|a propos de|acerca de)(?: (?!(?:to|this|that|these|our|cookies?|products?|services?|us|uns|you)(?: |$))[\p{L}\p{N}]+){1,3}$/u;

/** A label or a segment of a path as it is compared, made once for all kinds of pages. */
export interface Label {
  readonly whole: string;
  /** Without words around the name of a page. */
  readonly bare: string;
  readonly words: readonly string[];
  readonly isUnspaced: boolean;
}

export function labelOf(text: string): Label {
  const whole = foldLabel(text.slice(0, 120));
  return { whole, bare: whole.replace(FRAME, ''), words: whole.split(' '), isUnspaced: UNSPACED.test(whole) };
}

/** Whether some words of a short label in a row are one of the phrases. */
function hasPhrase({ whole, words, isUnspaced }: Label, { sure, firsts, signs }: Matcher): boolean {
  if (words.length > MAX_WORDS) return false;
  for (const [from, word] of words.entries()) {
    if (!firsts.has(word)) continue;
    for (let to = from + 1; to <= words.length; to++) if (sure.has(words.slice(from, to).join(' '))) return true;
  }
  return isUnspaced && signs.some((sign) => whole.includes(sign));
}

/**
 * How surely a label or a segment of a path names a page of a kind: 3 as a whole, 2 within a short label, 0 not at all.
 * @param isBelow whether the page is below one about the company, where `management` means people
 */
export function namesPage(kind: WordedKind, label: Label, isBelow = false): 0 | 2 | 3 {
  const matcher = MATCHERS.get(kind);
  const { whole, bare } = label;
  if (matcher === undefined || whole === '' || matcher.not?.test(whole) === true) return 0;
  if (matcher.whole.has(whole) || matcher.whole.has(bare)) return 3;
  if (isBelow && (matcher.below.has(whole) || matcher.below.has(bare))) return 3;
  if (kind === 'about' && ABOUT_NAMED.test(whole)) return 2;
  return hasPhrase(label, matcher) ? 2 : 0;
}

/** Whether a segment of a path is one about the company. */
export const isAboutSegment = (segment: string): boolean => namesPage('about', labelOf(segment)) > 0;
