/** Checks combinations of settings that conflict whatever their values. */
export function conflicts(values: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { DATABASE_URL, REDIS_URL, ROLE = 'all' } = values;
  const faults: string[] = [];
  if (REDIS_URL !== undefined && DATABASE_URL === undefined)
    faults.push('REDIS_URL: needs DATABASE_URL; the embedded database belongs to one process');
  if (ROLE !== 'all' && REDIS_URL === undefined)
    faults.push('ROLE: needs REDIS_URL; without it one process does everything');
  return faults;
}
