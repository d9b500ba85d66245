import type { Money } from './fact.js';

/**
 * Short form of an amount: `$86B`, `$11.3B`, `-$1.3B`, `€650M`, `NOK 650B`. At most one decimal, rounded by Intl (half
 * away from zero). For display only: every answer also has the raw amount.
 */
export function formatMoney(money: Money): string {
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: money.currency,
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  return format.format(money.amount).replaceAll('\u00a0', ' ');
}

/**
 * Words that multiply an amount, English, German, French, Spanish and Scandinavian; `billion` in its short-scale sense.
 */
const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^(?:trillions?|tn|trn|billionen)(?!\p{L})/u, 1e12],
  [
    /^(?:billions?|bn|b|milliarden?|mrd|mia|milliards?|miljarder|miljard|miliardi|mil\s+millones|bilh(?:ão|ões))(?!\p{L})/u,
    1e9,
  ],
  [/^(?:millions?|mio|mn|m|mill|mln|millionen|millones|milioni|miljoner|miljoen|milh(?:ão|ões))(?!\p{L})/u, 1e6],
  [/^(?:thousand|k|tsd|tausend|mil|mille|mila)(?!\p{L})/u, 1e3],
];

const CURRENCY_SIGNS: readonly (readonly [RegExp, string])[] = [
  [/(?:US\s?\$|USD)/i, 'USD'],
  [/(?:C\$|CA\$|CAD)/i, 'CAD'],
  [/(?:A\$|AU\$|AUD)/i, 'AUD'],
  [/(?:R\$|BRL)/i, 'BRL'],
  [/(?:€|EUR\b|euros?\b)/i, 'EUR'],
  [/(?:£|GBP)/i, 'GBP'],
  [/(?:CN¥|RMB|CNY)/i, 'CNY'],
  [/(?:¥|JPY|yen\b)/i, 'JPY'],
  [/(?:₹|INR)/i, 'INR'],
  [/(?:₩|KRW)/i, 'KRW'],
  [/(?:CHF)/i, 'CHF'],
  [/\b(NOK|SEK|DKK|PLN|CZK|HUF|MXN|ZAR|TRY|RUB|SGD|HKD|NZD|TWD|THB|IDR|ILS|SAR|AED)\b/i, ''],
  [/\$/, 'USD'],
];

/**
 * Parses a decimal number with the separators of en, de or fr: `1,714`, `1.200`, `29 500`, `11,3`, `3.6`. A single
 * separator followed by exactly three digits groups thousands, else it is the decimal point. NaN when there is no
 * number.
 */
export function parseDecimal(text: string): number {
  const compact = text.replace(/[\s\u00a0\u202f'’]/g, '');
  const last = Math.max(compact.lastIndexOf(','), compact.lastIndexOf('.'));
  if (last < 0) return compact === '' ? NaN : Number(compact);
  const mark = compact[last] ?? '';
  const both = compact.includes(',') && compact.includes('.');
  const repeated = compact.indexOf(mark) !== last;
  const groups = !both && (repeated || /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(compact));
  const whole = (groups ? compact : compact.slice(0, last)).replace(/[.,]/g, '');
  return Number(groups ? whole : `${whole}.${compact.slice(last + 1)}`);
}

function currencyOf(text: string): string | null {
  for (const [sign, code] of CURRENCY_SIGNS) {
    const found = sign.exec(text);
    if (found !== null) return code === '' ? found[0].toUpperCase() : code;
  }
  return null;
}

/**
 * The first amount with a currency in a short text (`US$ 1,714 million (2014)`, `650 mrd NOK`); null when either is
 * missing: an amount without a currency is ignored.
 */
export function parseMoney(text: string): Money | null {
  const short = text.slice(0, 200);
  const currency = currencyOf(short);
  const number = /-?\d[\d.,\u00a0\u202f ]{0,24}/.exec(short);
  if (currency === null || number === null) return null;
  const digits = number[0].replace(/[.,\s\u00a0\u202f]+$/, '');
  const base = parseDecimal(digits);
  if (!Number.isFinite(base)) return null;
  const after = short
    .slice(number.index + digits.length)
    .replace(/^[\s\u00a0.]+/, '')
    .toLowerCase();
  const scale = SCALES.find(([word]) => word.test(after))?.[1] ?? 1;
  return { amount: Math.round(base * scale * 100) / 100, currency };
}
