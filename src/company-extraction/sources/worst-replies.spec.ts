import { companyQuery } from '../../../test/support/company-query.js';
import { leastStretchOf } from '../../../test/support/own-event-loop.js';
import { localEgress } from '../../../test/support/local-egress.js';
import { type Bodies, BodyServer } from '../../../test/support/body-server.js';
import { RUN_TS } from '../../../test/support/run-ts.js';
import { filled } from '../../../test/support/worst-replies.js';
import { MOST_MS } from '../../../test/support/worst-input.js';
import type { KnownIdentity } from './company-source.js';
import { GleifSource } from './gleif/gleif.source.js';
import { PeopleDataLabsSource } from './people-data-labs/people-data-labs.source.js';
import { ReplyReader } from './reply-reader.js';
import { SecSource } from './sec/sec.source.js';
import { WikidataSource } from './wikidata/wikidata.source.js';
import { WikipediaSource } from './wikipedia/wikipedia.source.js';

const MIB = 1024 * 1024;
/** What the sources accept, less a little for what stands around the parts. */
const SEC_FIGURES = { bytes: 32 * MIB, values: 2_999_900 };
const SEC_TICKERS = { bytes: 32 * MIB, values: 119_900 };
const WIKIDATA = { bytes: 16 * MIB, values: 499_900 };
const WIKIPEDIA = { bytes: 8 * MIB, values: 9_900 };
const USUAL = { bytes: 4 * MIB, values: 149_900 };

const datum = '{"start":"2023-01-01","end":"2023-12-31","val":1,"form":"10-K","filed":"2024-02-20"}';
const statement =
  '{"rank":"normal","mainsnak":{"snaktype":"value","datavalue":{"type":"string","value":"https://www.example.com/"}}}';
const figures = (part: string, values: number): Buffer =>
  filled(['{"entityName":"x","facts":{"us-gaap":{"Revenues":{"units":{"USD":[', part, ']}}}}}'], SEC_FIGURES, values);
const claims = (part: string, values: number): Buffer =>
  filled(['{"entities":{"Q1":{"id":"Q1","claims":{"P856":[', part, ']}}}}'], WIKIDATA, values);
const members = (member: (at: number) => string, count: number): string =>
  Array.from({ length: count }, (_, at) => member(at)).join(',');
const article = (text: string): Buffer =>
  Buffer.from(
    JSON.stringify({ query: { pages: { 1: { title: 'x', revisions: [{ slots: { main: { '*': text } } }] } } } }),
  );

/** Heaps and timeouts as in the service; a time limit that a busy machine does not reach. */
const replies = new ReplyReader({ execArgv: RUN_TS, timeoutMs: 100_000 });
const TIMEOUT = { timeoutMs: 100_000 };
const budget = { signal: new AbortController().signal, depth: 'thorough' as const };
let server: BodyServer;
const start = async (bodies: Bodies): Promise<string> => {
  server = await BodyServer.start(bodies);
  return server.origin;
};
afterEach(() => server.stop());
afterAll(() => replies.close());

/**
 * Finds and reads as the pipeline does, whatever comes of it, and tells how long the main thread was kept. Every run
 * has a source of its own, which remembers nothing.
 */
async function stretchOf(
  newSource: () => SecSource | WikidataSource | WikipediaSource | GleifSource | PeopleDataLabsSource,
  known: Partial<KnownIdentity> = {},
): Promise<{ readonly ms: number; readonly outcome: unknown }> {
  let outcome: unknown;
  const ms = await leastStretchOf(async () => {
    try {
      const source = newSource();
      const found = await source.find(companyQuery('Northwind', { known }), budget);
      outcome = (await found[0]?.read(budget)) ?? 'nothing found';
    } catch (error) {
      outcome = error;
    }
  }, MOST_MS);
  return { ms, outcome };
}

