import { withoutLegalForm } from './find-legal-names.js';
import { type NameMention, type NameMethod, squash } from './organization-names.js';

/** Ways that name others as often as the owner: what only one of them says is no name of the page's. */
const WEAK_METHODS: ReadonlySet<NameMethod> = new Set(['logo', 'domain-name', 'institution']);

const keyOf = ({ name }: NameMention): string => squash(withoutLegalForm(name));

/**
 * The mentions that a page bears out: what only a weak way has is none, unless a logo spells the page's own domain. Of
 * several parts of a title those that nothing else names go when another part is named elsewhere (`Acme | Service
 * stations`); so does a single word above an address, which is a county or a heading as often.
 */
export function borneOut(mentions: readonly NameMention[], labels: readonly string[]): NameMention[] {
  const ways = new Map<string, number>();
  for (const mention of mentions) ways.set(keyOf(mention), (ways.get(keyOf(mention)) ?? 0) + 1);
  const isSupported = (mention: NameMention): boolean => (ways.get(keyOf(mention)) ?? 0) > 1;
  const titleIsSupported = mentions.some((mention) => mention.method === 'title' && isSupported(mention));
  return mentions.filter((mention) => {
    if (isSupported(mention)) return true;
    if (mention.method === 'title') return !titleIsSupported;
    if (mention.method === 'address-block') return /\s|\p{Lo}/u.test(mention.name);
    return !WEAK_METHODS.has(mention.method) || (mention.method === 'logo' && labels.includes(keyOf(mention)));
  });
}
