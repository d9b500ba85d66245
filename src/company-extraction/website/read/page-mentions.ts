import { SocialAccount } from '../../facts/fact.js';
import { AddressMention } from '../places/addresses.js';
import { EmailMention } from '../contacts/emails.js';
import { NameMention } from '../names/organization-names.js';
import { PhoneMention } from '../contacts/phones.js';

/** Everything that a page mentions, whether it belongs to the owner or not. */
export interface PageMentions {
  readonly emails: readonly EmailMention[];
  readonly phones: readonly PhoneMention[];
  readonly addresses: readonly AddressMention[];
  readonly names: readonly NameMention[];
  readonly cities: readonly string[];
  readonly socials: readonly SocialAccount[];
}
