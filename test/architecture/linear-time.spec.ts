import { countryCode } from '../../src/company-extraction/facts/country.js';
import { checkCompany } from '../../src/company-extraction/input/check-company.js';
import { proofOf } from '../../src/company-extraction/extraction/verify-home-page.js';
import { parseEmployees } from '../../src/company-extraction/facts/employee-range.js';
import { guessDomains } from '../../src/company-extraction/extraction/guess-domain.js';
import { industrySector } from '../../src/company-extraction/facts/industry-sector.js';
import { parseMoney } from '../../src/company-extraction/facts/money.js';
import { nameSimilarity } from '../../src/company-extraction/facts/name-similarity.js';
import { normalizeCompanyName } from '../../src/company-extraction/facts/normalize-company-name.js';
import { domainLabel, registrableDomain } from '../../src/company-extraction/facts/registrable-domain.js';
import { siteAddresses, websiteOf } from '../../src/company-extraction/website/visit/site-addresses.js';
import { firstUrl, plainText, readInfobox } from '../../src/company-extraction/sources/wikipedia/read-infobox.js';
import { titleCase } from '../../src/company-extraction/sources/sec/submission.js';
import { ThreadCpuTime } from '../../src/platform/observability/thread-cpu-time.js';
import { retryAfterSeconds } from '../../src/platform/egress/retry-after.js';
import { checkContact } from '../../src/contact-analysis/input/check-contact.js';
import { asksForProblem } from '../../src/platform/http/problem-body.js';
import { nameFault } from '../../src/platform/text/name-fault.js';
import { TargetPolicy } from '../../src/platform/egress/address-policy.js';
import { codingOf } from '../../src/platform/egress/content-coding.js';
import { robotsRules, parseRobots } from '../../src/platform/egress/robots-txt.js';
import { parseProfileUrl, parseCompanyUrl } from '../../src/profile-ingestion/profile/linkedin-url.js';
import { normalizeTitle } from '../../src/profile-ingestion/profile/match-role.js';
import { isPseudoEmployer } from '../../src/profile-ingestion/profile/companies-from-experience.js';
import { parsePartialDate } from '../../src/profile-ingestion/providers/archive/partial-date.js';
import { pdlReply, profileFromPdl, withCapitals } from '../../src/profile-ingestion/providers/pdl/pdl-person.js';
import { hashEmbedding } from '../../src/profile-ingestion/embeddings/local-embedder.js';
import { describeCaching, parseCacheControl } from '../../src/url-analysis/engines/findings/caching.js';
import { charsetOf, mediaType } from '../../src/url-analysis/engines/findings/headers.js';
import { readImageHeader } from '../../src/url-analysis/engines/findings/image-header.js';
import { describeSecurity } from '../../src/url-analysis/engines/findings/security.js';
import { cleanUrl } from '../../src/url-analysis/input/clean-url.js';
import { describeAccessibility } from '../../src/url-analysis/engines/findings/accessibility.js';
import { describeImages } from '../../src/url-analysis/engines/findings/images.js';
import { listResources } from '../../src/url-analysis/engines/findings/list-resources.js';
import { findMixedContent } from '../../src/url-analysis/engines/findings/mixed-content.js';
import { readPage } from '../../src/url-analysis/engines/http/read-page.js';
import { findRenderBlocking } from '../../src/url-analysis/engines/findings/render-blocking.js';
import { findDuplicates } from '../../src/url-analysis/input/find-duplicates.js';
import { mergeCompany } from '../../src/company-extraction/extraction/merge-company.js';
import { fact } from '../support/fake-company-sources.js';
import { MOST_MS } from '../support/worst-input.js';

/**
 * The worst inputs that a foreign site or a caller can send to the main thread. Pages themselves are parsed in threads
 * (`website/linear-time.spec.ts`); JSON is parsed by the JavaScript engine, in linear time.
 */
const KB = 1_000;

const UNITS = ['a', ' ', '\t', '\n', ',', ';', '=', '"', '-', '.', '/', '%', '*', '&', '<', '[', '{{', '}}', '|', '1', '1,', 'A ',
  'a.', 'a-', '\u0301', 'ß', '世', '{{a|', '[[a|', '<ref ', '<!--', '"a,', 'ab', 'max-age=', "'nonce-", 'aA1 '] as const; // prettier-ignore

/** Takes the text, or its bytes where the product reads bytes. */
type Reader = (text: string, bytes: Buffer) => unknown;

/** A person as a data provider answers it, with the same texts in every entry of every list. */
function person(texts: object, entry: object, entries = 1): unknown {
  const list = Array.from({ length: entries }, () => entry);
  const job = list.map((one) => ({
    company: one,
    title: one,
    location_names: Object.values(one),
    start_date: '2021-01',
  }));
  const school = list.map((one) => ({ school: one, degrees: Object.values(one), majors: Object.values(one) }));
  const data = { ...texts, experience: job, education: school, certifications: list, languages: list };
  const ref = parseProfileUrl('https://www.linkedin.com/in/ada');
  if ('error' in ref) throw new Error(ref.message);
  return profileFromPdl(ref, pdlReply.parse({ status: 200, data }), new Date(0).toISOString());
}

