import { SocialAccount } from '../facts/fact.js';
import { AddressMention } from './addresses.js';
import { EmailMention } from './emails.js';
import { NameMention } from './organization-names.js';
import { PhoneMention } from './phones.js';

/** Everything that a page mentions, whether it belongs to the owner or not. */
export interface PageMentions {
  readonly emails: readonly EmailMention[];
  readonly phones: readonly PhoneMention[];
  readonly addresses: readonly AddressMention[];
  readonly names: readonly NameMention[];
  readonly cities: readonly string[];
  readonly socials: readonly SocialAccount[];
}
