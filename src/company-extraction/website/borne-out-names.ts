import { withoutLegalForm } from './find-legal-names.js';
import { type NameMention, type NameMethod, squash } from './organization-names.js';

/** Ways that name others as often as the owner: what only one of them says is no name of the page's. */
const WEAK_METHODS: ReadonlySet<NameMethod> = new Set(['logo', 'domain-name', 'institution']);

/** The mentions without those that only a weak way has; a name that spells the page's own domain is borne out by it. */
export function borneOut(mentions: readonly NameMention[], labels: readonly string[]): NameMention[] {
  const ways = new Map<string, number>();
  const keyOf = ({ name }: NameMention): string => squash(withoutLegalForm(name));
  for (const mention of mentions) {
    ways.set(keyOf(mention), (ways.get(keyOf(mention)) ?? 0) + 1);
  }
  return mentions.filter((mention) => {
    const spellsDomain = mention.method === 'logo' && labels.includes(keyOf(mention));
    return !WEAK_METHODS.has(mention.method) || spellsDomain || (ways.get(keyOf(mention)) ?? 0) > 1;
  });
}
