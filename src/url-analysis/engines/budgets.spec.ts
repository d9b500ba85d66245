import { checkBudgets } from './budgets.js';
import type { UrlResult } from './url-result.js';

/** As much of a result as budgets look at. */
const result = (performance: number | null): UrlResult =>
  ({
    scores: { performance, accessibility: null, best_practices: null, seo: null, http: null },
    lab: {
      fcp_ms: null,
      lcp_ms: null,
      tbt_ms: null,
      cls: null,
      si_ms: null,
      ttfb_ms: 90,
      total_bytes: null,
      requests: null,
    },
    field: null,
  }) as unknown as UrlResult;

describe('checkBudgets', () => {
  it.each([
    ['a figure that passes', 95, { performance: 90 }, true],
    ['one that does not', 80, { performance: 90, ttfb_ms: 100 }, false],
    ['one that passes beside one that was not measured', null, { performance: 90, ttfb_ms: 100 }, true],
    ['none that was measured', null, { performance: 90, lcp_ms: 2500 }, null],
  ])('compares with the budgets: %s', (_, performance, budgets, passed) => {
    expect(checkBudgets(result(performance), budgets)?.passed).toBe(passed);
  });

  it('says nothing without budgets', () => expect(checkBudgets(result(90), {})).toBeNull());
});
