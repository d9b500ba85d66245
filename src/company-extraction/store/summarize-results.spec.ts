import { summarizeResults } from './summarize-results.js';

const company = (
  industry_sector: 'Technology' | 'Finance' | null,
  employee_count: string | null,
  country: string | null,
) => ({
  industry_sector,
  employee_count,
  headquarters: { city: null, state: null, country },
});
const sum = (map: Readonly<Record<string, number>>) => Object.values(map).reduce((total, count) => total + count, 0);

describe('summarizeResults', () => {
  const summary = summarizeResults([
    company('Finance', '11-50', 'Canada'),
    company('Technology', '501-1000', 'United States'),
    company('Technology', '10001+', 'United States'),
    company(null, null, null),
  ]);

  it('returns the three published maps [S3-38]', () => {
    expect(summary).toEqual({
      industries: { Technology: 2, Finance: 1, Unknown: 1 },
      company_sizes: { '1-50': 1, '51-200': 0, '201-1000': 1, '1000+': 1, Unknown: 1 },
      countries: { 'United States': 2, Canada: 1, Unknown: 1 },
    });
    expect(Object.keys(summary.industries)).toEqual(['Technology', 'Finance', 'Unknown']);
  });

  it('sums to the number of successes in each map [S3-39]', () => {
    for (const map of Object.values(summary)) expect(sum(map)).toBe(4);
  });

  it('returns exactly the published buckets when every size is known [S3-40]', () => {
    expect(Object.keys(summarizeResults([company('Finance', '1-10', null)]).company_sizes)).toEqual([
      '1-50',
      '51-200',
      '201-1000',
      '1000+',
    ]);
  });

  it('returns empty maps when no company succeeded [S3-41]', () => {
    expect(summarizeResults([])).toEqual({
      industries: {},
      company_sizes: { '1-50': 0, '51-200': 0, '201-1000': 0, '1000+': 0 },
      countries: {},
    });
  });
});
