import { z } from 'zod';
import { atMost } from '../../../platform/providers/read-reply.js';
import type { Fact, PostalAddress } from '../../facts/fact.js';
import { countryCode } from '../../facts/country.js';
import { regionName } from '../../facts/region-name.js';
import { type Origin, stateFact, stateIf } from '../../facts/state-fact.js';
import type { Candidate } from '../company-source.js';

/** Records asked for at once. */
export const PAGE_SIZE = 10;
/** Lines of an address, and names, that are read. */
const MAX_PARTS = 50;

/** A LEI record of the GLEIF API v1 (JSON:API), reduced to the fields used; all but the name may be missing. */
const address = z.object({
  addressLines: atMost(MAX_PARTS, z.string()).nullish(),
  city: z.string().nullish(),
  region: z.string().nullish(),
  country: z.string().nullish(),
  postalCode: z.string().nullish(),
});
const named = z.object({ name: z.string(), type: z.string().nullish() });

const leiRecordSchema = z.object({
  id: z.string(),
  attributes: z.object({
    lei: z.string(),
    entity: z.object({
      legalName: z.object({ name: z.string() }),
      otherNames: atMost(MAX_PARTS, named).nullish(),
      transliteratedOtherNames: atMost(MAX_PARTS, named).nullish(),
      legalAddress: address.nullish(),
      headquartersAddress: address.nullish(),
      jurisdiction: z.string().nullish(),
      category: z.string().nullish(),
      status: z.string().nullish(),
      creationDate: z.string().nullish(),
    }),
    registration: z.object({ status: z.string().nullish(), lastUpdateDate: z.string().nullish() }).nullish(),
  }),
});
export type LeiRecord = z.infer<typeof leiRecordSchema>;

export const leiRecordReplySchema = z.object({ data: leiRecordSchema });
export const leiRecordsReplySchema = z.object({ data: atMost(PAGE_SIZE, leiRecordSchema) });

/** Confidence of GLEIF's facts: the registers are checked by the issuers and renewed every year. */
const CONFIDENCE = 0.93;
/** Statuses of a registration that is no longer maintained: its facts are as old as their last update. */
const STALE_REGISTRATIONS: ReadonlySet<string> = new Set(['LAPSED', 'RETIRED', 'ANNULLED', 'DUPLICATE']);

const blank = (text: string | null | undefined): string | null => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
};

/** The address with the street in one line, and the region by name where its ISO 3166-2 code is known. */
function postalAddressOf(raw: z.infer<typeof address>): PostalAddress {
  const country = blank(raw.country);
  const region = blank(raw.region);
  return {
    street: blank(
      (raw.addressLines ?? [])
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(', '),
    ),
    city: blank(raw.city),
    region: region === null ? null : regionName(region, country),
    postal_code: blank(raw.postalCode),
    country: country === null ? null : countryCode(country),
  };
}

const namesOf = ({ attributes: { entity } }: LeiRecord): readonly string[] => [
  entity.legalName.name,
  ...(entity.otherNames ?? []).map((other) => other.name),
  ...(entity.transliteratedOtherNames ?? []).map((other) => other.name),
];

export function candidateOfRecord(record: LeiRecord): Candidate {
  const { lei, entity } = record.attributes;
  const seat = entity.headquartersAddress ?? entity.legalAddress;
  return {
    source: 'gleif',
    id: lei,
    label: entity.legalName.name,
    description: null,
    names: namesOf(record),
    country: blank(seat?.country),
    domains: [],
    organisation: entity.category === 'SOLE_PROPRIETOR' ? 'unknown' : 'yes',
    popularity: 0,
    dissolved: entity.status === 'INACTIVE',
  };
}

/**
 * Facts of a LEI record. The creation date is that of the legal entity, so it is weak evidence for the founding date.
 */
export function factsOfRecord(record: LeiRecord, recordUrl: string): readonly Fact[] {
  const { lei, entity, registration } = record.attributes;
  const stale = STALE_REGISTRATIONS.has(registration?.status ?? '');
  const origin = (method: string, confidence: number): Origin => ({
    source: 'gleif',
    url: recordUrl,
    method,
    confidence: stale ? confidence - 0.1 : confidence,
    asOf: blank(registration?.lastUpdateDate)?.slice(0, 10) ?? null,
  });
  const seat = entity.headquartersAddress ?? entity.legalAddress;
  const seatKind = entity.headquartersAddress ? 'headquartersAddress' : 'legalAddress';
  const founded = /^\d{4}-\d\d-\d\d/.exec(entity.creationDate ?? '')?.[0];
  return [
    stateFact('legal_name', entity.legalName.name, origin('legalName', CONFIDENCE)),
    stateFact('lei', lei, origin('lei', 0.98)),
    ...stateIf('address', seat ? postalAddressOf(seat) : null, origin(seatKind, CONFIDENCE)),
    ...stateIf('founded', founded, origin('creationDate', 0.5)),
  ];
}
