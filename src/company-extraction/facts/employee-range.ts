import type { EmployeeCount } from './fact.js';
import { parseDecimal } from './money.js';

/** Canonical ranges of LinkedIn and People Data Labs, for example `501-1000`. */
export const EMPLOYEE_RANGES = [
  '1-10',
  '11-50',
  '51-200',
  '201-500',
  '501-1000',
  '1001-5000',
  '5001-10000',
  '10001+',
] as const;
export type EmployeeRange = (typeof EMPLOYEE_RANGES)[number];

/** Published buckets of `summary.company_sizes`, and `Unknown` so that every map sums to the number of successes. */
export const COMPANY_SIZES = ['1-50', '51-200', '201-1000', '1000+', 'Unknown'] as const;
export type CompanySize = (typeof COMPANY_SIZES)[number];

const UPPER_BOUNDS: readonly (readonly [number, EmployeeRange])[] = [
  [10, '1-10'],
  [50, '11-50'],
  [200, '51-200'],
  [500, '201-500'],
  [1_000, '501-1000'],
  [5_000, '1001-5000'],
  [10_000, '5001-10000'],
];

const SIZE_OF_RANGE: Readonly<Record<EmployeeRange, CompanySize>> = {
  '1-10': '1-50',
  '11-50': '1-50',
  '51-200': '51-200',
  '201-500': '201-1000',
  '501-1000': '201-1000',
  '1001-5000': '1000+',
  '5001-10000': '1000+',
  '10001+': '1000+',
};

const rangeOfNumber = (count: number): EmployeeRange => UPPER_BOUNDS.find(([upper]) => count <= upper)?.[1] ?? '10001+';

/**
 * Canonical range of a count. A range that straddles buckets (`10-50`) goes to the bucket of its geometric mean; `250+`
 * to the bucket just above its bound. Null when there is no number or an impossible one.
 */
export function employeeRange(count: EmployeeCount): EmployeeRange | null {
  if (count.exact !== null) return count.exact >= 1 ? rangeOfNumber(count.exact) : null;
  const { min, max } = count;
  if (min !== null && max !== null) return max < 1 ? null : rangeOfNumber(Math.sqrt(Math.max(min, 1) * max));
  if (min !== null) return rangeOfNumber(Math.max(min, 1));
  return max !== null && max >= 1 ? rangeOfNumber(max) : null;
}

/** Bucket of `summary.company_sizes` for a canonical range. */
export function companySize(range: string | null): CompanySize {
  const known = EMPLOYEE_RANGES.find((candidate) => candidate === range);
  return known === undefined ? 'Unknown' : SIZE_OF_RANGE[known];
}

/** A number as written in text, in groups of three or plain; at most nine digits. */
const NUMBER = String.raw`\d{1,3}(?:[.,\u00a0\u202f' ]\d{3}){1,3}(?!\d)|\d{1,9}`;
const RANGE = new RegExp(`(${NUMBER})\\s*(?:-|–|—|to|bis|à|a|until)\\s*(${NUMBER})(?!\\d)`, 'u');
const SINGLE = new RegExp(`(${NUMBER})\\s*(\\+|k\\b|thousand\\b|tsd\\b|mille\\b|mil\\b)?`, 'u');
const AT_LEAST = /(?:more than|over|at least|above|mehr als|über|mindestens|plus de|más de|mais de|oltre|>)\s*$/iu;
const AT_MOST = /(?:less than|fewer than|under|up to|weniger als|bis zu|moins de|menos de|<)\s*$/iu;
/** `(2014)`, `(as of 2014)`, `in 2014`, `2014:` state a year, not a count. */
const YEAR_NOTE =
  /\([^()]{0,24}(?:19|20)\d\d[^()]{0,12}\)|\b(?:in|im|en|since|as of|stand|per)\s+(?:19|20)\d\d\b|\b(?:19|20)\d\d\s*:/giu;

const whole = (text: string): number | null => {
  const value = parseDecimal(text);
  return Number.isInteger(value) && value > 0 && value < 10_000_000 ? value : null;
};

function parseText(text: string): EmployeeCount | null {
  const reported = text.replace(/\s+/gu, ' ').trim().slice(0, 80);
  const plain = reported.replace(YEAR_NOTE, ' ').replace(/\s+/gu, ' ').trim().toLowerCase();
  const range = RANGE.exec(plain);
  if (range !== null) {
    const min = whole(range[1] ?? '');
    const max = whole(range[2] ?? '');
    if (min !== null && max !== null && min <= max) return { min, max, exact: min === max ? min : null, reported };
  }
  const single = SINGLE.exec(plain);
  const count = single === null ? null : whole(single[1] ?? '');
  if (single === null || count === null) return null;
  const suffix = single[2] ?? '';
  const value = suffix === '' || suffix === '+' ? count : count * 1_000;
  const before = plain.slice(0, single.index);
  if (suffix === '+' || AT_LEAST.test(before)) return { min: value, max: null, exact: null, reported };
  if (AT_MOST.test(before)) return { min: null, max: value, exact: null, reported };
  return { min: value, max: value, exact: value, reported };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Parses a number of employees as sources state it: a number, `"250+"`, `"10-50"`, `"60,000 (2014)"`, `"29 500"`,
 * `"more than 1.200 employees"`, or a schema.org QuantitativeValue `{value
 * minValue, maxValue}`. Null when it states no possible number (zero, a fraction, words).
 */
export function parseEmployees(raw: unknown): EmployeeCount | null {
  if (typeof raw === 'number')
    return Number.isInteger(raw) && raw > 0 ? { min: raw, max: raw, exact: raw, reported: String(raw) } : null;
  if (typeof raw === 'string') return parseText(raw.slice(0, 200));
  if (!isRecord(raw)) return null;
  if (raw.value !== undefined) return parseEmployees(raw.value);
  const min = parseEmployees(raw.minValue)?.exact ?? null;
  const max = parseEmployees(raw.maxValue)?.exact ?? null;
  if (min === null && max === null) return null;
  if (min !== null && max !== null && min > max) return null;
  return { min, max, exact: min === max ? min : null, reported: `${min ?? ''}-${max ?? ''}` };
}
