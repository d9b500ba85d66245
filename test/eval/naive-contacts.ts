import { findPhoneNumbersInText } from 'libphonenumber-js/max';
import { elements, parseHtml, rawText } from '../../src/company-extraction/website/tree/html-tree.js';

/** What a quick hand reads out of a page with a regular expression for each field; the baseline of ours. */
export interface NaiveContacts {
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly organisations: readonly string[];
  readonly streets: readonly string[];
  readonly cities: readonly string[];
  readonly postcodes: readonly string[];
  /** The first part of the title. */
  readonly title: string | null;
}

const NAME = /\b(?:[A-Z][\w&'-]*[ ,]+){1,5}(?:Inc|LLC|Ltd|Corp|Corporation|Company|Co|GmbH|AG)\b\.?/g;
const STREET =
  /\b\d{1,5} (?:[NSEW]\.? )?(?:[A-Z][\w'-]*\.? ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Way|Highway|Hwy|Court|Ct)\b\.?/g;
const CITY = /\b([A-Z][a-z]+(?: [A-Z][a-z]+){0,2}),? (?:[A-Z]{2})\b/g;
const POSTCODE = /\b\d{5}(?:-\d{4})?\b/g;
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.-]*\w/g;

export function naiveContacts(html: string): NaiveContacts {
  const { root } = parseHtml(html);
  const text = rawText(root, 10_000_000).replace(/\s+/g, ' ');
  const heading = [...elements(root)].find(({ tag }) => tag === 'title');
  const title = heading === undefined ? null : (rawText(heading).split(/\s[-–|:]\s/)[0] ?? '').trim() || null;
  return {
    phones: findPhoneNumbersInText(text, 'US').map(({ number }) => number.number),
    emails: (html.match(EMAIL) ?? []).map((one) => one.toLowerCase()),
    organisations: [...(text.match(NAME) ?? []), ...(title === null ? [] : [title])],
    streets: text.match(STREET) ?? [],
    cities: [...text.matchAll(CITY)].flatMap(([, city]) => city ?? []),
    postcodes: text.match(POSTCODE) ?? [],
    title,
  };
}
