/** Kind of number that its label announces. */
export type PhoneLabel = 'voice' | 'fax' | 'mobile' | 'other' | null;

/** A run of digits and separators that may be one phone number or several. */
export interface DigitRun {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const SEPARATOR = new Set([...' \u00a0\u2009\u202f().-‐‑‒–—−/\\·•*~⁃ー・']);
const MAX_RUN_DIGITS = 40;
const MAX_RUNS = 400;
/** Maximum characters read of one text; lines of a page are shorter. */
const MAX_TEXT = 20_000;

const isDigit = (char: string): boolean => char >= '0' && char <= '9';

/** Runs of digits with at most three separators between them; a `+` starts a new run. One pass, linear. */
export function findDigitRuns(whole: string): DigitRun[] {
  const text = whole.slice(0, MAX_TEXT);
  const runs: DigitRun[] = [];
  let at = 0;
  while (at < text.length && runs.length < MAX_RUNS) {
    const char = text.charAt(at);
    const opens = isDigit(char) || ((char === '+' || char === '(') && /[\d+(\s]/.test(text.charAt(at + 1)));
    if (!opens) {
      at++;
      continue;
    }
    const end = runEnd(text, at);
    const run = text.slice(at, end);
    if (countDigits(run) >= 5) runs.push({ text: run, start: at, end });
    at = Math.max(end, at + 1);
  }
  return runs;
}

function runEnd(text: string, start: number): number {
  let digits = 0;
  let gap = 0;
  let end = start;
  for (let at = start; at < text.length && digits < MAX_RUN_DIGITS; at++) {
    const char = text.charAt(at);
    if (isDigit(char)) {
      digits++;
      gap = 0;
      end = at + 1;
    } else if (char === '+' && digits === 0) gap++;
    else if (SEPARATOR.has(char)) gap++;
    else break;
    // A sentence ends here.
    if (char === '.' && text.charAt(at + 1) === ' ' && text.charAt(at - 1) === ')') break;
    if (gap > 4) break;
  }
  return end;
}

export function countDigits(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (isDigit(text.charAt(at))) count++;
  return count;
}

const FAX = /(?:tele?)?fa(?:x|ks|cs)|факс|ファ(?:ッ)?クス|傳真|传真|팩스|φαξ|فاكس|פקס|^f[.:]?$/i;
const MOBILE =
  /mobi|handy|cell|gsm|móvil|movil|celular|portable|kom(?:órk|\.)|моб|сот|携帯|手机|手機|휴대|κινητ|whats ?app|viber|^m[.:]?$/i;
const VOICE =
  /tel|t[eé]l[eé]?[fp]|phon|fono|ring|tlf|tfn|puh|vaihde|тел|звон|電話|电话|電番|でんわ|フリーダイヤル|전화|대표|τηλ|هاتف|טל|โทร|điện thoại|telp|call|ruf|hotline|toll|free|dial|helpline|desk|centralita|standard|zentrale|appel|llám|llama|chiam|ligue|zadzwo|infolini|contact|kontakt|contatt|contact|office|büro|reception|service|support|verkauf|vertrieb|sales|direct|local|emergency|reserv|^[pt](?:el)?[.:]?$|[☎☏✆📞]/iu;
/** Words that announce other numbers: registers, bank accounts, shop codes. */
const OTHER_WORD =
  /\b(?:ust|konto\w*|account|bank|swift|steuer\w*|reg(?:istr)?\w*|order|item|article|model|case|invoice|zip|postcode|plz|permit|bond|certificate|charity|patent|licen[cs]e|lizenz|copyright)\b|инн|кпп|огрн|окпо|бик|р\/с|к\/с|счет|счёт|登録|法人番号|사업자|统一|备|©|№/iu;
/** Codes that in capitals announce registers; in lower case some are words. */
const OTHER_CODE =
  /\b(?:VAT|UID|TVA|IVA|IBAN|BIC|SIRET|SIREN|RCS|NIP|REGON|KRS|CIF|NIF|NIPC|RUT|RUC|CNPJ|CPF|HRB|HRA|KV[Kk]|K[Vv]K|BTW|OIB|PIB|IČO?|DIČ|ICO|CUI|ABN|ACN|EIN|NPI|DUNS|ISBN|ISSN|GLN|EAN|SKU|BLZ|INN|KPP|OGRN|USDOT|ICP|ID)\b/u;

/** Kind of number that the words directly before it announce. `before` is the text of the line up to the number. */
export function labelOf(before: string, previousLine: string): PhoneLabel {
  const near =
    before
      .slice(-40)
      .split(/[|;•·]|\d{4,}/)
      .at(-1) ?? '';
  const words = near.trim() || (before.trim() ? '' : previousLine.slice(-40).trim());
  if (!words) return null;
  const last = words
    .split(/[\s,/(]+/)
    .filter(Boolean)
    .slice(-4);
  for (let i = last.length - 1; i >= 0; i--) {
    const word = last[i] ?? '';
    if (OTHER_WORD.test(word) || OTHER_CODE.test(word)) return 'other';
    if (FAX.test(word)) return 'fax';
    if (MOBILE.test(word)) return 'mobile';
    if (VOICE.test(word)) return 'voice';
  }
  return OTHER_WORD.test(words) || OTHER_CODE.test(words) ? 'other' : null;
}

const DATE = /^(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2})$/;
const YEARS = /^(?:19|20)\d{2}\s?[-–—/]\s?(?:19|20)?\d{2}$/;
const CLOCK = /^\d{1,2}[.:]\d{2}\s?[-–—]\s?\d{1,2}[.:]\d{2}$/;
const IP = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;
const DECIMAL = /^\d{1,3}(?:[.\s]\d{3})*$|^\d+[.]\d+$/;

/** Whether a text is a date, a span of years, opening hours or an IP address. */
export function isOtherNumber(text: string): boolean {
  const plain = text.trim();
  return DATE.test(plain) || YEARS.test(plain) || CLOCK.test(plain) || IP.test(plain);
}

/** Whether a text is a quantity with thousands or decimals, which is a phone number only after a label. */
export function looksLikeQuantity(text: string): boolean {
  return DECIMAL.test(text.trim());
}
