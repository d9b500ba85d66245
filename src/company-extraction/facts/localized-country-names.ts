import { setImmediate } from 'node:timers/promises';
import countries from 'i18n-iso-countries/index.js';

/**
 * Languages in which the platform may know the names of countries, the widely used ones first: those of ISO 639 for
 * which ICU 74 has names of its own. Others are dropped at run time, so that the list may be longer than the
 * platform's.
 */
const COMMON =
  'en de fr es pt it nl ru zh zh-Hant ja ko pl sv da nb nn fi cs sk hu ro bg el tr uk hr sr sr-Latn sl et lv lt is ga ca eu gl id ms vi th ar he fa hi';
const OTHERS =
  'af ak sq am hy as az bn my be bs br bem bas bez bgc blo brx bua ce ccp ceb cgg chr cy cv ckb kw csw dav dgo dje doi dsb dua dyo dz ee eo ewo fo ff fil fur fy gaa gd gsw gu guz ha haw hsb ia ig ii jgo jv ka kab kam kde kea kgp khq ki kk kl kln km kn kok ks ksb ksf ksh ku kxv ky lag lb lg lij lkt lmo ln lo lrc lu luo luy mai mas mer mfe mg mgh mgo mi mk ml mn mni mr mt mua mzn naq nd nds ne nmg nnh nqo nso nus nyn oc om or os pa pcm ps qu rm rn rof rw rwk sah saq sat sbp sc sd se seh ses sg shi shn si smn sn so st su sw syr szl ta te teo tg ti tk tn to tok tt twq tyv tzm ug ur uz vai vec vmw vun wae wo xh xnr xog yav yi yo yrl yue za zgh zu agq asa ast ba bm bo sa gv ie prg scn fa-AF sw-CD sr-ME pt-PT es-419 uz-Cyrl az-Cyrl bs-Cyrl shi-Latn vai-Latn';

const isCommon = (language: string): boolean => ` ${COMMON} `.includes(` ${language} `);

/** Most names of most languages are plain letters; normalising them would take half the time of reading a language. */
const isPlain = (name: string): boolean => /^[\x20-\x7e]*$/.test(name);

const fold = (name: string): string =>
  (isPlain(name) ? name : name.normalize('NFKC')).toLowerCase().replace(/[.\s]+$/, '');
const withoutMarks = (name: string): string =>
  isPlain(name) ? name : name.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC');

const regions = Object.keys(countries.getAlpha2Codes());
const read = new Map<string, ReadonlyMap<string, string>>();

/** Countries of which the platform has a short form too: `UK`, `Hong Kong`. */
const WITH_SHORT_FORM = new Set(['BA', 'CC', 'GB', 'HK', 'KR', 'MM', 'MO', 'PN', 'PS', 'SA', 'US']);

/** What the platform calls some countries in a language, in full and short: `[GB, United Kingdom, UK]`. */
export function formsIn(language: string, codes: readonly string[] = regions): [code: string, ...names: string[]][] {
  const inFull = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  // half the time of reading a language is the making of such a list
  const short = isCommon(language)
    ? new Intl.DisplayNames(language, { type: 'region', fallback: 'none', style: 'short' })
    : null;
  return codes.map((code) => [
    code,
    ...[inFull.of(code), WITH_SHORT_FORM.has(code) ? short?.of(code) : undefined].filter((name) => name !== undefined),
  ]);
}

/** Names of countries in one language, folded, with their ISO codes; empty for a language that the platform lacks. */
export function countryNamesIn(language: string): ReadonlyMap<string, string> {
  const known = read.get(language);
  if (known !== undefined) return known;
  const names = new Map<string, string>();
  if (isSupported(language)) {
    for (const [code, ...forms] of formsIn(language))
      for (const name of forms) if (name.length > 1 && !names.has(fold(name))) names.set(fold(name), code);
  }
  // bounded: languages that are no languages of ours come from pages
  if (read.size < 500) read.set(language, names);
  return names;
}

function isSupported(language: string): boolean {
  try {
    return Intl.DisplayNames.supportedLocalesOf([language]).length > 0;
  } catch {
    return false; // `lang="en_US,utf8"` of a page
  }
}

const scriptOf = (language: string): string => new Intl.Locale(language).maximize().script ?? 'Latn';

/** Scripts of which a text has a letter; one regular expression each, made once. */
const SCRIPTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\p{Script=Latin}/u, ['Latn']],
  [/\p{Script=Cyrillic}/u, ['Cyrl']],
  [/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u, ['Jpan', 'Hans', 'Hant']],
  [/\p{Script=Hangul}/u, ['Kore']],
  [/\p{Script=Arabic}/u, ['Arab']],
  [/\p{Script=Devanagari}/u, ['Deva']],
];
const KNOWN_SCRIPTS = new Set(SCRIPTS.flatMap(([, scripts]) => scripts));

/** The languages of one script; a name that two of them have for different countries is the first one's. */
interface ScriptNames {
  readonly script: string;
  /** Languages to be read, the next one last. */
  readonly unread: string[];
  /** Codes by the names read so far. */
  readonly names: Map<string, string>;
  /** Names without their diacritics, where they have some. */
  readonly bare: Map<string, string>;
}

let byScript: readonly ScriptNames[] | null = null;
function namesByScript(): readonly ScriptNames[] {
  // the common languages of a script are tried, and so read, before the others
  byScript ??= [COMMON, OTHERS].flatMap((list): ScriptNames[] => {
    const groups = new Map<string, ScriptNames>();
    for (const language of list.split(' ').reverse().filter(isSupported)) {
      const script = scriptOf(language);
      const group: ScriptNames = groups.get(script) ?? { script, unread: [], names: new Map(), bare: new Map() };
      group.unread.push(language);
      groups.set(script, group);
    }
    return [...groups.values()];
  });
  return byScript;
}

/** Reads the next language of a script, which takes a millisecond or two; false when all were read. */
function readNext({ unread, names, bare }: ScriptNames): boolean {
  const language = unread.pop();
  if (language === undefined) return false;
  for (const [name, code] of countryNamesIn(language)) {
    if (!names.has(name)) names.set(name, code);
    const plain = withoutMarks(name);
    if (plain !== name && !bare.has(plain)) bare.set(plain, code);
  }
  return true;
}

let reading: Promise<void> | null = null;

/**
 * Reads the languages of `countryInAnyLanguage`, once in the life of the process, with other work of the thread between
 * any two: together they take 0.3 s, which the first unknown text would otherwise take in one piece.
 */
export function readCountryNames(): Promise<void> {
  const readAll = async (): Promise<void> => {
    for (const group of namesByScript()) while (readNext(group)) await setImmediate();
  };
  reading ??= readAll();
  return reading;
}

/**
 * ISO 3166-1 alpha-2 code of a country's name in any language that the platform knows, with or without diacritics; null
 * when no language has it. Only languages in the script of the text are read, each once in the life of the process; a
 * thread that has other work awaits `readCountryNames` first.
 */
export function countryInAnyLanguage(text: string): string | null {
  const key = fold(text.slice(0, 100).trim());
  const scripts = new Set(SCRIPTS.filter(([letter]) => letter.test(key)).flatMap(([, names]) => names));
  const plain = withoutMarks(key);
  for (const group of namesByScript()) {
    if (scripts.size === 0 ? KNOWN_SCRIPTS.has(group.script) : !scripts.has(group.script)) continue;
    while (readNext(group));
    const { names, bare } = group;
    const found = names.get(key) ?? bare.get(key) ?? names.get(plain) ?? bare.get(plain);
    if (found !== undefined) return found;
  }
  return null;
}
