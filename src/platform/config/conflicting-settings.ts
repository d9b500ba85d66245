/** Checks combinations of settings that conflict whatever their values. */
export function conflicts(values: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { DATABASE_URL, REDIS_URL, ROLE = 'all', LLM_URL, LLM_MODEL } = values;
  const faults: string[] = [];
  if (REDIS_URL !== undefined && DATABASE_URL === undefined)
    faults.push('REDIS_URL: needs DATABASE_URL; the embedded database belongs to one process');
  if (ROLE !== 'all' && REDIS_URL === undefined)
    faults.push('ROLE: needs REDIS_URL; without it one process does everything');
  if ((LLM_URL === undefined) !== (LLM_MODEL === undefined))
    faults.push('LLM_URL: a language model needs both LLM_URL and LLM_MODEL');
  return faults;
}
