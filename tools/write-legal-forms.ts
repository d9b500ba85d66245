import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import countries from 'i18n-iso-countries';
import { FORMS_BY_COUNTRY } from '../src/company-extraction/facts/legal-forms.js';
import { foldName } from '../src/company-extraction/facts/normalize-company-name.js';

/**
 * Writes `src/company-extraction/facts/gleif-forms.ts` from GLEIF's public list of entity legal forms (ISO 20275), and
 * all of its abbreviations to `test/eval/gleif-abbreviations.txt`, which the evaluation counts what is taken of:
 *
 *     node -r ./tools/run-ts.cjs tools/write-legal-forms.ts <elf-code-list.csv>
 */
const COLUMNS = ['Abbreviations Local language', 'Abbreviations transliterated'] as const;

/**
 * Words of the list that are parts of names of their own: `Ford Foundation Trust` is not `Ford Foundation`. The list
 * gives them as abbreviations of a few jurisdictions.
 */
const WORDS = new Set(
  (
    'society trust operative embassy ambassade ambasciate botschaft ' +
    'bund canton kanton cantone commune comune gemeinde district distretto bezirk procuration procura prokura confederation ' +
    'confederazione undivided indivisions indivisioni kompani reit company corporation fund fond fdn gen son sam sat per tub sic'
  ).split(' '),
);
/** Of these two companies of one name are rarely told apart: a form where two words of the name stand before it. */
const WORD_FORM =
  /^(?:co op|coop|cooperative|cooperatif|cooperation|pool|unlimited|ultd|chartered|chtd|consorzio|assn|association|partnership)(?: (?:limited|limitee|ltd|ltee|inc|incorporated|incorporee))?$/;

/** Roman numbers and codes of countries tell two companies of one name apart: `Fund II`, `Acme NL`; `HÜ` is no `HU`. */
const tellsApart = (form: string, printed: string): boolean =>
  /^[ivx]+$/.test(form) || (/^[A-Za-z]{2}$/.test(printed) && (countries.isValid(form.toUpperCase()) || form === 'eu'));

/** Groups of words that stand in names: a legal form after one (`Acme Trust Company`) leaves it. */
const WORDS_BEFORE_A_FORM = /^(?:credit union|trust|loan)\b/;

/**
 * Short abbreviations are ordinary words as often (`up`, `zoo`, `fab`): of these only forms that are known are taken.
 */
const knownForms = new Set(Object.values(FORMS_BY_COUNTRY).flat());
const isShort = (form: string): boolean => /^[a-z\d]{1,4}$/.test(form) && !knownForms.has(form);
const isWord = (form: string): boolean => WORDS.has(form) || WORDS_BEFORE_A_FORM.test(form);

/**
 * Short ones that are taken as the list prints them, with the letters that are capitals there (`GEIE`, `gAG`, `TÜ`,
 * `osk`): three letters or more that do not look like a word (`Son`), two capitals that are no state or project, and
 * one Chinese or Japanese sign.
 */
const isPrinted = (abbreviation: string): boolean =>
  /^(?:\p{L}{2,4}|[\p{Script=Han}\p{Script=Hiragana}])$/u.test(abbreviation) &&
  !/^\p{Lu}\p{Ll}+$/u.test(abbreviation) &&
  !/^\p{Ll}{1,2}$/u.test(abbreviation) &&
  !ACRONYMS.has(abbreviation.toUpperCase());
/**
 * Letters that name companies, standards, offices, states and projects: `Groupe PSA` is not `Groupe`, a `JV` is not its
 * owner.
 */
const ACRONYMS = new Set(
  (
    'PSA ICC CDC CCC FSA GIZ NPC SMC FAB SON SAT SAM PER TUB FON STE OTH MBE PAC SIC CTI SAP SEC MPS SAL FIP CER ASC EMC CTR ZOO JV SF BC ' +
    'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX ' +
    'UT VT VA WA WV WI WY DC UK EU AI IT HR PR TV VR'
  ).split(' '),
);

const rows = parse(readFileSync(process.argv[2] ?? '', 'utf8'), { columns: true, bom: true }) as Record<
  string,
  string
>[];
const forms = new Set<string>();
const printed = new Set<string>();
const wordForms = new Set<string>();
/** Every abbreviation of every country, for the evaluation of what is taken. */
const listed = new Set<string>();
for (const row of rows)
  for (const column of COLUMNS)
    for (const abbreviation of (row[column] ?? '').split(';').map((one) => one.trim())) {
      if (abbreviation !== '') listed.add(`${row['Country Code (ISO 3166-1)'] ?? ''} ${abbreviation}`);
      const form = foldName(abbreviation);
      const asPrinted = abbreviation.normalize('NFKC').replace(/[\s.,;]+/g, '');
      if (form === '' || isWord(form) || tellsApart(form, asPrinted)) continue;
      if (WORD_FORM.test(form)) wordForms.add(form);
      else if (!isShort(form) && form.length > 1) forms.add(form);
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
 * Abbreviations of legal forms of every jurisdiction, in the spelling of \`foldName\`: GLEIF's list of entity legal
 * forms (ISO 20275), version 1.5 of 28 September 2023, open data. Written by \`tools/write-legal-forms.ts\`, which
 * says what it leaves out.
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

/**
 * Ordinary words of the same list: forms where two words of the name stand before them (\`Clay County Electric
 * Cooperative\`).
 */
export const WORD_GLEIF_FORMS: readonly string[] = \`
${linesOf(wordForms)}
\`
  .trim()
  .split(/[|\\n]/);
`,
);

writeFileSync(
  join(__dirname, '..', 'test', 'eval', 'gleif-abbreviations.txt'),
  [...listed]
    .sort()
    .map((line) => `${line}\n`)
    .join(''),
);
