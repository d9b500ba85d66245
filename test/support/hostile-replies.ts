import { gzipSync } from 'node:zlib';
import type { Reply } from './provider-server.js';
import { filled } from './worst-replies.js';

const MIB = 1024 * 1024;
/** What most clients of providers accept, less a little for what stands around a text. */
const LONGEST = 4 * MIB - 1000;

/** A reply that is made when it is sent: all of them at once would fill the memory. */
export type HostileReply = () => Reply;

/** Units of texts of which each is the worst for another reader of names. */
const UNITS = ['a', 'a ', 'A. ', "o'", 'a-', 'ß', '世', 'gmbh ', '1 ', 'a.b ', '\u0301', '("'];

/** For each place `HERE` of the templates the worst texts, as long as a reply may be, in turns. */
const withTexts = (...templates: readonly string[]): readonly HostileReply[] =>
  templates.flatMap((template, at) =>
    UNITS.filter((unit, nth) => unit === 'a ' || nth % templates.length === at).map((unit) => () => {
      const room = LONGEST - template.length;
      const text = JSON.stringify(unit)
        .slice(1, -1)
        .repeat(Math.floor(room / Buffer.byteLength(JSON.stringify(unit))));
      return { body: template.replace('HERE', () => text) };
    }),
  );

const bodies = (...all: readonly (() => string | Buffer)[]): readonly HostileReply[] =>
  all.map((make) => () => ({ body: make() }));
const numbered = (count: number, member: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => member(at)).join(',');
const most = (parts: readonly [string, string, string], bytes: number, values: number, each: number) => (): Buffer =>
  filled(parts, { bytes, values }, each);

/** Made once, for to compress so much takes a third of a second; a small one of its own unpacks to that. */
const BOMB = gzipSync(Buffer.alloc(64 * MIB));