const policy = new TargetPolicy({ localAddresses: [] });
const asHeader =
  (name: string, read: (headers: Readonly<Record<string, string>>) => unknown): Reader =>
  (text) =>
    read({ [name]: text });
const quiet =
  (read: Reader): Reader =>
  (text, bytes) => {
    try {
      return read(text, bytes);
    } catch {
      return null;
    }
  };

/** Parsers with the length of the longest text that can reach them. */
const READERS: readonly (readonly [string, number, Reader])[] = [
  // Header sections end at 64 KiB.
  ['content-encoding', 64 * KB, (text) => codingOf(text, 'gzip')],
  ['accept-encoding', 64 * KB, (text) => codingOf('gzip', text)],
  ['content-type', 64 * KB, asHeader('content-type', (headers) => [mediaType(headers), charsetOf(headers)])],
  ['cache-control', 64 * KB, parseCacheControl],
  ['caching headers', 64 * KB, asHeader('cache-control', describeCaching)],
  ['expires', 64 * KB, asHeader('expires', describeCaching)],
  [
    'content-security-policy',
    64 * KB,
    asHeader('content-security-policy', (headers) => describeSecurity(headers, 'https://a.example/', null)),
  ],
  [
    'strict-transport-security',
    64 * KB,
    asHeader('strict-transport-security', (headers) => describeSecurity(headers, 'https://a.example/', null)),
  ],
  ['set-cookie', 64 * KB, asHeader('set-cookie', (headers) => describeSecurity(headers, 'https://a.example/', null))],
  ['server', 64 * KB, asHeader('server', (headers) => describeSecurity(headers, 'https://a.example/', null))],
  ['retry-after', 64 * KB, (text) => retryAfterSeconds(text)],
  ['location', 64 * KB, (text) => policy.checkText(`https://a.example/${text}`, 'target')],
  ['accept', 16 * KB, asksForProblem],
  // Bodies of foreign sites and providers.
  [
    'robots.txt',
    512 * KB,
    (text) => parseRobots(`user-agent: *\ndisallow: /${text}`, 'a').allows(`https://a.example/${'a'.repeat(2_000)}`),
  ],
  ['image', 5_000 * KB, (_, bytes) => readImageHeader(bytes)],
  ['infobox', 1_000 * KB, readInfobox],
  ['infobox within a template', 1_000 * KB, (text) => readInfobox(`{{Infobox company|a=${text}`)],
  ['wikitext', 1_000 * KB, plainText],
  ['address in wikitext', 100 * KB, firstUrl],
  ['title of a register', 100 * KB, titleCase],
  ['name of a company', 100 * KB, normalizeCompanyName],
  ['two names', 100 * KB, (text) => nameSimilarity(text, `${text}b`)],
  [
    'names of a site',
    100 * KB,
    (text) =>
      proofOf(
        ['Acme Tools'],
        { domain: 'acme.example', title: text, country: null, ownNames: [{ name: text, evidence: 'title' }] },
        null,
      ),
  ],
  ['sum of money', 100 * KB, (text) => parseMoney(`$ 1${text}`)],
  ['employees', 100 * KB, parseEmployees],
  ['industry', 100 * KB, (text) => industrySector(text, [text])],
  ['country', 100 * KB, countryCode],
  ['domain', 100 * KB, (text) => [registrableDomain(text), domainLabel(text.slice(0, 2_048))]],
  ['website', 100 * KB, (text) => websiteOf(text)],
  ['site', 2 * KB, quiet(siteAddresses)],
  ['guessed domains', 100 * KB, (text) => guessDomains(text, 'US')],
  ['role', 100 * KB, normalizeTitle],
  ['employer', 100 * KB, isPseudoEmployer],
  ['date', 100 * KB, parsePartialDate],
  ['capitals', 100 * KB, withCapitals],
  ['embedding', 100 * KB, (text) => hashEmbedding(text, 256)],
  ['person of a data provider', 4_000 * KB, (text) => person({ full_name: text, job_title: text }, { name: text })],
  // Input of callers; a body has at most 5 MiB.
  ['URL', 5_000 * KB, (text) => cleanUrl(`https://a.example/${text}`, { checkTarget: () => 'allowed' })],
  ['schemeless URL', 5_000 * KB, (text) => cleanUrl(text, { checkTarget: () => 'allowed' })],
  ['host of a URL', 5_000 * KB, (text) => policy.checkText(`https://${text}/`, 'target')],
  ['LinkedIn profile', 5_000 * KB, parseProfileUrl],
  ['LinkedIn company', 5_000 * KB, parseCompanyUrl],
  ['company', 5_000 * KB, (text) => checkCompany({ name: text, domain_hint: text })],
  [
    'contact',
    5_000 * KB,
    (text) => checkContact({ name: text, email: text, phone: text, company: text, linkedin: text }),
  ],
  ['name for a label', 5_000 * KB, nameFault],
];

const repeated = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('');