describe('a reply of the largest size that a source accepts hardly keeps the main thread', () => {
  const unusable = expect.objectContaining({ code: 'PROVIDER_UNAVAILABLE' });

  it.each<readonly [string, Buffer, unknown]>([
    [
      'figures that are right',
      figures(datum, 6),
      expect.arrayContaining([expect.objectContaining({ field: 'revenue' })]),
    ],
    ['figures that are all wrong', figures('{}', 1), expect.arrayContaining([])],
    [
      'one long text',
      filled(['{"entityName":"', 'x'.repeat(1_000_000), '","facts":{}}'], SEC_FIGURES, 0.000_1),
      expect.arrayContaining([]),
    ],
  ])('of SEC EDGAR, %s', async (_, body, expected) => {
    const base = await start({ companyfacts: body, '': '{"cik":"1","name":"x"}' });
    const sec = () =>
      new SecSource(localEgress(), replies, { filesUrl: base, dataUrl: base, userAgent: 'x', ...TIMEOUT });
    const { ms, outcome } = await stretchOf(sec, { cik: '0000000001' });
    expect(outcome).toEqual(expected);
    expect(ms).toBeLessThan(MOST_MS);
  });

  it.each<readonly [string, Buffer, unknown]>([
    [
      'rows of which each is another company',
      Buffer.from(`{${members((at) => `"${at}":{"cik_str":${at + 1},"ticker":"A${at}","title":"N ${at}"}`, 29_900)}}`),
      'nothing found',
    ],
    [
      'rows of one name',
      Buffer.from(`{${members((at) => `"${at}":{"cik_str":${at + 1},"ticker":"A","title":"Other"}`, 29_900)}}`),
      'nothing found',
    ],
    ['wrong rows', Buffer.from(`{${members((at) => `"${at}":{}`, SEC_TICKERS.values)}}`), unusable],
  ])('of SEC EDGAR, a ticker file of %s', async (_, body, expected) => {
    const base = await start({ '': body });
    const sec = () =>
      new SecSource(localEgress(), replies, { filesUrl: base, dataUrl: base, userAgent: 'x', ...TIMEOUT });
    const { ms, outcome } = await stretchOf(sec);
    expect(outcome).toEqual(expected);
    expect(ms).toBeLessThan(MOST_MS);
  });

  it.each<readonly [string, Buffer, unknown]>([
    [
      'statements that are right',
      claims(statement, 7),
      expect.arrayContaining([expect.objectContaining({ field: 'domain' })]),
    ],
    ['statements that are all wrong', claims('{}', 1), unusable],
    [
      'entities that nobody asked for',
      Buffer.from(`{"entities":{${members((at) => `"Q${at}":{"id":"Q${at}"}`, 160_000)}}}`),
      expect.arrayContaining([]),
    ],
    [
      'names',
      filled(
        ['{"entities":{"Q1":{"id":"Q1","aliases":{"en":[', '{"language":"en","value":"abc"}', ']}}}}'],
        WIKIDATA,
        3,
      ),
      expect.arrayContaining([]),
    ],
    ['an error', filled(['{"error":{"code":"', 'x'.repeat(1_000_000), '"}}'], WIKIDATA, 0.000_1), unusable],
  ])('of Wikidata, %s', async (_, body, expected) => {
    const base = await start({ '': body });
    const wikidata = () => new WikidataSource(localEgress(), replies, { apiUrl: base, userAgent: 'x', ...TIMEOUT });
    const { ms, outcome } = await stretchOf(wikidata, { wikidataId: 'Q1' });
    expect(outcome).toEqual(expected);
    expect(ms).toBeLessThan(MOST_MS);
  });

  it.each([
    ['parameters', '| a = b\n'],
    ['templates', '{{'],
    ['links', '[['],
    ['footnotes', '<ref>'],
    ['comments', '<!--'],
    ['infoboxes', '{{Infobox company\n'],
    ['quotation marks', '&quot; '],
  ])('of Wikipedia, %s without end', async (_, part) => {
    const text = `{{Infobox company\n| revenue = ${part.repeat(Math.floor((7 * MIB) / Buffer.byteLength(JSON.stringify(part))))}`;
    const body = article(text);
    expect(body.length).toBeLessThan(WIKIPEDIA.bytes);
    const base = await start({ '': body });
    const wikipedia = () => new WikipediaSource(localEgress(), replies, { apiUrl: base, userAgent: 'x', ...TIMEOUT });
    const { ms, outcome } = await stretchOf(wikipedia, { wikipedia: { language: 'en', title: 'x' } });
    expect(outcome).not.toBeInstanceOf(Error);
    expect(ms).toBeLessThan(MOST_MS);
  });

  it.each([
    ['wrong records', filled(['{"data":[', '{}', ']}'], USUAL, 1)],
    [
      'more wrong records than a main thread may check',
      filled(['{"data":[', '{}', ']}'], { bytes: MIB, values: 9_900 }, 1),
    ],
    ['members', Buffer.from(`{"data":[{${members((at) => `"k${at}":1`, 9_900)}}]}`)],
    ['brackets', Buffer.from(`{"data":${'['.repeat(2 * MIB)}`)],
  ])('of GLEIF, %s', async (_, body) => {
    const base = await start({ '': body });
    const { ms, outcome } = await stretchOf(
      () => new GleifSource(localEgress(), { baseUrl: base, userAgent: 'x', ...TIMEOUT }),
    );
    expect(outcome).toEqual(unusable);
    expect(ms).toBeLessThan(MOST_MS);
  });

  it.each<readonly [string, Buffer, unknown]>([
    [
      'names',
      filled(['{"likelihood":9,"name":"x","alternative_names":[', '"abc"', ']}'], USUAL, 1),
      expect.arrayContaining([]),
    ],
    ['wrong codes', filled(['{"likelihood":9,"naics":[', '[]', ']}'], USUAL, 1), unusable],
  ])('of People Data Labs, %s', async (_, body, expected) => {
    const baseUrl = await start({ '': body });
    const pdl = () => new PeopleDataLabsSource(localEgress(), replies, { baseUrl, apiKey: 'x', ...TIMEOUT });
    const { ms, outcome } = await stretchOf(pdl);
    expect(outcome).toEqual(expected);
    expect(ms).toBeLessThan(MOST_MS);
  });
});
