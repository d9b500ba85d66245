import { call, follow, printRows } from './api.js';
import type { Demo } from './launch.js';

interface Extracted {
  readonly company_name: string;
  readonly extraction_status: string;
  readonly data?: {
    readonly industry: string | null;
    readonly employee_count: string | null;
    readonly headquarters: { readonly country: string | null } | null;
    readonly sources?: readonly unknown[];
  };
  readonly error?: { readonly type: string; readonly message: string };
}

/** S3: three companies, one of which nobody knows. */
export async function showCompanies(demo: Demo): Promise<void> {
  console.log('\nCompanies: look three names up, one of them unknown');
  const submitted = await call(demo, 'POST', '/api/v1/company/batch/submit', {
    company_names: ['Quillmark Systems', 'Brindlewood Tools', 'Nowhere Known Holdings'],
    extraction_mode: 'basic',
    priority: 'urgent',
  });
  const id = String((submitted['data'] as { batch_id: string }).batch_id);
  await follow(demo, id);
  const answer = await call(demo, 'GET', `/api/v1/company/batch/${id}/results`);
  const rows = (answer['data'] as { results: Extracted[] }).results;
  printRows(['company', 'industry', 'employees', 'country'], rows.map(toCells));
}

function toCells({ company_name: name, data, error }: Extracted): readonly string[] {
  if (data === undefined) return [name, `${error?.type ?? ''}: ${error?.message ?? ''}`];
  return [name, data.industry ?? '–', data.employee_count ?? '–', data.headquarters?.country ?? '–'];
}
