/** Checks combinations of settings that conflict whatever their values. */
export function conflicts(values: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { DATABASE_URL, REDIS_URL, ROLE = 'all', URL_ANALYSIS_ENGINE, PSI_API_KEY } = values;
  const faults: string[] = [];
  if (REDIS_URL !== undefined && DATABASE_URL === undefined)
    faults.push('REDIS_URL: needs DATABASE_URL; the embedded database belongs to one process');
  if (ROLE !== 'all' && REDIS_URL === undefined)
    faults.push('ROLE: needs REDIS_URL; without it one process does everything');
  if (URL_ANALYSIS_ENGINE === 'psi' && PSI_API_KEY === undefined)
    faults.push('URL_ANALYSIS_ENGINE: psi needs PSI_API_KEY');
  return faults;
}
