import type { ValidationFault } from '../../platform/errors/app-error.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';
import type { BudgetCheck, BudgetVerdict, UrlResult } from './url-result.js';

/** Categories with the least score that passes. */
const BUDGET_SCORES = ['performance', 'accessibility', 'best_practices', 'seo', 'http'] as const;
/** Figures of one load with the largest value that passes. */
const BUDGET_METRICS = ['fcp_ms', 'lcp_ms', 'tbt_ms', 'cls', 'si_ms', 'ttfb_ms', 'total_bytes', 'requests'] as const;
/** The same of real visits, 75th percentile. */
const BUDGET_FIELD = ['field_lcp_ms', 'field_inp_ms', 'field_cls', 'field_fcp_ms', 'field_ttfb_ms'] as const;
export const BUDGET_FIGURES = [...BUDGET_SCORES, ...BUDGET_METRICS, ...BUDGET_FIELD] as const;
type BudgetFigure = (typeof BUDGET_FIGURES)[number];

/** Limits by figure: at least for scores, at most for the others. */
export type Budgets = Readonly<Partial<Record<BudgetFigure, number>>>;

/** The option for the OpenAPI document. */
export const BUDGETS_SCHEMA = {
  type: 'object' as const,
  additionalProperties: false,
  properties: Object.fromEntries(
    BUDGET_FIGURES.map((figure) => [
      figure,
      BUDGET_SCORES.some((score) => score === figure)
        ? {
            type: 'number' as const,
            format: 'double',
            minimum: 0,
            maximum: 100,
            description: 'Least score that passes.',
          }
        : {
            type: 'number' as const,
            format: 'double',
            minimum: 0,
            maximum: 1_000_000_000,
            description: 'Largest value that passes.',
          },
    ]),
  ),
};

const MAX_LIMIT = 1_000_000_000;
/** Fields of an object that are checked; there are fewer figures than that. */
const MAX_LOOKED_AT = 100;
const isScore = (figure: BudgetFigure): boolean => BUDGET_SCORES.some((score) => score === figure);

/** Faults of the option `budgets`. */
export function budgetFaults(raw: unknown): ValidationFault[] {
  if (!isPlainObject(raw)) return [fault('budgets', 'must be an object', raw, 'dict_type')];
  return Object.entries(raw)
    .slice(0, MAX_LOOKED_AT)
    .flatMap(([name, limit]) => {
      const figure = BUDGET_FIGURES.find((one) => one === name);
      if (figure === undefined)
        return [fault(`budgets.${name}`, `is not one of ${BUDGET_FIGURES.join(', ')}`, limit, 'unknown_field')];
      const max = isScore(figure) ? 100 : MAX_LIMIT;
      const fits = typeof limit === 'number' && Number.isFinite(limit) && limit >= 0 && limit <= max;
      return fits ? [] : [fault(`budgets.${name}`, `must be a number from 0 to ${max}`, limit, 'less_than_equal')];
    });
}

type Figures = Readonly<Record<BudgetFigure, number | null>>;

/** What a result measured, by the names that budgets have for it; null where it has none. */
const figuresOf = ({ scores, lab, field }: UrlResult): Figures => ({
  performance: scores.performance,
  accessibility: scores.accessibility,
  best_practices: scores.best_practices,
  seo: scores.seo,
  http: scores.http,
  fcp_ms: lab.fcp_ms,
  lcp_ms: lab.lcp_ms,
  tbt_ms: lab.tbt_ms,
  cls: lab.cls,
  si_ms: lab.si_ms,
  ttfb_ms: lab.ttfb_ms,
  total_bytes: lab.total_bytes,
  requests: lab.requests,
  field_lcp_ms: field?.lcp_ms?.p75 ?? null,
  field_inp_ms: field?.inp_ms?.p75 ?? null,
  field_cls: field?.cls?.p75 ?? null,
  field_fcp_ms: field?.fcp_ms?.p75 ?? null,
  field_ttfb_ms: field?.ttfb_ms?.p75 ?? null,
});

/** The figures that were measured, in the order of the budgets. */
export function measuredFigures(result: UrlResult): Readonly<Partial<Record<BudgetFigure, number>>> {
  const figures = figuresOf(result);
  return Object.fromEntries(BUDGET_FIGURES.flatMap((name) => (figures[name] === null ? [] : [[name, figures[name]]])));
}

/**
 * The verdict of the budgets on a result; null without budgets, and `passed` null when none of their figures was
 * measured.
 */
export function checkBudgets(result: UrlResult, budgets: Budgets): BudgetVerdict | null {
  if (Object.keys(budgets).length === 0) return null;
  const figures = figuresOf(result);
  const checks = BUDGET_FIGURES.flatMap((figure): readonly BudgetCheck[] => {
    const limit = budgets[figure];
    if (limit === undefined) return [];
    const actual = figures[figure];
    const passed = actual === null ? null : isScore(figure) ? actual >= limit : actual <= limit;
    return [{ figure, limit, actual, passed }];
  });
  const verdicts = checks.flatMap(({ passed }) => (passed === null ? [] : [passed]));
  return { passed: verdicts.length === 0 ? null : verdicts.every(Boolean), checks };
}
