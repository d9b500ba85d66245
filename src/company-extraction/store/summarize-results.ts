import type { CompanyData } from '../extraction/company-data.js';
import { COMPANY_SIZES, companySize } from '../facts/employee-range.js';

export interface Summary {
  readonly industries: Readonly<Record<string, number>>;
  readonly company_sizes: Readonly<Record<string, number>>;
  readonly countries: Readonly<Record<string, number>>;
}

const UNKNOWN = 'Unknown';

/** Counts values: the most frequent first, ties in alphabetical order, `Unknown` last. */
function counted(values: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([a, left], [b, right]) => {
    if ((a === UNKNOWN) !== (b === UNKNOWN)) return a === UNKNOWN ? 1 : -1;
    return right - left || (a < b ? -1 : 1);
  });
  return Object.fromEntries(sorted);
}

/**
 * `summary` of a batch's results: three maps over the successes only, each summing to their number. Industries are the
 * broad sectors, sizes the four published buckets in order (0 where empty), and `Unknown` counts companies for which no
 * source states the value.
 */
export function summarizeResults(
  successes: Iterable<Pick<CompanyData, 'industry_sector' | 'employee_count' | 'headquarters'>>,
): Summary {
  const industries: string[] = [];
  const countries: string[] = [];
  const sizes = new Map<string, number>(COMPANY_SIZES.map((size) => [size, 0]));
  for (const data of successes) {
    industries.push(data.industry_sector ?? UNKNOWN);
    countries.push(data.headquarters.country ?? UNKNOWN);
    const size = companySize(data.employee_count);
    sizes.set(size, (sizes.get(size) ?? 0) + 1);
  }
  if (sizes.get(UNKNOWN) === 0) sizes.delete(UNKNOWN);
  return { industries: counted(industries), company_sizes: Object.fromEntries(sizes), countries: counted(countries) };
}
