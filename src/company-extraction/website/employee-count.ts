import { EmployeeCount } from '../facts/fact.js';
import { Item, textOf } from './item.js';

/** Parses a number such as `1.200`, `29 500` or `60,000`: groups of three are thousands, whatever the separator. */
function readNumber(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f'’]/g, '');
  const grouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(plain) ? plain.replace(/[.,]/g, '') : plain;
  return /^\d{1,8}$/.test(grouped) ? Number(grouped) : null;
}

/** Parses a count of employees as sites and databases write it; null when there is none. */
export function readEmployeeCount(value: string): EmployeeCount | null {
  const reported = value.slice(0, 120).trim();
  const text = reported.replace(/\((?:19|20)\d{2}\)|\b(?:as of|stand|en|in)\s(?:19|20)\d{2}\b/gi, ' ');
  const number = "\\d{1,3}(?:[.,\\s\\u00a0\\u202f'’]\\d{3})+|\\d{1,8}";
  const range = new RegExp(`(${number})\\s?(?:-|–|—|to|bis|à|a|al|do|до|〜|～|and|und)\\s?(${number})`, 'i').exec(text);
  const [low, high] = [range?.[1], range?.[2]].map((part) => (part ? readNumber(part) : null));
  if (typeof low === 'number' && typeof high === 'number' && low <= high)
    return { min: low, max: high, exact: null, reported };
  const single = new RegExp(`(${number})\\s?(\\+|plus\\b)?`, 'i').exec(text);
  const count = single?.[1] ? readNumber(single[1]) : null;
  if (count === null) return null;
  const open =
    single?.[2] !== undefined ||
    /more than|over|at least|mehr als|über|plus de|más de|oltre|più di|mais de|meer dan|ponad|více než|более|свыше|以上/i.test(
      text,
    );
  return open ? { min: count, max: null, exact: null, reported } : { min: count, max: count, exact: count, reported };
}

/** Parses a count of employees from schema.org's QuantitativeValue. */
export function readQuantity(item: Item): EmployeeCount | null {
  const min = readNumber(textOf(item, 'minValue') ?? '');
  const max = readNumber(textOf(item, 'maxValue') ?? '');
  if (min !== null || max !== null) {
    const reported = min !== null && max !== null ? `${min}-${max}` : min !== null ? `${min}+` : `up to ${max}`;
    return { min, max, exact: min !== null && min === max ? min : null, reported };
  }
  const value = textOf(item, 'value', 'name');
  return value === null ? null : readEmployeeCount(value);
}
