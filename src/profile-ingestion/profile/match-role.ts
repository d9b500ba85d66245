import { FINANCE, ROLE_TERMS, type Role, type RoleTerm } from './role-terms.js';
import { BELONGS_ABROAD, HELPER_ABROAD, PAST_ABROAD, TERMS_ABROAD } from './role-terms-abroad.js';
import type { ProfileContent } from './profile.js';

/** A title that a person holds or held. */
interface HeldTitle {
  readonly title: string;
  readonly current: boolean;
  /** The employer, where known: at an asset manager "CIO" has another meaning. */
  readonly company: string | null;
}

/** How well a profile's titles match the role that the caller suggested. The suggestion itself is never overwritten. */
export interface RoleMatch {
  readonly role: Role;
  /** `near` is a related job: VP of Engineering for CTO, BISO for CISO. */
  readonly match: 'exact' | 'near' | 'none';
  /** The title that decided, as the source wrote it; null without a match. */
  readonly title: string | null;
  /** Whether that title is held now. */
  readonly current: boolean;
  /** 0 to 1, two decimals. */
  readonly confidence: number;
}

/** Titles are cut to this length before any pattern is applied. */
const MAX_TITLE_LENGTH = 300;
/** Maximum titles compared per profile, in the order given. */
const MAX_TITLES = 60;
const PAST_FACTOR = 0.6;
const DEPUTY_DISCOUNT = 0.1;
const FINANCE_EMPLOYER_FACTOR = 0.45;

const SEGMENT_ENDS = /[|•·;:\n,()\]/[–—]| - | at | @ | bei | chez /;
const PAST =
  /\b(?:former|formerly|previous|previously|past|retired|ehemalige[rnms]?|ehem|fruhere[rnms]?|ancien|ancienne|antigu[oa]|antig[oa]|anterior)\b(?!.*\b(?:current|currently|now|aktuell|actuel)\b)/;
const EX = /\bex (?:(?:group|global|deputy|interim|acting|founding|co|founder|and|chief) )*$/;
/** Titles close to a role but not in it: "office of the CTO", "Assistent des CIO", "bras droit du DSI". */
const BELONGS_TO =
  /\b(?:to|for|of|with|under|by|supporting|von|vom|des|dem|zum|fur|du|au|del|al|do|ao|para)(?: (?:the|our|its|el|la|le|o|group|global))* $/;
const HOLDS_IT =
  /\b(?:role|position|post|capacity|title|appointed|promoted|funktion|rolle|poste|fonction|cargo|puesto|funcao) (?:of|as|to|des|du|del|do)(?: the)? $/;
const NOT_YET = /\b(?:aspiring|future|next|would be|advisor|adviser|coach|hiring|seeking|looking for|recruiting) $/;
const SURROUNDINGS =
  /^ (?:s\b|advis[oe]r|coach|mentor|consult(?:ant|ing)|recruit\w*|search|candidate|office|org\b|organi[sz]ation|team|staff|assistant|assistent\w*|assistenz|council|forum|network|community|program\w*|academy|magazine|roundtable|summit|club|in training|practice|relations|buro|berater\w*)\b/;
const HELPER =
  /\b(?:(?:executive|personal|administrative|virtual|team|management) assistant|assistant to|assistent(?:in)?|assistenz|asistente|assistente|secretary|sekretar(?:in)?|secretaire|secretari[ao]|chief of staff|intern|praktikant(?:in)?|werkstudent(?:in)?|stagiaire|trainee|becari[oa]|estagiari[ao])\b/;
const DEPUTY = /\b(?:deputy|vice|stellvertretende[rn]?|stv|interim|acting|fractional|virtual|part time|temporary) /;
const LESSER = /\b(?:associate|assistant|field|regional|divisional) $/;

/**
 * Lower-case words without diacritics, so that one pattern matches "Director de Tecnología" and "DIRECTOR DE
 * TECNOLOGIA".
 */
