import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '../../src/company-extraction/facts/fact.js';
import { countryCode } from '../../src/company-extraction/facts/country.js';
import {
  candidateOfRecord,
  factsOfRecord,
  leiRecordReplySchema,
  leiRecordsReplySchema,
} from '../../src/company-extraction/sources/gleif/lei-record.js';
import { companyFactsSchema, factsOfCompanyFacts } from '../../src/company-extraction/sources/sec/company-facts.js';
import { factsOfSubmission, submissionSchema } from '../../src/company-extraction/sources/sec/submission.js';
import { packTickers, TickerFile, tickerFileSchema } from '../../src/company-extraction/sources/sec/ticker-file.js';
import { factsOfInfobox } from '../../src/company-extraction/sources/wikipedia/infobox-facts.js';
import { readInfobox } from '../../src/company-extraction/sources/wikipedia/read-infobox.js';
import { entitySchema } from '../../src/company-extraction/sources/wikidata/entity.js';
import { candidateOf } from '../../src/company-extraction/sources/wikidata/entity-candidate.js';
import { Section, share, Table } from './section.js';

type Json = Readonly<Record<string, unknown>>;
const read = (path: string): Json => JSON.parse(readFileSync(path, 'utf8')) as Json;
const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Json)[key] : undefined),
    value,
  );
const valueOf = (facts: readonly Fact[], field: Fact['field']): unknown =>
  facts.find((fact) => fact.field === field)?.value;

/** Right and all answers per field. */
class Tally {
  private readonly counts = new Map<string, [number, number]>();
  check(field: string, right: boolean): void {
    const [hits, all] = this.counts.get(field) ?? [0, 0];
    this.counts.set(field, [hits + (right ? 1 : 0), all + 1]);
  }
  rows(): readonly (readonly (string | number)[])[] {
    return [...this.counts].map(([field, [hits, all]]) => [field, all, share(hits / all)]);
  }
}

/** Every recorded LEI record, its fields read by plain paths beside what we map. */
function gleif(data: string): Table {
  const folder = join(data, 'gleif', 'lei_records');
  const tally = new Tally();
  for (const file of readdirSync(folder)) {
    const raw = read(join(folder, file));
    const list = Array.isArray(raw.data);
    if (!list && at(raw, 'data', 'type') !== 'lei-records') continue;
    const parsed = list
      ? leiRecordsReplySchema.safeParse(raw).data?.data
      : leiRecordReplySchema.safeParse(raw).data?.data;
    const originals = (list ? raw.data : [raw.data]) as readonly unknown[];
    tally.check('reply is understood', parsed !== undefined);
    const records = parsed === undefined ? [] : Array.isArray(parsed) ? parsed : [parsed];
    records.forEach((record, index) => {
      const entity = at(originals[index], 'attributes', 'entity');
      const facts = factsOfRecord(record, 'x');
      const seat = at(entity, 'headquartersAddress') ?? at(entity, 'legalAddress');
      tally.check('lei', valueOf(facts, 'lei') === at(originals[index], 'id'));
      tally.check('legal_name', valueOf(facts, 'legal_name') === at(entity, 'legalName', 'name'));
      tally.check('address.city', at(valueOf(facts, 'address'), 'city') === at(seat, 'city'));
      tally.check('address.country', at(valueOf(facts, 'address'), 'country') === at(seat, 'country'));
      tally.check(
        'address.postal_code',
        at(valueOf(facts, 'address'), 'postal_code') === (at(seat, 'postalCode') ?? null),
      );
      const created = at(entity, 'creationDate');
      tally.check(
        'founded',
        (valueOf(facts, 'founded') ?? null) === (typeof created === 'string' ? created.slice(0, 10) : null),
      );
      tally.check('is active', candidateOfRecord(record).dissolved === (at(entity, 'status') === 'INACTIVE'));
    });
  }
  return {
    title: 'GLEIF: fields of recorded LEI records mapped right',
    columns: ['field', 'values', 'right'],
    rows: tally.rows(),
  };
}

/** Annual figures looked up by hand in the recorded files (form 10-K or 20-F, the last full year). */
const FIGURES = [
  ['snow_facts.json', 'revenue', 3_626_396_000, '2025-01-31'],
  ['snow_facts.json', 'net_income', -1_285_640_000, '2025-01-31'],
  ['snow_facts.json', 'total_assets', 9_033_938_000, '2025-01-31'],
  ['lpa_facts.json', 'revenue', 43_862_372, '2024-12-31'],
  ['lpa_facts.json', 'total_assets', 607_019_578, '2024-12-31'],
] as const;

