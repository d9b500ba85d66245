import { z } from 'zod';
import { countryCode } from '../../facts/country.js';
import type { Fact, PostalAddress } from '../../facts/fact.js';
import { regionName } from '../../facts/region-name.js';
import { registrableDomain } from '../../facts/registrable-domain.js';
import { type Origin, stateFact, stateIf } from '../../facts/state-fact.js';
import { shortText } from '../short-text.js';

const address = z.object({
  street1: shortText.nullish(),
  street2: shortText.nullish(),
  city: shortText.nullish(),
  stateOrCountry: shortText.nullish(),
  zipCode: shortText.nullish(),
  stateOrCountryDescription: shortText.nullish(),
});

/** `submissions/CIK##########.json`; the list of filings is not used. */
export const submissionSchema = z.object({
  cik: z.union([shortText, z.number()]).transform((cik) => String(cik).padStart(10, '0')),
  name: shortText,
  sic: shortText.nullish(),
  sicDescription: shortText.nullish(),
  tickers: z.array(shortText).nullish(),
  exchanges: z.array(shortText.nullable()).nullish(),
  website: shortText.nullish(),
  stateOfIncorporation: shortText.nullish(),
  addresses: z.object({ business: address.nullish(), mailing: address.nullish() }).nullish(),
  phone: shortText.nullish(),
  formerNames: z.array(z.object({ name: shortText })).nullish(),
});
type Submission = z.infer<typeof submissionSchema>;

/** Confidence of SEC's facts: they are filed under penalty of law. */
const CONFIDENCE = 0.95;

/** SEC writes missing parts as null, an empty string or the word `None`. */
const present = (text: string | null | undefined): string | null => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' || trimmed === 'None' ? null : trimmed;
};

/** Title case for text in capitals (`PALO ALTO` to `Palo Alto`); mixed case is returned unchanged. */
export function titleCase(text: string): string {
  if (text !== text.toUpperCase()) return text;
  return text.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase());
}

/**
 * In the United States, state and description are the two-letter code. Elsewhere the code is SEC's own (`X0`) and the
 * description is a country (`United Kingdom`) or a province with its country (`Ontario, Canada`).
 */
export function businessAddress(raw: z.infer<typeof address>): PostalAddress {
  const code = present(raw.stateOrCountry);
  const described = present(raw.stateOrCountryDescription);
  const parts = (described ?? '').split(',').map((part) => part.trim());
  const abroad = countryCode(parts[parts.length - 1] ?? '');
  const isState = code !== null && (described === null || described === code);
  const country = isState ? 'US' : abroad;
  const province = !isState && parts.length > 1 ? (parts[0] ?? null) : null;
  const city = present(raw.city);
  const streets = [present(raw.street1), present(raw.street2)].filter((street) => street !== null);
  return {
    street: streets.length > 0 ? streets.map(titleCase).join(', ') : null,
    city: city === null ? null : titleCase(city),
    region: isState ? regionName(code, 'US') : province,
    postal_code: present(raw.zipCode),
    country,
  };
}

/** Facts about a filer in the submissions file. */
export function factsOfSubmission(submission: Submission, fileUrl: string): readonly Fact[] {
  const origin = (method: string, confidence: number = CONFIDENCE): Origin => ({
    source: 'sec',
    url: fileUrl,
    method,
    confidence,
  });
  const { cik, name, addresses } = submission;
  const seat = addresses?.business ?? addresses?.mailing;
  const where = seat ? businessAddress(seat) : null;
  const known = where !== null && (where.city !== null || where.country !== null) ? where : null;
  const sic = present(submission.sic);
  const industry = present(submission.sicDescription);
  const exchange = submission.exchanges?.find((one) => present(one) !== null);
  return [
    stateFact('legal_name', name, origin('name')),
    stateFact('cik', cik, origin('cik', 0.98)),
    ...stateIf('address', known, origin(addresses?.business ? 'addresses.business' : 'addresses.mailing')),
    ...stateIf('sector_hint', sic === null ? null : `sic:${sic}`, origin('sic', 0.8)),
    ...stateIf('industry', industry === null ? null : titleCase(industry), origin('sicDescription', 0.7)),
    ...stateIf('domain', registrableDomain(present(submission.website) ?? ''), origin('website', 0.85)),
    ...stateIf('ticker', present(submission.tickers?.[0]), origin('tickers')),
    ...stateIf('exchange', present(exchange), origin('exchanges')),
    ...stateIf('phone', present(submission.phone), origin('phone', 0.8)),
  ];
}
