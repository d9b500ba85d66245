import { join } from 'node:path';
import { parseHtml, rawText } from '../../src/company-extraction/website/tree/html-tree.js';
import { withoutLegalForm } from '../../src/company-extraction/website/names/find-legal-names.js';
import { readPage } from '../../src/company-extraction/website/read/read-page.js';
import { naiveContacts } from './naive-contacts.js';
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

const FIELDS = ['phone', 'email', 'email shown', 'organisation', 'street', 'city', 'postcode'] as const;
type Field = (typeof FIELDS)[number];

const letters = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^\p{L}\p{N}]/gu, '');
// `Acme, Inc .`: the annotation splits words from signs
const organisationKey = (text: string): string =>
  letters(withoutLegalForm(text.replace(/ \.(?=\s|$)/g, '.')).replace(/^the /i, ''));

/** The same street: one says it in other length (with or without suite and floor), but the most of it. */
function sameStreet(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= long.length * 0.5 && long.includes(short);
}

function goldOf(page: GoldPage): Record<Field, string[]> {
  return {
    phone: phoneKeys(values(page, 'TEL', 'FAX')),
    email: values(page, 'EMAIL').map(emailKey),
    'email shown': values(page, 'EMAIL').map(emailKey),
    organisation: values(page, 'ORG').map(organisationKey).filter(Boolean),
    street: values(page, 'STREET').map(letters).filter(Boolean),
    city: values(page, 'CITY')
      .map((city) => letters(city.replace(/,?\s?D\.?C\.?$/, '')))
      .filter(Boolean),
    // the country before the hyphen is annotated with some codes
    postcode: values(page, 'ZIPCODE')
      .map((code) => letters(code.replace(/^[A-Z]{1,2}\s?-\s?(?=\d)/, '')))
      .filter(Boolean),
  };
}

function ours(page: GoldPage): Record<Field, string[]> {
  const { mentions } = readPage({ body: page.html, url: null, contentType: null });
  const addresses = mentions.addresses.map(({ address }) => address);
  const shown = rawText(parseHtml(page.html.replace(/<script[\s\S]*?<\/script>/gi, '')).root, 10_000_000).toLowerCase();
  const methods = new Map(mentions.emails.map(({ email, method }) => [email.toLowerCase(), method]));
  const isLinkOnly = (email: string): boolean => methods.get(email) === 'mailto' && !shown.includes(email);
  const texts = (key: 'street' | 'postal_code'): string[] =>
    addresses.flatMap((address) => (address[key] ? [letters(address[key])] : []));
  return {
    phone: phoneKeys(mentions.phones.map(({ e164, written }) => e164 ?? written)),
    email: mentions.emails.map(({ email }) => email.toLowerCase()),
    'email shown': mentions.emails.map(({ email }) => email.toLowerCase()).filter((email) => !isLinkOnly(email)),
    organisation: mentions.names.map(({ name }) => organisationKey(name)).filter(Boolean),
    street: texts('street'),
    city: mentions.cities.map(letters),
    postcode: texts('postal_code'),
  };
}

/** The naive way. */
function naive(page: GoldPage): Record<Field, string[]> {
  const found = naiveContacts(page.html);
  return {
    phone: phoneKeys(found.phones),
    email: [...found.emails],
    'email shown': [...found.emails],
    organisation: found.organisations.map(organisationKey).filter(Boolean),
    street: found.streets.map(letters),
    city: found.cities.map(letters),
    postcode: found.postcodes.map(letters),
  };
}

function measure(pages: readonly GoldPage[]): (string | number)[][] {
  const scores = FIELDS.map((field) => ({ field, ours: new Score(), naive: new Score() }));
  for (const page of pages) {
    const [gold, given, baseline] = [goldOf(page), ours(page), naive(page)];
    for (const score of scores) {
      const same = score.field === 'street' ? sameStreet : (a: string, b: string): boolean => a === b;
      show(page, score.field, gold[score.field], given[score.field]);
      score.ours.add(gold[score.field], given[score.field], same);
      score.naive.add(gold[score.field], baseline[score.field], same);
    }
  }
  return scores.map((score) => [
    score.field,
    score.ours.size,
    share(score.ours.recall),
    share(score.ours.precision),
    share(score.naive.recall),
    share(score.naive.precision),
  ]);
}

interface GivenName {
  readonly name: string;
  readonly confidence: number;
}

