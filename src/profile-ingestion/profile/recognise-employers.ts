import type { Employer } from './companies-from-experience.js';

/** A stored employer: its id and all keys it is recognised by. */
export interface KnownEmployer {
  readonly id: string;
  readonly keys: readonly string[];
}

/** The changes to write so that every employer is stored once. */
export interface Recognition {
  /** Id by the best key of each employer. */
  readonly ids: ReadonlyMap<string, string>;
  /** Employers that are new. */
  readonly added: readonly { readonly id: string; readonly name: string }[];
  /** Keys that refer to an employer from now on: new ones and those of merged rows. */
  readonly keys: readonly { readonly key: string; readonly id: string }[];
  /** Rows that turned out to be one company: `from` is merged into `into`. */
  readonly merged: readonly { readonly from: string; readonly into: string }[];
}

const isName = (key: string): boolean => key.startsWith('name:');
const sortOf = (key: string): string => key.slice(0, key.indexOf(':'));

/** Two different identifiers of one type: two companies, whatever their names. */
const contradicts = (known: readonly string[], keys: readonly string[]): boolean =>
  keys.some(
    (key) =>
      !isName(key) && !known.includes(key) && known.some((other) => !isName(other) && sortOf(other) === sortOf(key)),
  );

/**
 * Matches employers with stored ones: a shared identifier decides; without one, an equal name matches unless an
 * identifier contradicts. An employer with identifiers of two stored rows shows that they are the same company; the
 * older row stays (ids are UUIDs of version 7, which sort by age).
 */
export function recogniseEmployers(
  employers: readonly Employer[],
  known: readonly KnownEmployer[],
  newId: (employer: Employer) => string,
): Recognition {
  const rows = new Map(known.map(({ id, keys }) => [id, [...keys]]));
  const ids = new Map<string, string>();
  const added: { id: string; name: string }[] = [];
  const keys: { key: string; id: string }[] = [];
  const merged: { from: string; into: string }[] = [];
  for (const employer of employers) {
    const holding = (wanted: (key: string) => boolean): string[] =>
      [...rows].filter(([, has]) => employer.keys.some((key) => wanted(key) && has.includes(key))).map(([id]) => id);
    const byIdentifier = holding((key) => !isName(key)).sort();
    const byName = holding(isName).filter((id) => !contradicts(rows.get(id) ?? [], employer.keys));
    const id = byIdentifier[0] ?? byName.sort()[0] ?? newId(employer);
    const had = rows.get(id);
    if (had === undefined) added.push({ id, name: employer.name });
    const has = had ?? [];
    for (const from of byIdentifier.slice(1)) {
      merged.push({ from, into: id });
      has.push(...(rows.get(from) ?? []));
      rows.delete(from);
    }
    const taken = new Set([...rows].filter(([other]) => other !== id).flatMap(([, others]) => others));
    for (const key of employer.keys) {
      // A name that another company of that name already has stays with it.
      if (has.includes(key) || taken.has(key)) continue;
      has.push(key);
      keys.push({ key, id });
    }
    rows.set(id, has);
    ids.set(employer.key, id);
  }
  return { ids, added, keys, merged };
}
