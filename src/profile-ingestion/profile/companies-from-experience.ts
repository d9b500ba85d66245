import { foldName, normalizeKeepingWords } from '../../company-extraction/facts/normalize-company-name.js';
import { newestFirst, type CompanyRef, type Experience, type YearMonth } from './profile.js';

/** One title held at an employer. */
interface HeldPosition {
  readonly title: string | null;
  readonly start: YearMonth | null;
  readonly end: YearMonth | null;
  readonly is_current: boolean;
}

/** A real organisation that a person worked for, with all titles held there. */
export interface Employer {
  /** The most reliable identifier known: `linkedin:1441`, `slug:acme`, `domain:acme.com` or `name:acme|us`. */
  readonly key: string;
  /** All identifiers known, most reliable first; two profiles name one company when they share one. */
  readonly keys: readonly string[];
  /** As written in the newest position. */
  readonly name: string;
  readonly ref: CompanyRef;
  /** Newest first. */
  readonly positions: readonly HeldPosition[];
}

/** Maximum employers looked up for one profile. All of them are counted. */
export const MAX_EMPLOYERS_PROCESSED = 10;

/** Entries for no employer: whole names only, so that a real "Freelancer Ltd" is not excluded. */
const PSEUDO_EMPLOYER = new RegExp(
  `^(?:${[
    // English
    '(?:freelance|freelancer|freelancing|independent|self employed|private)(?: (?:consultant|consulting|contractor|contracting|professional|developer|engineer|designer|writer|work|advisor|investor|practice|projects?))?',
    'self employed|self employment|self|own business|my own business|sole trader|sole proprietor',
    '(?:a )?stealth(?: mode)?(?: (?:startup|start up|company|ai startup|fintech|venture))?|startup in stealth(?: mode)?',
    'confidential(?: (?:company|client|employer))?|undisclosed|not disclosed|private company|anonymous|nda',
    '(?:actively )?(?:seeking|looking for)(?: .*)?|open to(?: .*)?|available(?: for .*)?|job seeker|unemployed|between (?:jobs|roles)|in transition',
    '(?:planned )?career break|sabbatical|gap year|parental leave|maternity leave|paternity leave|family leave|garden(?:ing)? leave|retired|retirement|personal time off|stay at home .*|homemaker',
    'various(?: (?:companies|clients|employers|startups|organizations|organisations))?|multiple(?: (?:companies|clients|employers|startups))?|several companies|different companies',
    'n ?a|none|unknown|tbd|tba|no company|not applicable',
    // German
    'freiberuflich|freiberufler(?:in)?|freie[rn]? (?:mitarbeiter(?:in)?|berater(?:in)?|entwickler(?:in)?)|selbst(?:st)?andig(?:e[rn]?)?|selbst(?:st)?andigkeit|einzelunternehmer(?:in)?',
    'vertraulich|arbeit(?:s)?suchend|auf (?:der suche|jobsuche)(?: .*)?|elternzeit|auszeit|ruhestand|im ruhestand|berufliche auszeit|diverse(?: (?:firmen|unternehmen|kunden|arbeitgeber))?|verschiedene(?: (?:firmen|unternehmen|kunden))?',
    // French
    'independante?|travailleur independant|auto ?entrepreneur|auto ?entrepreneuse|micro ?entrepreneur|a mon compte|profession liberale|consultante? independante?',
    'confidentiel(?:le)?|(?:en )?recherche (?:d ?emploi|active)(?: .*)?|en reconversion|conge (?:parental|sabbatique|maternite|paternite)|annee sabbatique|retraite[e]?|a la retraite|divers|diverses (?:entreprises|societes)|plusieurs entreprises',
    // Spanish
    'autonom[oa]|trabajador(?:a)? autonom[oa]|por cuenta propia|cuenta propia|independiente|consultor(?:a)? independiente|profesional independiente',
    'confidencial|en busqueda(?: .*)?|buscando(?: .*)?|desempleado|desempleada|ano sabatico|excedencia|jubilad[oa]|vari[oa]s(?: (?:empresas|clientes))?|divers[oa]s(?: (?:empresas|clientes))?',
    // Portuguese
    'profissional (?:liberal|autonom[oa]|independente)|por conta propia|trabalhador(?:a)? independente|consultor(?:a)? independente|freela',
    'em busca(?: .*)?|buscando recolocacao|disponivel|licenca (?:maternidade|paternidade)|pausa na carreira|periodo sabatico|aposentad[oa]|reformad[oa]|varias empresas',
  ].join('|')})$`,
);

/** Whether the name stands for no employer: freelancers, career breaks, "confidential". */
export function isPseudoEmployer(name: string): boolean {
  const folded = foldName(name);
  return folded === '' || PSEUDO_EMPLOYER.test(folded);
}

function keysOf(name: string, ref: CompanyRef): string[] {
  return [
    ...(ref.linkedin_id === null ? [] : [`linkedin:${ref.linkedin_id}`]),
    ...(ref.slug === null ? [] : [`slug:${ref.slug}`]),
    ...(ref.domain === null ? [] : [`domain:${ref.domain}`]),
    `name:${normalizeKeepingWords(name)}|${ref.country?.toLowerCase() ?? ''}`,
  ];
}

interface Group {
  readonly name: string;
  readonly normalized: string;
  ref: CompanyRef;
  readonly positions: HeldPosition[];
}

const IDENTIFIERS = ['linkedin_id', 'slug', 'domain'] as const;

/** A shared identifier decides; without one, equal names match unless an identifier or the country contradicts. */
function sameEmployer(group: Group, normalized: string, ref: CompanyRef): boolean {
  const both = [...IDENTIFIERS, 'country' as const].filter((field) => group.ref[field] !== null && ref[field] !== null);
  const shared = both.some((field) => field !== 'country' && group.ref[field] === ref[field]);
  const contradicted = both.some((field) => group.ref[field] !== ref[field]);
  return shared || (group.normalized === normalized && !contradicted);
}

const mergeRefs = (a: CompanyRef, b: CompanyRef): CompanyRef => ({
  linkedin_id: a.linkedin_id ?? b.linkedin_id,
  slug: a.slug ?? b.slug,
  domain: a.domain ?? b.domain,
  country: a.country ?? b.country,
  industry: a.industry ?? b.industry,
});

/**
 * The distinct real employers of a work history, newest first. Several titles at one employer are one entry; names that
 * stand for no employer are omitted. `companies_found` is the length of the result.
 */
export function employersOf(experience: readonly Experience[]): Employer[] {
  const groups: Group[] = [];
  for (const entry of newestFirst(experience)) {
    if (isPseudoEmployer(entry.company_name)) continue;
    const { title, start, end, is_current, company_ref: ref } = entry;
    const position = { title, start, end, is_current };
    const normalized = normalizeKeepingWords(entry.company_name);
    const group = groups.find((g) => sameEmployer(g, normalized, ref));
    if (group === undefined) groups.push({ name: entry.company_name, normalized, ref, positions: [position] });
    else {
      group.ref = mergeRefs(group.ref, ref);
      group.positions.push(position);
    }
  }
  return groups.map(({ name, ref, positions }) => {
    const keys = keysOf(name, ref);
    return { key: keys[0] ?? '', keys, name, ref, positions };
  });
}
