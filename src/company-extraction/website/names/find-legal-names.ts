import { PRINTED_FORMS } from '../../facts/legal-forms.js';
import { hasStreet } from '../places/address-words.js';
import type { TextLine } from '../tree/page-text.js';

/** Longer forms first, so that `GmbH & Co. KG` is not matched as `GmbH`. */
const AFTER = [...PRINTED_FORMS].sort((a, b) => b.length - a.length).join('|');

const WORD = "[\\p{Lu}\\d][\\p{L}\\p{M}\\d&.'’+®™!-]{0,30}";
const LINK = '(?:&|and|of|the|for|in|und|für|et|de|la|le|des|du|y|e|del|di|da|do|van|den|der|og|och|ja|i|a|\\+)';

/** Capitalised words up to a legal form: `Acme Pumpen GmbH & Co. KG`, `Flavor Consultants (Japan), Inc.`. */
const NAME_THEN_FORM = new RegExp(
  `(?<![\\p{L}\\d])(?<name>${WORD}(?:,? (?:${LINK} ){0,2}${WORD}){0,6}(?: \\(\\p{Lu}[\\p{L} .]{1,25}\\))?)(?<link>, ?| )(?<form>${AFTER})(?![\\p{L}\\d])`,
  'gu',
);

/** Legal forms that precede the name: Russian, Ukrainian, Bulgarian, Japanese, Indonesian. */
const FORM_THEN_NAME: readonly RegExp[] = [
  /(?<![\p{L}])(?:ООО|ОАО|ЗАО|ПАО|НАО|АО|ИП|ТОО|ТОВ|ПАТ|ПрАТ|ПП|ФОП|УП|ЧУП|ОДО|ЕТ|ФГУП|МУП|НКО|АНО|Общество с ограниченной ответственностью|Акционерное общество)\s?(?:[«"“„][^»"”“]{2,60}[»"”“]|\p{Lu}[\p{L}\d-]{1,30}(?: \p{Lu}[\p{L}\d.-]{0,30}){0,3})/gu,
  /(?:株式会社|有限会社|合同会社|一般社団法人|一般財団法人|(?<![\p{Script=Han}])㈱|\(株\)|（株）)\s?[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{L}\dー・&.]{2,25}/gu,
  /[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}A-Za-z\dー・&.]{2,25}(?:株式会社|有限会社|合同会社|有限公司|有限责任公司|股份有限公司|集团|集團)/gu,
  /(?:주식회사|\(주\)|㈜)\s?[\p{Script=Hangul}A-Za-z\d]{2,20}|[\p{Script=Hangul}A-Za-z\d]{2,20}\s?(?:주식회사|\(주\)|㈜)/gu,
  /(?<![\p{L}])(?:PT|CV)\.? \p{Lu}[\p{L}\d]{1,30}(?: \p{Lu}[\p{L}\d.]{0,30}){1,4}/gu,
  /(?<![\p{L}])(?:SC|S\.C\.) \p{Lu}[\p{L}\d&.-]{1,30}(?: \p{Lu}[\p{L}\d&.-]{0,30}){0,4} (?:SRL|S\.R\.L\.|SA|S\.A\.)/gu,
];

/** Words that begin sentences and are not part of a name. */
const LEADING =
  /^(?:(?:©|\(c\)|(?:19|20)\d{2}(?:\s?[-–]\s?(?:19|20)?\d{2})?\.?|(?:An?|The) (?:[Dd]ivision|[Ss]ubsidiary|[Mm]ember|[Bb]rand|[Pp]art) of|Part of|A (?:company|service) of|The company|Contact|About|By|At|From|Copyright|Welcome to|Company|Firma|Die|Der|Das|Bei|La société|Société|Empresa|Ditta|Spółka|Operated by|Powered by|Owned by|Impressum|Anbieter|Betreiber|Verantwortlich|Herausgeber|Kontakt|Adresse|Address|Telefon|Phone|Email|E-Mail)[:,]? )+/u;

/** Short forms that only count after a capitalised name, and words that only look like a form. */
const WEAK_FORM =
  /^(?:AS|SE|SA|SC|AB|AG|KG|HB|LP|CO\.|Co\.|Company|Limited|Corporation|Ky|Bt\.?|hf\.?|eG|EG|S\.?C\.?|S\.?L\.?|N\.?V\.?|a\.\s?s\.|АД|NA)$/;

/** Forms that are also states, provinces or points of the compass. */
const PLACE_FORM = /^(?:SE|SC|AB)$/;

/** Names with a legal form in a text of at most 1,000 characters. */
export function findLegalNames(line: string): string[] {
  const text = line.slice(0, 1_000);
  const found: string[] = [];
  for (const match of text.matchAll(NAME_THEN_FORM)) {
    const name = match.groups?.['name'] ?? '';
    const form = match.groups?.['form'] ?? '';
    if (WEAK_FORM.test(form) && (name.length < 3 || /^\d+$/.test(name) || text === text.toUpperCase())) continue;
    // `Columbia, SC` and `5 Oak Circle SE` are places.
    if (PLACE_FORM.test(form) && (match.groups?.['link'] !== ' ' || hasStreet(name))) continue;
    // `Acme, An EMCOR Company` names the owner of the company, not the company.
    if (form === 'Company' && /(?:^|[\s,])An? \S{1,30}$/.test(name)) continue;
    const whole = match[0].replace(LEADING, '').trim();
    if (whole.length > form.length + 1) found.push(whole);
  }
  for (const pattern of FORM_THEN_NAME) for (const match of text.matchAll(pattern)) found.push(match[0].trim());
  return found;
}

const ofLines = new WeakMap<TextLine, readonly string[]>();

/** The same of a line of a page, found once for all who ask. */
export function legalNamesOf(line: TextLine): readonly string[] {
  const known = ofLines.get(line);
  if (known !== undefined) return known;
  const names = findLegalNames(line.text);
  ofLines.set(line, names);
  return names;
}

const TRAILING_FORM = new RegExp(`[\\s,]+(?:${AFTER})\\.?$`, 'iu');

/** The name without its legal forms, unless nothing would remain. */
export function withoutLegalForm(name: string): string {
  let text = name.slice(0, 200).trim();
  for (let i = 0; i < 3; i++) {
    const shorter = text.replace(TRAILING_FORM, '').replace(/[\s,&]+$/, '');
    if (shorter === text || shorter.length < 2) break;
    text = shorter;
  }
  return (
    text
      .replace(/^(?:株式会社|有限会社|合同会社|ООО|ОАО|ЗАО|ПАО|АО)\s?[«"]?/u, '')
      .replace(/(?:株式会社|有限会社|有限公司)$/u, '')
      .replace(/[»"]$/, '') || name
  );
}
