import { TextLine } from '../tree/page-text.js';

/** Short words that are frequent in one language and rare in the others. */
const WORDS: Readonly<Record<string, string>> = {
  en: 'the and of for with you your our we are is this that to us contact by from',
  de: 'der die das und für mit sie wir ist nicht von zu im auf eine unser unsere kontakt oder',
  fr: 'le la les des et pour vous nous avec est une dans sur votre notre du au contactez',
  es: 'el los las para con una por nuestro nuestra usted del al más es son contacto y en',
  it: 'il gli per con una nostro nostra della del di che sono è alla contatti e più',
  pt: 'os as para com uma nosso nossa do da dos das não você é mais contato ao e em',
  nl: 'de het een en van voor met wij onze uw zijn niet is op naar contact ons bij',
  pl: 'i w na z do oraz jest nie dla się o przez kontakt nas od firma po ul',
  cs: 'a v na je pro se že nebo kontakt naše jsme od společnost po do které',
  sk: 'a v na je pre sa že alebo kontakt naše sme od spoločnosť po do ktoré',
  hu: 'a az és hogy nem egy is van vagy kapcsolat cég meg által mint',
  ro: 'și de la pentru cu este în din noi sau contact prin care mai',
  sv: 'och för med att det är vi på till av en ett om oss kontakta',
  da: 'og for med at det er vi på til af en et om os kontakt',
  nb: 'og for med at det er vi på til av en et om oss kontakt ikke',
  fi: 'ja on ei tai että yhteystiedot me sekä myös ovat voit',
  tr: 've bir için ile bu olarak iletişim daha bize şirket',
  et: 'ja on ei ning või kontakt meie et ka',
  lv: 'un ir par ar no kontakti mūsu vai uz',
  lt: 'ir yra su kontaktai mūsų arba iš į',
  hr: 'i u je na za se kontakt naš ili od su s',
  sl: 'in je na za se kontakt naš ali od so z',
  id: 'dan di yang untuk dengan kami ini dari hubungi',
  vi: 'và của cho với là các liên hệ chúng tôi được',
  ca: 'el els les per amb una dels més és són contacte i nostra',
};

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
];

const SAMPLE = 20_000;

let index: ReadonlyMap<string, readonly string[]> | null = null;

function wordIndex(): ReadonlyMap<string, readonly string[]> {
  if (index) return index;
  const map = new Map<string, string[]>();
  for (const [language, words] of Object.entries(WORDS)) {
    for (const word of new Set(words.split(' '))) map.set(word, [...(map.get(word) ?? []), language]);
  }
  index = map;
  return map;
}

/** ISO 639-1 code of the main language of the text; null when there is too little text. */
export function guessLanguage(lines: readonly TextLine[]): string | null {
  const sample = lines
    .map((line) => line.text)
    .join('\n')
    .slice(0, SAMPLE);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 40) return null;
  for (const [script, language] of SCRIPTS) {
    if ((sample.match(script)?.length ?? 0) > letters * (language === 'ja' ? 0.08 : 0.2)) return language;
  }
  if ((sample.match(/\p{Script=Cyrillic}/gu)?.length ?? 0) > letters * 0.3) return cyrillic(sample);
  return byWords(sample.toLowerCase());
}

function cyrillic(sample: string): string {
  if ((sample.match(/[іїєґ]/gi)?.length ?? 0) > 3) return /ў/i.test(sample) ? 'be' : 'uk';
  if ((sample.match(/[ђјљњћџ]/gi)?.length ?? 0) > 3) return 'sr';
  if (/[ыэё]/i.test(sample)) return 'ru';
  return /\p{Script=Cyrillic}ъ\p{Script=Cyrillic}|(?:^|\s)(?:за|от|със|във)\s/iu.test(sample) ? 'bg' : 'ru';
}

function byWords(sample: string): string | null {
  const scores = new Map<string, number>();
  for (const [word] of sample.matchAll(/\p{L}+/gu)) {
    const languages = wordIndex().get(word);
    if (languages) for (const one of languages) scores.set(one, (scores.get(one) ?? 0) + 1 / languages.length);
  }
  const [best, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (!best || best[1] < 3 || (second && best[1] < second[1] * 1.15)) return null;
  return best[0];
}
