import { z } from 'zod';
import type { Fact, FactField } from '../../facts/fact.js';
import { stateFact } from '../../facts/state-fact.js';

/** `companyfacts/CIK##########.json`: hundreds of concepts, of which only those used are validated. */
export const companyFactsSchema = z.object({
  entityName: z.string(),
  facts: z.record(z.string(), z.record(z.string(), z.unknown())),
});
type CompanyFacts = z.infer<typeof companyFactsSchema>;

/** A date or the name of a form. */
const word = z.string().max(100);
const datum = z.object({ start: word.optional(), end: word, val: z.number(), form: word, filed: word });
const concept = z.object({ units: z.record(z.string(), z.unknown()) });
type Datum = z.infer<typeof datum>;

/** A figure of the last full year, or of its last day. */
interface AnnualFigure {
  readonly amount: number;
  readonly currency: string;
  /** Last day of the period. */
  readonly asOf: string;
  readonly concept: string;
}

/** Forms of annual reports of domestic, foreign and Canadian filers, with amendments. */
const ANNUAL_FORM = /^(?:10-K|10-KT|20-F|40-F)(?:\/A)?$/;
const DAY_MS = 86_400_000;

const days = ({ start, end }: Datum): number =>
  start === undefined ? 0 : (Date.parse(end) - Date.parse(start)) / DAY_MS;
const isYear = (one: Datum): boolean => one.start !== undefined && days(one) >= 350 && days(one) <= 380;
const isInstant = (one: Datum): boolean => one.start === undefined;

/** The data of a unit; none when one of them is not as it should be, and no more than that one is looked at. */
function dataOf(values: unknown): readonly Datum[] {
  const data: Datum[] = [];
  for (const value of Array.isArray(values) ? (values as unknown[]) : []) {
    const checked = datum.safeParse(value);
    if (!checked.success) return [];
    data.push(checked.data);
  }
  return data;
}

/**
 * The latest annual value among concepts with the same meaning: from an annual report, a duration of 350 to 380 days
 * (or an instant), the latest `end`, then the latest `filed`. `fy` is the filing's year and repeats old values, so it
 * is not used. Of concepts with the same end the earlier in the list wins.
 */
export function latestAnnual(
  facts: CompanyFacts,
  concepts: readonly string[],
  period: 'year' | 'instant' = 'year',
): AnnualFigure | null {
  const fits = period === 'year' ? isYear : isInstant;
  let best: (AnnualFigure & { readonly filed: string }) | null = null;
  for (const name of concepts) {
    const [taxonomy = '', local = ''] = name.split(':');
    const units = concept.safeParse(facts.facts[taxonomy]?.[local]).data?.units ?? {};
    for (const [currency, values] of Object.entries(units)) {
      if (!/^[A-Z]{3}$/.test(currency)) continue;
      for (const one of dataOf(values)) {
        if (!ANNUAL_FORM.test(one.form) || !fits(one)) continue;
        const newer =
          best === null ||
          one.end > best.asOf ||
          (one.end === best.asOf && best.concept === name && one.filed > best.filed);
        if (newer) best = { amount: one.val, currency, asOf: one.end, concept: name, filed: one.filed };
      }
    }
  }
  if (best === null) return null;
  const { amount, currency, asOf, concept: found } = best;
  return { amount, currency, asOf, concept: found };
}

const FIGURES: readonly {
  readonly field: FactField & ('revenue' | 'net_income' | 'total_assets');
  readonly period: 'year' | 'instant';
  readonly concepts: readonly string[];
}[] = [
  {
    field: 'revenue',
    period: 'year',
    concepts: [
      'us-gaap:Revenues',
      'us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax',
      'us-gaap:RevenueFromContractWithCustomerIncludingAssessedTax',
      'us-gaap:SalesRevenueNet',
      'ifrs-full:Revenue',
      'ifrs-full:RevenueFromContractsWithCustomers',
    ],
  },
  {
    field: 'net_income',
    period: 'year',
    concepts: [
      'us-gaap:NetIncomeLoss',
      'us-gaap:ProfitLoss',
      'ifrs-full:ProfitLossAttributableToOwnersOfParent',
      'ifrs-full:ProfitLoss',
    ],
  },
  { field: 'total_assets', period: 'instant', concepts: ['us-gaap:Assets', 'ifrs-full:Assets'] },
];

/** Revenue, net income and assets of the last full year. XBRL facts do not include the number of employees. */
export function factsOfCompanyFacts(facts: CompanyFacts, fileUrl: string): readonly Fact[] {
  return FIGURES.flatMap(({ field, period, concepts }) => {
    const figure = latestAnnual(facts, concepts, period);
    if (figure === null) return [];
    const { amount, currency, asOf, concept: method } = figure;
    return [stateFact(field, { amount, currency }, { source: 'sec', url: fileUrl, method, confidence: 0.95, asOf })];
  });
}
