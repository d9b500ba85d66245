import { setMaxListeners } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { PeopleDataLabsSource } from '../../src/company-extraction/sources/people-data-labs/people-data-labs.source.js';
import { ReplyReader } from '../../src/company-extraction/sources/reply-reader.js';
import { WikidataSource } from '../../src/company-extraction/sources/wikidata/wikidata.source.js';
import { parseProfileUrl } from '../../src/profile-ingestion/profile/linkedin-url.js';
import { PdlProvider } from '../../src/profile-ingestion/providers/pdl/pdl-provider.js';
import { companyQuery } from '../support/company-query.js';
import { answerWikidata, claim, type FakeEntity, item } from '../support/fake-wikidata.js';
import { localEgress } from '../support/local-egress.js';
import { ProviderServer, type Received, type Reply } from '../support/provider-server.js';
import { RUN_TS } from '../support/run-ts.js';
import { printTable, type Row } from './table.js';

/** Companies or people asked for. */
const QUESTIONS = 100;
/** Milliseconds after which the servers answer, as one far away does. */
const LATENCY_MS = 50;
/** Requests a minute that no plan limits. */
const UNLIMITED = 600_000;

/** One provider: how to ask it for the n-th company or person. */
interface Asked {
  readonly name: string;
  readonly answer: (request: Received) => Reply;
  readonly client: (base: string, replies: ReplyReader) => (n: number) => Promise<unknown>;
}

const { signal } = new AbortController();
setMaxListeners(0, signal);
const budget = { signal, depth: 'facts' } as const;

const entities = Array.from({ length: QUESTIONS }, (_, n): FakeEntity => ({
  id: `Q${90_000 + n}`,
  labels: { en: nameOf(n) },
  claims: { P31: [claim(item('P31', 'Q4830453'))] },
}));

function nameOf(n: number): string {
  return `Quarry ${String.fromCharCode(65 + (n % 26))}${n} Works`;
}

/** One answer, or of a bulk request one for each question. */
function ofLabs({ method, body }: Received, record: object): Reply {
  if (method !== 'POST') return { body: record };
  return { body: (JSON.parse(body) as { readonly requests: readonly unknown[] }).requests.map(() => record) };
}

const COMPANY = { ...{ status: 200, likelihood: 9, name: 'quarry works', website: 'quarry.example' }, founded: 1975 };
const PERSON = { ...{ status: 200, likelihood: 9 }, data: { full_name: 'ada byron', experience: [] } };

const PROVIDERS: readonly Asked[] = [
  {
    name: 'Wikidata, companies',
    answer: (request) => answerWikidata(entities, request),
    client: (base, replies) => {
      const source = new WikidataSource(localEgress(), replies, { apiUrl: `${base}/w/api.php`, userAgent: 'bench' });
      return (n) => source.find(companyQuery(nameOf(n)), budget);
    },
  },
  {
    name: 'People Data Labs, companies',
    answer: (request) => ofLabs(request, COMPANY),
    client: (base, replies) => {
      const options = { baseUrl: `${base}/v5`, apiKey: 'k', perMinute: UNLIMITED };
      const source = new PeopleDataLabsSource(localEgress(), replies, options);
      return (n) => source.find(companyQuery(nameOf(n)), budget);
    },
  },
  {
    name: 'People Data Labs, people',
    answer: (request) => ofLabs(request, PERSON),
    client: (base) => {
      const provider = new PdlProvider(localEgress(), { baseUrl: `${base}/v5/`, apiKey: 'k' });
      return (n) => {
        const ref = parseProfileUrl(`https://www.linkedin.com/in/ada-byron-${n}/`);
        if ('error' in ref) throw new Error(ref.message);
        return provider.fetchByUrl(ref, { ownerId: 1, signal });
      };
    },
  },
];

/**
 * What providers' bulk requests save: the same questions asked together and one after another, of servers on this
 * machine.
 */
export async function benchBulk(): Promise<void> {
  const replies = new ReplyReader({ execArgv: RUN_TS });
  const rows: Row[] = [];
  try {
    for (const provider of PROVIDERS)
      for (const together of [true, false]) rows.push(await measure(provider, replies, together));
  } finally {
    await replies.close();
  }
  const title = `${QUESTIONS} questions together and one after another, providers ${LATENCY_MS} ms away`;
  printTable(title, 'questions/s', rows, '');
}

async function measure({ name, answer, client }: Asked, replies: ReplyReader, together: boolean): Promise<Row> {
  const server = await ProviderServer.start((request) => after(LATENCY_MS).then(() => answer(request)));
  const ask = client(server.base, replies);
  try {
    const started = performance.now();
    const numbers = Array.from({ length: QUESTIONS }, (_, n) => n);
    if (together) await Promise.all(numbers.map(ask));
    else for (const n of numbers) await ask(n);
    const seconds = (performance.now() - started) / 1_000;
    const leavesOut = `nothing; ${server.received.length} requests in ${seconds.toFixed(1)} s`;
    return { name: `${name}, ${together ? 'together' : 'one by one'}`, perSecond: QUESTIONS / seconds, leavesOut };
  } finally {
    await server.stop();
  }
}