export function normalizeTitle(title: string): string {
  return title
    .slice(0, MAX_TITLE_LENGTH)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\b((?:[a-z]\.){2,5})/g, (dotted) => dotted.replaceAll('.', ''))
    .replace(/geschaeftsfuehr/g, 'geschaftsfuhr')
    .replace(/(leiter|fuhrer|direktor)[:*_/]in\b/g, '$1in')
    .replace(/\s+-\s+/g, ' | ')
    .replace(/[-'’`.]/g, ' ')
    .replace(/\s*[&+]\s*/g, ' and ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** "Chief Digital & Information Officer" holds two offices; each is written out. */
function expandOffices(title: string): string {
  const joined = /\bchief ([a-z][a-z ]{1,40}?) ?(?:,|\/| and) ?(?:and )?([a-z][a-z ]{1,40}?) officer\b/g;
  return title.replace(joined, 'chief $1 officer, chief $2 officer');
}

interface Hit {
  readonly match: 'exact' | 'near';
  readonly weight: number;
}

const TERMS: Readonly<Record<Role, readonly RoleTerm[]>> = {
  CTO: [...ROLE_TERMS.CTO, ...TERMS_ABROAD.CTO],
  CIO: [...ROLE_TERMS.CIO, ...TERMS_ABROAD.CIO],
  CISO: [...ROLE_TERMS.CISO, ...TERMS_ABROAD.CISO],
};

/** Evaluates one occurrence of a term by the words around it; null when it has another meaning. */
function evaluate(term: RoleTerm, before: string, after: string): Hit | null {
  if (PAST.test(before) || EX.test(before) || NOT_YET.test(before) || SURROUNDINGS.test(after)) return null;
  if (BELONGS_TO.test(before) && !HOLDS_IT.test(before)) return null;
  if (HELPER.test(before)) return null;
  if (PAST_ABROAD.test(before) || HELPER_ABROAD.test(before) || BELONGS_ABROAD.test(after)) return null;
  if (LESSER.test(before)) return { match: 'near', weight: Math.min(term.weight, 0.5) };
  return { match: term.match, weight: DEPUTY.test(before) ? term.weight - DEPUTY_DISCOUNT : term.weight };
}

const RANK = { exact: 2, near: 1 } as const;
const better = (a: Hit | null, b: Hit | null): Hit | null => {
  if (a === null || b === null) return a ?? b;
  return (RANK[b.match] - RANK[a.match] || b.weight - a.weight) > 0 ? b : a;
};

function hitOf(role: Role, rawTitle: string): Hit | null {
  const title = expandOffices(normalizeTitle(rawTitle));
  let best: Hit | null = null;
  let seen = '';
  for (const segment of title.split(SEGMENT_ENDS)) {
    for (const term of TERMS[role]) {
      if (term.unless?.test(title) === true || term.onlyWith?.test(title) === false) continue;
      const found = term.pattern.exec(segment);
      if (found === null) continue;
      const before = segment.slice(0, found.index);
      const after = segment.slice(found.index + found[0].length);
      const hit = HELPER.test(seen) || HELPER_ABROAD.test(seen) ? null : evaluate(term, before, after);
      best = better(best, hit);
    }
    seen = `${seen} ${segment}`;
  }
  return best;
}

/** At an investment firm the abbreviation CIO usually means the investment officer. */
function atFinanceEmployer(role: Role, held: HeldTitle, hit: Hit): Hit {
  const spelledOut = /information/i.test(held.title);
  if (role !== 'CIO' || spelledOut || held.company === null || !FINANCE.test(normalizeTitle(held.company))) return hit;
  return { match: 'near', weight: hit.weight * FINANCE_EMPLOYER_FACTOR };
}

/**
 * Compares titles with one role. Current titles come before past ones, an exact title before a near one, then the more
 * confident one. Words near a role do not make the role: assistants, offices, advisers, "former", and other offices
 * with the same letters.
 */
export function matchRole(role: Role, titles: readonly HeldTitle[]): RoleMatch {
  let best: RoleMatch = { role, match: 'none', title: null, current: false, confidence: 0 };
  let bestScore = 0;
  for (const held of titles.slice(0, MAX_TITLES)) {
    const raw = hitOf(role, held.title);
    if (raw === null) continue;
    const hit = atFinanceEmployer(role, held, raw);
    const confidence = hit.weight * (held.current ? 1 : PAST_FACTOR);
    const score = (held.current ? 10 : 0) + RANK[hit.match] * 3 + confidence;
    if (score <= bestScore) continue;
    bestScore = score;
    best = {
      role,
      match: hit.match,
      title: held.title,
      current: held.current,
      confidence: Math.round(confidence * 100) / 100,
    };
  }
  return best;
}

/** The titles of a profile, most reliable first: the positions, then the headline, which describes the present. */
export function titlesOf(profile: Pick<ProfileContent, 'experience' | 'headline'>): HeldTitle[] {
  const held = profile.experience.flatMap((e) =>
    e.title === null ? [] : [{ title: e.title, current: e.is_current, company: e.company_name }],
  );
  return profile.headline === null ? held : [...held, { title: profile.headline, current: true, company: null }];
}

/** Whether to warn the caller that the profile does not match the suggested role today. */
export function isRoleMismatch(match: RoleMatch): boolean {
  return match.match === 'none' || !match.current;
}
