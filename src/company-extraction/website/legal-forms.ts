import { hasStreet } from './address-words.js';

/** Legal forms that follow a name, as printed. Longer ones first, so that `GmbH & Co. KG` is not matched as `GmbH`. */
const AFTER = [
  'GmbH\\s?&\\s?Co\\.?\\s?(?:KG(?:aA)?|OHG)', 'AG\\s?&\\s?Co\\.?\\s?(?:KG|KGaA)', 'UG\\s?\\(haftungsbeschränkt\\)', 'gGmbH', 'GmbH', 'mbH', 'GesmbH', 'Ges\\.m\\.b\\.H\\.', 'AG', 'KGaA', 'KG', 'OHG', 'GbR', 'e\\.\\s?K\\.', 'e\\.\\s?V\\.', 'e\\.?\\s?G\\.', 'SE', 'eG', 'SCE',
  'Incorporated', 'Inc\\.?', 'Corporation', 'Corp\\.?', 'Company', 'Co\\.,?\\s?Ltd\\.?', 'Co\\.,?\\s?Inc\\.?', 'Pty\\.?\\s?(?:Limited|Ltd\\.?)', '\\(?Pvt\\.?\\)?\\s?(?:Limited|Ltd\\.?)', 'Private Limited', 'Pte\\.?\\s?Ltd\\.?', 'PTE\\.?\\s?LTD\\.?', 'K\\.K\\.', 'KK', 'Sdn\\.?\\s?Bhd\\.?', 'Limited', 'Ltd\\.?', 'L\\.?L\\.?C\\.?', 'L\\.?L\\.?P\\.?', 'P\\.?L\\.?C\\.?', 'PLLC', 'P\\.C\\.', 'P\\.A\\.', 'N\\.A\\.', 'LP', 'L\\.P\\.', 'CIC', 'Co\\.',
  'S\\.?A\\.?S\\.?U?', 'S\\.?A\\.?R\\.?L\\.?', 'Sàrl', 'Sarl', 'S\\.A\\. de C\\.V\\.', 'S\\.?A\\.?B\\.? de C\\.?V\\.?', 'S\\. de R\\.L\\. de C\\.V\\.', 'S\\.A\\.', 'SA', 'EURL', 'SNC', 'SCI', 'SCOP', 'SRL', 'S\\.R\\.L\\.', 'S\\.?r\\.?l\\.?s?', 'S\\.?p\\.?A\\.?', 'S\\.?n\\.?c\\.?', 'S\\.?a\\.?s\\.?', 'Soc\\. ?Coop\\.?', 'S\\.?L\\.?U?\\.?', 'S\\.?C\\.?', 'Ltda\\.?', 'LTDA', 'S\\/A', 'Lda\\.?', 'EIRELI', 'Unipessoal Lda', 'E\\.I\\.R\\.L\\.',
  'B\\.?V\\.?(?:BA)?', 'BVBA', 'N\\.?V\\.?', 'V\\.?O\\.?F\\.?', 'CVBA', 'SPRL', 'ASBL', 'VZW', 'AB', 'HB', 'ASA', 'AS', 'A\\/S', 'ApS', 'I\\/S', 'K\\/S', 'Oyj', 'Oy', 'Ky', 'OÜ', 'SIA', 'UAB', 'ehf\\.?', 'hf\\.?',
  'Sp\\.\\s?z\\s?o\\.\\s?o\\.(?:\\s?Sp\\.\\s?k\\.)?', 'sp\\.\\s?z\\s?o\\.\\s?o\\.', 'Spółka z o\\.\\s?o\\.', 'Sp\\.\\s?j\\.', 'Sp\\.\\s?k\\.', 's\\.c\\.', 's\\.\\s?r\\.\\s?o\\.', 'a\\.\\s?s\\.', 'v\\.o\\.s\\.', 'spol\\. s r\\.\\s?o\\.', 'Kft\\.?', 'Zrt\\.?', 'Nyrt\\.?', 'Bt\\.?', 'd\\.\\s?o\\.\\s?o\\.', 'd\\.\\s?d\\.', 'ООД', 'ЕООД', 'АД', 'ΑΕ', 'Α\\.Ε\\.', 'ΕΠΕ', 'Ο\\.Ε\\.', 'A\\.Ş\\.', 'Ltd\\. Şti\\.', 'Tic\\. Ltd\\. Şti\\.', 'San\\. ve Tic\\. (?:A\\.Ş\\.|Ltd\\. Şti\\.)', 'Tbk', 'JSC', 'OJSC', 'CJSC',
].sort((a, b) => b.length - a.length).join('|'); // prettier-ignore

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
