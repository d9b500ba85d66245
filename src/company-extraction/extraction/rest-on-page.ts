import type { Fact, SourceName } from '../facts/fact.js';
import { factKey } from './fact-key.js';

/** Sources of a domain that nobody but its own page bears out. */
const WAYS_TO_PAGE: ReadonlySet<SourceName> = new Set<SourceName>(['hint', 'brave', 'guess']);
/** Sources that read the page, or were asked for whoever has its domain. */
const OF_PAGE: ReadonlySet<SourceName> = new Set<SourceName>([...WAYS_TO_PAGE, 'website', 'model', 'people_data_labs']);

/**
 * The facts, of which those that rest on the proof that a page is the company's are no surer than that proof, and all
 * together one witness: a namesake's page is right about the namesake, and says its own domain. Unchanged where a
 * source that was asked otherwise names the website.
 */
export function restOnPage(facts: readonly Fact[]): readonly Fact[] {
  const proof = facts.find(({ field, source }) => field === 'domain' && WAYS_TO_PAGE.has(source));
  if (proof === undefined) return facts;
  const website = factKey(proof);
  const namesIt = (fact: Fact): boolean => fact.field === 'domain' && factKey(fact) === website;
  if (facts.some((fact) => !OF_PAGE.has(fact.source) && namesIt(fact))) return facts;
  return facts.map((fact): Fact => {
    if (!OF_PAGE.has(fact.source)) return fact;
    return { ...fact, confidence: Math.min(fact.confidence, proof.confidence), restsOnPage: true };
  });
}
