import { join } from 'node:path';
import { findPhoneNumbersInText } from 'libphonenumber-js/max';
import { parseHtml, rawText } from '../../src/company-extraction/website/html-tree.js';
import { collectEmails } from '../../src/company-extraction/website/emails.js';
import { readLines } from '../../src/company-extraction/website/page-text.js';
import { collectPhones } from '../../src/company-extraction/website/phones.js';
import { inferLocale } from '../../src/company-extraction/website/region.js';
import { Score, Section, share, Table } from './section.js';
import { GoldPage, readCorpora } from './webstruct-pages.js';

/** The last seven digits, extensions left out; what is shorter is an extension itself and no phone number. */
function phoneKeys(texts: readonly string[]): string[] {
  return texts
    .map((text) => keypad(text.split(/\s*(?:,?\s*ext|x\s?\d|durchwahl|доб)/i)[0] ?? '').slice(-7))
    .filter((key) => key.length === 7);
}

/** Digits, with the letters of vanity numbers as on the keypad. */
function keypad(text: string): string {
  const plain = text.replace(/\((?:\d{3}-)?\d{4}\)/, (match) => (/[A-Z]{3}/.test(text) ? '' : match));
  return plain
    .replace(/[A-Z]/g, (letter) => '22233344455566677778889999'.charAt(letter.charCodeAt(0) - 65))
    .replace(/\D/g, '');
}

const emailKey = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s*\[?\bat\b\]?\s*/, (at) => (text.includes('@') ? at : '@'))
    .replace(/\s+dot\s+|\[dot\]/g, '.');
const SHOW = process.argv[4];

function values(page: GoldPage, ...types: string[]): string[] {
  return types.flatMap((type) => page.gold.get(type) ?? []);
}

function show(page: GoldPage, kind: string, gold: string[], given: string[]): void {
  if (SHOW !== kind) return;
  const missed = gold.filter((one) => !given.includes(one));
  const wrong = given.filter((one) => !gold.includes(one));
  if (missed.length + wrong.length > 0) console.log(page.file, 'MISSED', missed, 'WRONG', wrong);
}

function measure(pages: readonly GoldPage[]): (string | number)[][] {
  const ours = { phone: new Score(), email: new Score() };
  const naive = { phone: new Score(), email: new Score() };
  for (const page of pages) {
    const { root } = parseHtml(page.html);
    const lines = readLines(root);
    const locale = inferLocale(root, lines, null);
    const text = rawText(root, 10_000_000);
    const phones = phoneKeys(values(page, 'TEL', 'FAX'));
    const phonesFound = phoneKeys(collectPhones(root, lines, locale).map(({ e164, written }) => e164 ?? written));
    show(page, 'phone', phones, phonesFound);
    ours.phone.add(phones, phonesFound);
    naive.phone.add(phones, phoneKeys(findPhoneNumbersInText(text, 'US').map(({ number }) => number.number)));
    const emails = values(page, 'EMAIL').map(emailKey);
    const emailsFound = collectEmails(root, lines).map(({ email }) => email.toLowerCase());
    show(page, 'email', emails, emailsFound);
    ours.email.add(emails, emailsFound);
    naive.email.add(
      emails,
      (page.html.match(/[\w.+-]+@[\w-]+\.[\w.-]*\w/g) ?? []).map((one) => one.toLowerCase()),
    );
  }
  return (['phone', 'email'] as const).map((kind) => [
    kind,
    ours[kind].size,
    share(ours[kind].recall),
    share(ours[kind].precision),
    share(naive[kind].recall),
    share(naive[kind].precision),
  ]);
}

/** Contacts and addresses on hand-annotated real pages, beside the naive way (DOMAIN 2.9). */
export const webstruct: Section = {
  name: 'webstruct',
  needs: ['webstruct'],
  run(data: string): Table[] {
    return [...readCorpora(join(data, 'webstruct'))].map(([corpus, pages]) => ({
      title: `webstruct/${corpus}: ${pages.length} annotated pages`,
      columns: ['field', 'gold', 'recall', 'precision', 'naive recall', 'naive precision'],
      rows: measure(pages),
      note: 'Distinct values of a page. Naive: a regular expression for e-mails in the source, libphonenumber with region US in the text.',
    }));
  },
};