function sec(data: string): Table {
  const folder = join(data, 'sec-edgar');
  const tally = new Tally();
  for (const [file, field, amount, end] of FIGURES) {
    const fact = factsOfCompanyFacts(companyFactsSchema.parse(read(join(folder, file))), 'x').find(
      (one) => one.field === field,
    );
    tally.check(
      field,
      at(fact?.value, 'amount') === amount && at(fact?.value, 'currency') === 'USD' && fact?.asOf === end,
    );
  }
  const facts = factsOfSubmission(submissionSchema.parse(read(join(folder, 'company_submission.json'))), 'x');
  tally.check('legal_name', valueOf(facts, 'legal_name') === 'Tesla, Inc.');
  tally.check('cik', valueOf(facts, 'cik') === '0001318605');
  tally.check('sic', valueOf(facts, 'sector_hint') === 'sic:3711');
  const seat = valueOf(facts, 'address');
  tally.check(
    'address',
    at(seat, 'city') === 'Palo Alto' && at(seat, 'region') === 'California' && at(seat, 'country') === 'US',
  );
  const raw = read(join(folder, 'company_tickers.json'));
  const begun = performance.now();
  const tickers = new TickerFile(packTickers(tickerFileSchema.parse(raw)));
  const ms = Math.round(performance.now() - begun);
  for (const row of Object.values(raw)) {
    const cik = String(at(row, 'cik_str')).padStart(10, '0');
    tally.check(
      'filer by its title',
      tickers
        .named(String(at(row, 'title')).replace(/\s*[\\/][A-Z]{2,3}[\\/]?\s*$/, ''))
        .some((filer) => filer.cik === cik),
    );
    tally.check('filer by its ticker', tickers.withTicker(String(at(row, 'ticker')))?.cik === cik);
  }
  return {
    title: 'SEC: fields of recorded replies mapped right',
    columns: ['field', 'values', 'right'],
    rows: tally.rows(),
    note: `ticker file read in ${ms} ms`,
  };
}

/** What the recorded infoboxes say, read by hand; pages that are no companies must say nothing. */
const INFOBOXES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'Alsea-(company).txt': {
    name: 'Alsea, S.A.B. de C.V.',
    industry: 'Restaurants',
    founded: '1997-05-16',
    domain: 'alsea.com.mx',
    revenue: 1_714e6,
    employees: 60_000,
    city: 'Mexico City',
    country: 'MX',
  },
  'BBDO.txt': { name: 'BBDO Germany GmbH', founded: '1956', domain: 'bbdo.de', city: 'Düsseldorf', country: 'DE' },
  'statoil.txt': {
    name: 'Statoil ASA',
    industry: 'Energi',
    domain: 'statoil.com',
    revenue: 650e9,
    employees: 29_500,
    city: 'Stavanger',
    country: 'NO',
  },
  'toronto_star.txt': {},
  'The-Atlas-(newspaper).txt': {},
  'Mozilla-Firefox.txt': {},
};

function wikipedia(data: string): Table {
  const tally = new Tally();
  for (const [file, wanted] of Object.entries(INFOBOXES)) {
    const infobox = readInfobox(readFileSync(join(data, 'wikipedia-infobox', file), 'utf8'));
    const facts = infobox === null ? [] : factsOfInfobox(infobox, 'x');
    if (Object.keys(wanted).length === 0) tally.check('silent about what is no company', facts.length === 0);
    const flat: Readonly<Record<string, unknown>> = {
      ...Object.fromEntries(facts.map((fact) => [fact.field, fact.value])),
      revenue: at(valueOf(facts, 'revenue'), 'amount'),
      employees: at(valueOf(facts, 'employees'), 'exact'),
      city: at(valueOf(facts, 'address'), 'city'),
      country: countryCode(String(at(valueOf(facts, 'address'), 'country') ?? '')),
    };
    for (const [field, value] of Object.entries(wanted)) tally.check(field, flat[field] === value);
  }
  return { title: 'Wikipedia: recorded infoboxes', columns: ['field', 'values', 'right'], rows: tally.rows() };
}

/** Real entities that are no companies: understood, and never taken for one. */
function wikidata(data: string): Table {
  const rows = ['Q2112', 'Q571', 'Q217447'].map((id) => {
    const entity = entitySchema.safeParse(read(join(data, 'wikidata', `${id}.json`))).data;
    const candidate = entity === undefined ? null : candidateOf(entity, 'en');
    return [id, candidate?.label ?? 'not understood', candidate?.organisation ?? '–'];
  });
  return {
    title: 'Wikidata: recorded entities (a city, a concept, a former factory)',
    columns: ['entity', 'label', 'a company?'],
    rows,
  };
}

export const registers: Section = {
  name: 'registers',
  needs: ['gleif', 'sec-edgar', 'wikipedia-infobox', 'wikidata'],
  run: (data) => [gleif(data), sec(data), wikipedia(data), wikidata(data)],
};