/** Replies that no provider should give to anything. */
const ODD_REPLIES: readonly HostileReply[] = [
  ...['', ' ', 'null', '7', '"x"', '[]', '{}', '[{}]', '{"data":null}', '{"status":200}', '<html>Bad gateway</html>', '{"a":',
    '[1e999,-1e999,0.1e-999]',
    '{"__proto__":{"status":200},"constructor":{"prototype":1},"toString":"x","data":{"__proto__":[]}}',
    '{"name":"\\u0000\\ud800","data":[{"name":"\\u0000","id":"\\udfff"}]}',
  ].map((body) => () => ({ body })),
  ...bodies(
    () => '['.repeat(2 * MIB),
    () => '{"a":'.repeat(400_000),
    () => `[${'1,'.repeat(MIB)}1]`,
    () => `[${'{},'.repeat(MIB)}{}]`,
    () => `"${'x'.repeat(LONGEST)}"`,
    () => `"${'\\u0041'.repeat(LONGEST / 6)}"`,
    () => Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
  ),
  () => ({ body: BOMB, headers: { 'content-encoding': 'gzip' } }),
  () => ({ body: 'x', headers: { 'content-encoding': 'gzip' } }),
  () => ({ status: 204, body: '' }),
  () => ({ status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' } }),
  () => ({ status: 500, body: '<p>'.repeat(MIB) }),
  () => ({ status: 400, body: `{"error":{"message":"${'x'.repeat(MIB)}","code":"x"}}` }),
  () => ({ behaviour: 'drop' }),
]; // prettier-ignore

const DATUM = '{"start":"2023-01-01","end":"2023-12-31","val":1,"form":"10-K","filed":"2024-02-20"}';
const figures = (part: string, values: number) =>
  most(
    ['{"entityName":"x","facts":{"us-gaap":{"Revenues":{"units":{"USD":[', part, ']}}}}}'],
    31 * MIB,
    2_999_900,
    values,
  );
const legalEntity = (name: string, city: string): string =>
  `{"id":"x","attributes":{"lei":"5299000J2N45DDNE4Y28","entity":{"legalName":{"name":"${name}"},"status":"ACTIVE",` +
  `"legalAddress":{"country":"US","city":"${city}","addressLines":["x"]},"headquartersAddress":{"country":"US","addressLines":["x"]}},` +
  `"registration":{"status":"ISSUED"}}}`;
const article = (wikitext: string): string =>
  `{"query":{"pages":{"1":{"title":"x","revisions":[{"slots":{"main":{"*":"${wikitext}"}}}]}}}}`;
const person = (fields: string): string => `{"status":200,"likelihood":9,"data":{"full_name":"Ada",${fields}}}`;
const job = (company: string, title: string): string =>
  `"experience":[{"company":{"name":"${company}"},"title":{"name":"${title}"},"start_date":"2021-01"}]`;
const said = (content: string, more = ''): string =>
  `{"choices":[{"message":{"content":${JSON.stringify(content)}}}]${more}}`;

/** The worst replies of each provider: of the right form, and as costly as that may be. */
const WORST_OF = {
  wikidata: [
    ...bodies(
      most(['{"search":[', '{"id":"Q1"}', ']}'], 15 * MIB, 490_000, 2),
      most(['{"entities":{"Q8900":{"id":"Q8900","claims":{"P856":[', '{}', ']}}}}'], 15 * MIB, 490_000, 1),
      () => `{"entities":{${numbered(160_000, (at) => `"Q${at}":{"id":"Q${at}"}`)}}}`,
    ),
    ...withTexts('{"search":[{"id":"Q8900","label":"HERE"}]}', '{"entities":{"Q8900":{"id":"Q8900","labels":{"en":{"value":"HERE"}}}}}'),
  ],
  wikipedia: [
    ...['| a = b\\n', '{{', '[[', '<ref>', '<!--', '{{Infobox company\\n', '&quot; '].map((part) => () => ({
      body: article(`{{Infobox company\\n| revenue = ${part.repeat(Math.floor((7 * MIB) / part.length))}`),
    })),
    ...withTexts(article('{{Infobox company\\n| industry = HERE\\n}}'), article('HERE')),
  ],
  gleif: [
    ...bodies(
      most(['{"data":[', '{}', ']}'], LONGEST, 149_900, 1),
      most(['{"data":[', legalEntity('x', 'x'), ']}'], LONGEST, 9_900, 22),
    ),
    ...withTexts(`{"data":${legalEntity('HERE', 'x')}}`, `{"data":${legalEntity('x', 'HERE')}}`),
  ],
  sec: [...bodies(figures(DATUM, 6), figures('{}', 1)), ...withTexts('{"entityName":"HERE","facts":{}}')],
  brave: [
    ...bodies(
      most(['{"web":{"results":[', '{}', ']}}'], LONGEST, 9_900, 1),
      most(['{"web":{"results":[', '{"title":"x","url":"https://x.example/"}', ']}}'], LONGEST, 9_900, 3),
    ),
    ...withTexts('{"web":{"results":[{"title":"HERE","url":"https://x.example/","description":"x"}]}}',
      '{"web":{"results":[{"title":"x","url":"https://HERE","description":"x"}]}}',
      '{"web":{"results":[{"title":"x","url":"https://x.example/HERE","description":"x"}]}}'),
  ],
  person: [
    ...bodies(
      () => person(`"experience":[${numbered(1_600, (n) => `{"company":{"name":"c${n}"},"title":{"name":"t"}}`)}]`),
      () => person(`"experience":[${numbered(1_000, () => `{"company":{"name":"${'a '.repeat(900)}"},"title":{"name":"${'b '.repeat(900)}"}}`)}]`),
      () => person(`"skills":[${numbered(9_900, () => '"x"')}]`),
    ),
    ...withTexts(person('"job_title":"HERE"'), person(job('HERE', 'x')), person(job('x', 'HERE')), person(`"skills":["HERE"],${job('x', 'y')}`)),
  ],
  company: [
    ...bodies(most(['{"likelihood":9,"name":"x","alternative_names":[', '"abc"', ']}'], LONGEST, 149_900, 1)),
    ...withTexts('{"likelihood":9,"name":"HERE"}', '{"likelihood":9,"name":"x","display_name":"HERE"}'),
  ],
  model: [
    ...bodies(most(['{"choices":[', '{}', ']}'], MIB - 1000, 9_900, 1)),
    ...['x', '{', '"', '{"a":', '[', '```json\n', '\\', '{}'].map((unit) => () => ({
      body: said(unit.repeat(Math.floor((MIB * 0.4) / unit.length))),
    })),
    ...['9007199254740991', '1e300', '-1', '"x"'].map((tokens) => () => ({
      body: said('{}', `,"usage":{"prompt_tokens":${tokens},"completion_tokens":${tokens}}`),
    })),
    ...bodies(() => said(`{"industry":{"value":"${'x'.repeat(90_000)}","quote":"${'y'.repeat(9_000)}"}}`)),
  ],
  embeddings: bodies(
    () => `{"data":[${numbered(64, (index) => `{"index":${index},"embedding":[${'0.12345678901234567,'.repeat(3_999)}1]}`)}]}`,
    () => `{"data":[{"index":0,"embedding":[${'"a",'.repeat(1_000_000)}1]}]}`,
    () => '{"data":[{"index":-1,"embedding":[1e308,1e308]},{"index":1e9,"embedding":[]}]}',
    () => `{"data":[${'{"index":0,"embedding":[]},'.repeat(100_000)}{}]}`,
  ),
  psi: [
    ...bodies(
      () => `{"lighthouseResult":{"categories":{"seo":{"score":1}},"audits":{${numbered(240_000, (at) => `"a${at}":{"score":0}`)}}}}`,
      () => `{"lighthouseResult":{"categories":{"seo":{"score":1}},"audits":{"network-requests":{"details":{"items":[${'[],'.repeat(239_000)}[]]}}}}}`,
    ),
    ...withTexts('{"lighthouseResult":{"lighthouseVersion":"HERE","categories":{"seo":{"score":1}},"audits":{}}}',
      '{"lighthouseResult":{"runtimeError":{"code":"x","message":"HERE"}}}'),
  ],
} as const satisfies Readonly<Record<string, readonly HostileReply[]>>; // prettier-ignore

export type HostileProvider = keyof typeof WORST_OF;

/** Who answers what is odd too: of the others it is refused in the same place, before anything else is read of it. */
const SENDS_ODD: ReadonlySet<HostileProvider> = new Set(['wikidata', 'person', 'embeddings', 'psi']);

/** What follows when all were sent: to send the worst twice costs as much and shows nothing new. */
const EMPTY: Reply = { body: '{}' };

/** What a provider answers, one after the other: the worst, then the odd, then nothing of use. */
export class HostileReplies {
  private readonly replies = new Map<HostileProvider, readonly HostileReply[]>();
  private readonly sent = new Map<HostileProvider, number>();

  next(provider: HostileProvider): Reply {
    const replies = this.of(provider);
    const count = this.sent.get(provider) ?? 0;
    this.sent.set(provider, count + 1);
    return replies[count]?.() ?? EMPTY;
  }

  /** How many of its replies a provider has not sent. */
  left(provider: HostileProvider): number {
    return Math.max(0, this.of(provider).length - (this.sent.get(provider) ?? 0));
  }

  private of(provider: HostileProvider): readonly HostileReply[] {
    const known = this.replies.get(provider) ?? [
      ...WORST_OF[provider],
      ...(SENDS_ODD.has(provider) ? ODD_REPLIES : []),
    ];
    this.replies.set(provider, known);
    return known;
  }
}