/** The names that a page gives for its owner, the surest first. */
function namesOf(page: GoldPage): GivenName[] {
  return readPage({ body: page.html, url: null, contentType: null })
    .facts.flatMap(({ field, value, confidence }) =>
      field === 'name' && typeof value === 'string' ? [{ name: organisationKey(value), confidence }] : [],
    )
    .sort((a, b) => b.confidence - a.confidence);
}

/** The first name that a page gives, which is shown as its owner's. */
function firstNames(pages: readonly GoldPage[]): (string | number)[] {
  const named = pages.map((page) => ({ gold: goldOf(page).organisation, given: namesOf(page)[0]?.name }));
  const withGold = named.filter(({ gold }) => gold.length > 0);
  const answered = withGold.filter(({ given }) => given !== undefined);
  const right = answered.filter(({ gold, given }) => gold.includes(given ?? '')).length;
  const titled = pages
    .map((page) => ({ gold: goldOf(page).organisation, title: naiveContacts(page.html).title }))
    .filter(({ gold }) => gold.length > 0);
  const entitled = titled.filter(({ title }) => title !== null);
  const naiveRight = entitled.filter(({ gold, title }) => gold.includes(organisationKey(title ?? ''))).length;
  return [
    ...['first name', withGold.length, share(right / withGold.length), share(right / answered.length)],
    ...[share(naiveRight / titled.length), share(naiveRight / entitled.length)],
  ];
}

/** How many of the names given with each tenth of confidence are names that the page was annotated with. */
function nameCalibration(pages: readonly GoldPage[]): Table {
  const bins = new Map<string, [right: number, all: number]>();
  for (const page of pages) {
    const gold = goldOf(page).organisation;
    const surest = new Map(
      namesOf(page)
        .reverse()
        .map(({ name, confidence }) => [name, confidence]),
    );
    for (const [name, confidence] of surest) {
      const bin = bins.get(confidence.toFixed(2)) ?? [0, 0];
      bins.set(confidence.toFixed(2), [bin[0] + (gold.includes(name) ? 1 : 0), bin[1] + 1]);
    }
  }
  return {
    title: 'Confidence of names in text',
    columns: ['confidence', 'names', 'names right'],
    rows: [...bins].sort().map(([confidence, [right, all]]) => [confidence, all, share(right / all)]),
    note: 'A name is counted once a page, with its highest confidence.',
  };
}

/** How many of the addresses given with each confidence are right: the figure should be near the confidence. */
function calibration(pages: readonly GoldPage[]): Table {
  const bins = new Map<string, [cityHits: number, cities: number, streetHits: number, streets: number]>();
  for (const page of pages) {
    const gold = goldOf(page);
    for (const { address, confidence } of readPage({ body: page.html, url: null, contentType: null }).mentions
      .addresses) {
      const bin = bins.get(confidence.toFixed(2)) ?? [0, 0, 0, 0];
      const { city, street } = address;
      bin[0] += city !== null && gold.city.includes(letters(city)) ? 1 : 0;
      bin[1] += city === null ? 0 : 1;
      bin[2] += street !== null && gold.street.some((one) => sameStreet(one, letters(street))) ? 1 : 0;
      bin[3] += street === null ? 0 : 1;
      bins.set(confidence.toFixed(2), bin);
    }
  }
  return {
    title: 'Confidence of addresses in text',
    columns: ['confidence', 'cities', 'cities right', 'streets', 'streets right'],
    rows: [...bins].sort().map(([confidence, [a, b, c, d]]) => [confidence, b, share(a / b), d, share(c / d)]),
    note: 'Set below what is right here, because pages that nobody has seen are harder.',
  };
}

/** Contacts and addresses on hand-annotated real pages, beside the naive way. */
export const webstruct: Section = {
  name: 'webstruct',
  needs: ['webstruct'],
  run(data: string): Table[] {
    const corpora = [...readCorpora(join(data, 'webstruct'))];
    const tables = corpora.map(([corpus, pages]) => ({
      title: `webstruct/${corpus}: ${pages.length} annotated pages`,
      columns: ['field', 'gold', 'recall', 'precision', 'naive recall', 'naive precision'],
      rows: [...measure(pages), firstNames(pages)],
      note: 'Distinct values of a page. Email shown: without those that only stand in the address of a link, which were not annotated. Naive: libphonenumber with region US in the text, a regular expression for every other field, the first part of the title for the first name.',
    }));
    const all = corpora.flatMap(([, pages]) => pages);
    return [...tables, calibration(all), nameCalibration(all)];
  },
};
