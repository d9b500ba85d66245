import type { ExportColumn } from '../../batch/model/kinds/kind.js';

/** Reads a value of the output by its path; undefined where there is none. */
const at =
  (...path: readonly string[]) =>
  ({ output }: { readonly output: object | null }): unknown =>
    path.reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      output,
    );

/** Names of the processed companies, in the order of the work history. */
function companyNames(item: { readonly output: object | null }): unknown {
  const companies = at('companies_processed')(item);
  if (!Array.isArray(companies)) return undefined;
  return companies.map((one: { readonly company_name?: unknown }) => one.company_name).join('; ');
}

/** A profile as one row of an export: the fields of the result's row, flat. */
export const PROFILE_COLUMNS: readonly ExportColumn[] = [
  { header: 'profile_id', value: at('id') },
  { header: 'full_name', value: (item) => at('name')(item) ?? at('profile', 'full_name')(item) },
  { header: 'url', value: at('profile', 'url') },
  { header: 'position', value: at('profile', 'position') },
  { header: 'headline', value: at('profile', 'headline') },
  { header: 'location', value: at('profile', 'location') },
  { header: 'about', value: at('profile', 'about') },
  { header: 'role_match', value: at('role_match', 'match') },
  { header: 'role_confidence', value: at('role_match', 'confidence') },
  { header: 'companies_found', value: at('pipeline', 'companies_found') },
  { header: 'companies', value: companyNames },
  { header: 'has_embeddings', value: at('pipeline', 'has_embeddings') },
  { header: 'provider', value: at('profile', 'provenance', 'provider') },
  { header: 'lawful_basis', value: at('profile', 'provenance', 'basis') },
];
