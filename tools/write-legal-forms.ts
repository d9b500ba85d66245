import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import countries from 'i18n-iso-countries';
import { FORMS_BY_COUNTRY } from '../src/company-extraction/facts/legal-forms.js';
import { foldName } from '../src/company-extraction/facts/normalize-company-name.js';

/**
 * Writes `src/company-extraction/facts/gleif-forms.ts` from GLEIF's public list of entity legal forms (ISO 20275):
 *
 *     node -r ./tools/run-ts.cjs tools/write-legal-forms.ts <elf-code-list.csv>
 */
const COLUMNS = ['Abbreviations Local language', 'Abbreviations transliterated'] as const;

/**
 * Words of the list that are parts of names of their own: `Ford Foundation Trust` is not `Ford Foundation`. The list gives
 * them as abbreviations of a few jurisdictions.
 */
const WORDS = new Set(
  (
    'association society trust partnership cooperative cooperation cooperatif operative unlimited embassy ambassade ambasciate botschaft ' +
    'bund canton kanton cantone commune comune gemeinde district distretto bezirk procuration procura prokura confederation ' +
    'confederazione undivided indivisions indivisioni consorzio persero perum kompani reit company corporation fund fond fdn gen son sam sat per tub sic chartered coop'
  ).split(' '),
);

/** Roman numbers and codes of countries tell two companies of one name apart: `Fund II`, `Acme NL`. */
const tellsApart = (form: string): boolean =>
  /^[ivx]+$/.test(form) || (form.length === 2 && (countries.isValid(form.toUpperCase()) || form === 'eu'));

/** Groups of words that stand in names: a legal form after one (`Acme Co-op Ltd`) leaves it. */
const WORDS_BEFORE_A_FORM = /^(?:co op|coop|credit union|cooperative|trust|pool|loan)\b/;

/** Short abbreviations are ordinary words as often (`up`, `zoo`, `fab`): of these only forms that are known are taken. */
const knownForms = new Set(Object.values(FORMS_BY_COUNTRY).flat());
const isShort = (form: string): boolean => /^[a-z\d]{1,4}$/.test(form) && !knownForms.has(form);
const isWord = (form: string): boolean => WORDS.has(form) || WORDS_BEFORE_A_FORM.test(form);

/**
 * Short ones that are taken as the list prints them, with capitals (`GEIE`, `gAG`, `TÜ`): three letters or more, or a letter
 * that is no plain Latin one. Those of two letters are clubs, places and fields as often (`SC`, `LA`, `PR`).
 */
const isPrinted = (abbreviation: string): boolean =>
  /^\p{L}{2,4}$/u.test(abbreviation) &&
  (abbreviation.match(/\p{Lu}/gu) ?? []).length > 1 &&
  (abbreviation.length > 2 || !/^[A-Z]+$/.test(abbreviation)) &&
  !ACRONYMS.has(abbreviation);
/** Capitals that name companies, standards and offices: `Groupe PSA` is not `Groupe`. */
const ACRONYMS = new Set(
  'PSA ICC CDC CCC FSA GIZ NPC SMC FAB SON SAT SAM PER TUB FON STE OTH MBE PAC SIC CTI SAP SEC MPS SAL FIP CER ASC'.split(
    ' ',
  ),
);

const rows = parse(readFileSync(process.argv[2] ?? '', 'utf8'), { columns: true, bom: true }) as Record<
  string,
  string
>[];
const forms = new Set<string>();
const printed = new Set<string>();
for (const row of rows)
  for (const column of COLUMNS)
    for (const abbreviation of (row[column] ?? '').split(';')) {
      const form = foldName(abbreviation);
      if (form.length < 2 || isWord(form) || tellsApart(form)) continue;
      const asPrinted = abbreviation.normalize('NFKC').replace(/[\s.,;]+/g, '');
      if (!isShort(form)) forms.add(form);
      else if (isPrinted(asPrinted)) printed.add(asPrinted);
    }

function linesOf(all: ReadonlySet<string>): string {
  const lines: string[] = [];
  for (const form of [...all].sort()) {
    const last = lines.at(-1);
    if (last === undefined || last.length + form.length > 118) lines.push(form);
    else lines[lines.length - 1] = `${last}|${form}`;
  }
  return lines.join('\n');
}
const file = join(__dirname, '..', 'src', 'company-extraction', 'facts', 'gleif-forms.ts');
writeFileSync(
  file,
  `/**
 * Abbreviations of legal forms of every jurisdiction, in the spelling of \`foldName\`: GLEIF's list of entity legal forms
 * (ISO 20275), version 1.5 of 28 September 2023, open data. Written by \`tools/write-legal-forms.ts\`, which says what
 * it leaves out.
 */
export const GLEIF_FORMS: readonly string[] = \`
${linesOf(forms)}
\`
  .trim()
  .split(/[|\\n]/);

/** Short ones of the same list as it prints them; in other letters they are ordinary words as often. */
export const PRINTED_GLEIF_FORMS: readonly string[] = \`
${linesOf(printed)}
\`
  .trim()
  .split(/[|\\n]/);
`,
);
