import type { EmployeeCount } from './fact.js';
import { parseEmployeeText } from './employee-text.js';

/** Canonical ranges of LinkedIn and People Data Labs, for example `501-1000`. */
const EMPLOYEE_RANGES = [
  '1-10',
  '11-50',
  '51-200',
  '201-500',
  '501-1000',
  '1001-5000',
  '5001-10000',
  '10001+',
] as const;
type EmployeeRange = (typeof EMPLOYEE_RANGES)[number];

/** Published buckets of `summary.company_sizes`, and `Unknown` so that every map sums to the number of successes. */
export const COMPANY_SIZES = ['1-50', '51-200', '201-1000', '1000+', 'Unknown'] as const;
type CompanySize = (typeof COMPANY_SIZES)[number];

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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Parses a number of employees as sources state it: a number, `"250+"`, `"10-50"`, `"60,000 (2014)"`, `"29 500"`,
 * `"more than 1.200 employees"`, `"1.5 million"`, `"FY2023: 1.2k"`, or a schema.org QuantitativeValue `{value |
 * minValue, maxValue}`. Null when it states no possible number (zero, a fraction, words).
 */
export function parseEmployees(raw: unknown): EmployeeCount | null {
  if (typeof raw === 'number')
    return Number.isInteger(raw) && raw > 0 ? { min: raw, max: raw, exact: raw, reported: String(raw) } : null;
  if (typeof raw === 'string') return parseEmployeeText(raw);
  if (!isRecord(raw)) return null;
  if (raw.value !== undefined) return parseEmployees(raw.value);
  const min = parseEmployees(raw.minValue)?.exact ?? null;
  const max = parseEmployees(raw.maxValue)?.exact ?? null;
  if (min === null && max === null) return null;
  if (min !== null && max !== null && min > max) return null;
  return { min, max, exact: min === max ? min : null, reported: `${min ?? ''}-${max ?? ''}` };
}
