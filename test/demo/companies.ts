import { COMPANY_SITES } from '../support/company-sites.js';
import { call, follow, printRows } from './api.js';
import type { Demo } from './launch.js';

interface Extracted {
  readonly company_name: string;
  readonly data?: {
    readonly domain: string | null;
    readonly employee_count: string | null;
    readonly headquarters: { readonly city: string | null; readonly country: string | null };
    readonly contacts: { readonly emails: readonly string[]; readonly phones: readonly string[] };
  };
  readonly provenance?: { readonly fields: Readonly<Record<string, { readonly sources: readonly string[] }>> };
  readonly error?: { readonly type: string; readonly message: string };
}

/**
 * The companies API: companies with small sites in six languages, one that only Wikidata knows, and one without any
 * source.
 */
export async function showCompanies(demo: Demo): Promise<void> {
  console.log('\nCompanies: eight names, six with a website on this machine; in brackets who says so');
  const submitted = await call(demo, 'POST', '/api/v1/company/batch/submit', {
    company_names: [...COMPANY_SITES.map(({ name }) => name), 'Quillmark Systems', 'Nowhere Known Holdings'],
    extraction_mode: 'standard',
    priority: 'high',
    max_concurrent: 5,
  });
  const id = String((submitted['data'] as { batch_id: string }).batch_id);
  await follow(demo, id);
  const answer = await call(demo, 'GET', `/api/v1/company/batch/${id}/results?include=provenance`);
  const rows = (answer['data'] as { results: Extracted[] }).results;
  printRows(['company', 'domain', 'headquarters', 'employees', 'e-mail or phone'], rows.map(toCells));
}

function toCells({ company_name: name, data, provenance, error }: Extracted): readonly string[] {
  if (data === undefined) return [name, `${error?.type ?? ''}: ${error?.message ?? ''}`];
  const cell = (field: string, value: string | null): string =>
    value === null || value === '' ? '–' : `${value} (${provenance?.fields[field]?.sources.join(', ') ?? ''})`;
  const { city, country } = data.headquarters;
  const seat = [city, country].filter((part) => part !== null).join(', ');
  return [
    name,
    cell('domain', data.domain),
    cell('address', seat),
    cell('employees', data.employee_count),
    data.contacts.emails[0] ?? data.contacts.phones[0] ?? '–',
  ];
}
