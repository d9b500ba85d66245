import { type Cell, toCell } from '../../batch/export/cell.js';
import type { Column } from '../../batch/export/columns.js';
import type { ItemRow } from '../../batch/read/item-queries.js';
import type { ExportColumn } from '../../batch/model/kinds/kind.js';
import { dataOf, statusOf, submittedName, toResultError } from './company-result.js';

/** Reads a value of `data` by its path; undefined where there is none. */
const at =
  (...path: readonly string[]) =>
  (item: { readonly output: object | null }): unknown =>
    path.reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      dataOf(item),
    );

/** The published flat columns in their order, then the further ones. */
export const COMPANY_COLUMNS: readonly ExportColumn[] = [
  { header: 'company_name', value: at('company_name') },
  { header: 'domain', value: at('domain') },
  { header: 'industry', value: at('industry') },
  { header: 'employee_count', value: at('employee_count') },
  { header: 'headquarters_city', value: at('headquarters', 'city') },
  { header: 'headquarters_country', value: at('headquarters', 'country') },
  { header: 'valuation', value: at('financial_data', 'valuation') },
  { header: 'funding_raised', value: at('financial_data', 'funding_raised') },
  { header: 'headquarters_state', value: at('headquarters', 'state') },
  { header: 'industry_sector', value: at('industry_sector') },
  { header: 'founded', value: at('founded') },
  { header: 'revenue', value: at('financial_data', 'revenue') },
  { header: 'email', value: at('contacts', 'emails', '0') },
  { header: 'phone', value: at('contacts', 'phones', '0') },
  { header: 'linkedin', value: at('identifiers', 'linkedin') },
  { header: 'wikidata_id', value: at('identifiers', 'wikidata_id') },
  { header: 'lei', value: at('identifiers', 'lei') },
  { header: 'cik', value: at('identifiers', 'cik') },
  { header: 'confidence', value: at('confidence') },
];

/** A failed company has no resolved name, so its first column shows the submitted one. */
const nameOf = (row: ItemRow): Cell => toCell(at('company_name')(row) ?? submittedName(row));

/** Columns of the exports of the companies API: the published ones first, then input, status and error. */
export const RESULT_COLUMNS: readonly Column[] = [
  ...COMPANY_COLUMNS.map(({ header, value }): Column => {
    return { header, read: header === 'company_name' ? nameOf : (row) => toCell(value(row)) };
  }),
  { header: 'submitted_name', read: submittedName },
  { header: 'domain_hint', read: (row) => toCell(row.input['domain_hint']) },
  { header: 'ref', read: (row) => row.ref ?? '' },
  { header: 'extraction_status', read: statusOf },
  { header: 'error_type', read: (row) => (row.error === null ? '' : toResultError(row.error).type) },
  { header: 'error_message', read: (row) => row.error?.message ?? '' },
  { header: 'error_details', read: (row) => (row.error === null ? '' : toResultError(row.error).details) },
];