/** The largest lists of facts that a page yields, with the longest URLs, each relative to the longest base. */
const long = '../'.repeat(600);
const FACTS = readPage(
  Buffer.from(
    `<base href="https://b.example/${'世'.repeat(2_000)}">${repeated(
      600,
      (n) =>
        `<link rel=stylesheet href="${long}${n}.css"><script src="${long}${n}.js"></script><img width=1 src="${long}${n}.png"><iframe src="${long}${n}"></iframe><meta name=x content="${long}">`,
    )}`,
  ),
  null,
);
const PAGE = `https://a.example/${'a/'.repeat(1_000)}`;
const COMPANY_FACTS = Array.from({ length: 4_000 }, (_, n) =>
  fact(n % 2 === 0 ? 'email' : 'name', n % 2 === 0 ? `a${n}@example.com` : `Acme ${n}`, 'website', (n % 100) / 100),
);
/** Every second address supports every other one. */
const COMPANY_ADDRESSES = Array.from({ length: 4_000 }, (_, n) =>
  fact(
    'address',
    { street: null, city: n % 2 === 0 ? null : `City ${n}`, region: `${n}`, postal_code: `${n}`, country: 'US' },
    'website',
    (n % 100) / 100,
  ),
);

/** Worst inputs that are not a repetition of one text. */
const WORST: readonly (readonly [string, () => unknown])[] = [
  ['robots.txt of wildcards that nearly match', robots((n) => `Disallow: /*${'a'.repeat(200)}b${n}\n`)],
  ['robots.txt of many wildcards', robots((n) => `Disallow: /${'*a'.repeat(100)}*b${n}\n`)],
  ['robots.txt of ends that nearly match', robots((n) => `Disallow: /*${'a'.repeat(50)}$${n}\nDisallow: /*a*a${n}$\n`)],
  ['robots.txt of long prefixes', robots((n) => `Disallow: /${'a'.repeat(1_000)}${n}\n`)],
  ['robots.txt of short rules', robots((n) => `Disallow: /${n}\n`)],
  ['robots.txt of words in other letters', robots((n) => `Disallow: /${'é a'.repeat(60)}${n}\n`)],
  ['robots.txt of escapes', robots((n) => `Disallow: /${'%41'.repeat(60)}${n}\n`)],
  ['robots.txt of names', robots((n) => `User-agent: a${n}\n`)],
  ['robots.txt of empty lines', robots(() => '\n')],
  ['robots.txt of sitemaps', robots((n) => `Sitemap: ${n}\n`)],
  [
    'person of many jobs with long names',
    () => person({}, { name: 'a '.repeat(500), organization: 'a '.repeat(500) }, 600),
  ],
  ['resources of a page', () => listResources(FACTS, PAGE)],
  ['render-blocking resources', () => findRenderBlocking(FACTS, PAGE)],
  ['images of a page', () => describeImages(FACTS, [], PAGE)],
  ['mixed content', () => findMixedContent(listResources(FACTS, PAGE), PAGE)],
  ['accessibility of a page', () => describeAccessibility(FACTS)],
  ['facts of a company', () => mergeCompany(COMPANY_FACTS, { now: new Date(0) })],
  ['addresses of a company', () => mergeCompany(COMPANY_ADDRESSES, { now: new Date(0) })],
  [
    'duplicates among addresses',
    () => findDuplicates(Array.from({ length: 20_000 }, (_, n) => `https://a.example/${'/'.repeat(200)}${n % 10}`)),
  ],
  [
    'repeated fields of a header',
    () => describeSecurity({ 'set-cookie': Array.from({ length: 500 }, () => 'a=b; Secure '.repeat(10)) }, PAGE, null),
  ],
];

/** Parses a robots.txt of as many lines as fit, and checks a URL that nearly matches all of them. */
function robots(line: (n: number) => string): () => unknown {
  let text = 'User-agent: *\n';
  for (let n = 0; text.length < 512 * KB; n += 1) text += line(n);
  const body = Buffer.from(text);
  return () => robotsRules(200, body, 'Batchwright')?.allows(`https://a.example/${'a'.repeat(4_000)}`);
}

const cpu = ThreadCpuTime.open();
afterAll(() => cpu.close());

/**
 * Processor time of this thread in the fastest of several runs, so that other processes, other threads and the first
 * compilation do not count.
 */
function milliseconds(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 20 && best >= MOST_MS; run += 1) {
    const start = cpu.readMs();
    work();
    best = Math.min(best, cpu.readMs() - start);
  }
  return best;
}

describe(`The main thread reads its worst input within ${MOST_MS} ms`, () => {
  it.each(READERS)('as %s of %d characters', (_, length, read) => {
    const slow = UNITS.map((unit) => {
      const text = unit.repeat(Math.ceil(length / unit.length));
      const bytes = Buffer.alloc(length, unit);
      return { unit, ms: Math.round(milliseconds(() => quiet(read)(text, bytes))) };
    }).filter(({ ms }) => ms >= MOST_MS);
    expect(slow).toEqual([]);
  });

  it.each(WORST)('as %s', (_, read) => {
    expect(milliseconds(read)).toBeLessThan(MOST_MS);
  });
});
