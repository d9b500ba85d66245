import {
  COMPANY_KEYS,
  type CompanyData,
  type CompanyKey,
  type CompanyKeys,
  type IdentifiedCompany,
} from '../extraction/company-data.js';

/** A stored company as input of the matching; `id` is null for a new one. */
export interface KnownCompany extends CompanyKeys {
  readonly id: number | null;
}

/** A row to write: the company with its identifiers and facts. */
export interface CompanyWrite extends CompanyKeys {
  readonly id: number | null;
  readonly name: string;
  readonly data: CompanyData;
  /** Positions in the input list that became this row. */
  readonly of: readonly number[];
}

/**
 * Identifiers of which a company has exactly one: rows with different ones are different companies, even with the same
 * site.
 */
const DISTINGUISHING: readonly CompanyKey[] = ['wikidata_id', 'lei', 'cik'];

/**
 * Matches extracted companies with stored ones and lists what to write. Two are the same company when they share an
 * identifier and none of Wikidata's, GLEIF's and SEC's identifiers contradict; an identifier that another company
 * already has stays with that one. Companies without an identifier are not stored. Later entries of the list win over
 * earlier ones of the same company.
 */
export function matchCompanies(
  extracted: readonly IdentifiedCompany[],
  stored: readonly KnownCompany[],
): readonly CompanyWrite[] {
  const writes: CompanyWrite[] = [];
  const rows: KnownCompany[] = [...stored];
  for (const [index, { data, keys }] of extracted.entries()) {
    const at = rows.findIndex((row) => isSame(keys, row));
    const others = rows.filter((_row, position) => position !== at);
    const known = rows[at];
    const merged = merge(keys, known, others);
    if (COMPANY_KEYS.every((key) => merged[key] === null)) continue;
    const id = known?.id ?? null;
    const before = at < 0 ? undefined : writes.find((write) => sameRow(write, rows[at]));
    const write = { ...merged, id, name: data.company_name, data, of: [...(before?.of ?? []), index] };
    if (before !== undefined) writes.splice(writes.indexOf(before), 1);
    writes.push(write);
    if (at < 0) rows.push({ ...merged, id });
    else rows[at] = { ...merged, id };
  }
  return writes;
}

const isSame = (keys: CompanyKeys, row: KnownCompany): boolean =>
  !DISTINGUISHING.some((key) => keys[key] !== null && row[key] !== null && keys[key] !== row[key]) &&
  COMPANY_KEYS.some((key) => keys[key] !== null && keys[key] === row[key]);

/** Keeps a row's identifier where the extraction has none; never takes one from another row. */
function merge(keys: CompanyKeys, known: KnownCompany | undefined, others: readonly KnownCompany[]): CompanyKeys {
  const pick = (key: CompanyKey): string | null => {
    const value = keys[key] ?? known?.[key] ?? null;
    if (value === null || value === known?.[key]) return value;
    return others.some((other) => other[key] === value) ? (known?.[key] ?? null) : value;
  };
  return {
    wikidata_id: pick('wikidata_id'),
    lei: pick('lei'),
    cik: pick('cik'),
    domain: pick('domain'),
    linkedin: pick('linkedin'),
  };
}

const sameRow = (write: CompanyKeys, row: CompanyKeys | undefined): boolean =>
  row !== undefined && COMPANY_KEYS.every((key) => write[key] === row[key]);
