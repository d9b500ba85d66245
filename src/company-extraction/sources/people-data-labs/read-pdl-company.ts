import { z } from 'zod';
import { type Reading, readReply } from '../../../platform/providers/read-reply.js';
import type { Readings } from '../replies.js';
import { shortText } from '../short-text.js';

/** Names and domains of a company that are used. */
const MAX_TEXTS = 50;
const someTexts = z.array(shortText).transform((texts) => texts.slice(0, MAX_TEXTS));

/** Response of the company enrichment API, with its fields at the top level; all but the likelihood may be null. */
const companySchema = z.object({
  likelihood: z.number().min(0).max(10),
  name: shortText.nullish(),
  display_name: shortText.nullish(),
  website: shortText.nullish(),
  industry: shortText.nullish(),
  size: shortText.nullish(),
  employee_count: z.number().nullish(),
  founded: z.number().int().nullish(),
  location: z
    .object({
      locality: shortText.nullish(),
      region: shortText.nullish(),
      country: shortText.nullish(),
      street_address: shortText.nullish(),
      postal_code: shortText.nullish(),
    })
    .nullish(),
  linkedin_url: shortText.nullish(),
  ticker: shortText.nullish(),
  total_funding_raised: z.number().nullish(),
  naics: z.array(z.object({ naics_code: shortText.nullish() })).nullish(),
  sic: z.array(z.object({ sic_code: shortText.nullish() })).nullish(),
  summary: shortText.nullish(),
  alternative_names: someTexts.nullish(),
  alternative_domains: someTexts.nullish(),
});
export type Company = z.infer<typeof companySchema>;

/** A record with all its histories has some 20,000 values. */
const MAX_VALUES = 150_000;

/** Answers of a bulk request have a status each, and the company beside it or below `data`. */
const answerSchema = z.record(z.string(), z.unknown());

/**
 * The companies in a bulk reply, one for each of `count` requests in their order, or what is to be said
 * of one.
 */
function readPdlCompanies(
  body: Uint8Array,
  { count }: { readonly count: number },
): Reading<readonly (Company | 'not_found' | 'unreadable')[]> {
  const reading = readReply(body, z.array(answerSchema).length(count), MAX_VALUES);
  if (!('value' in reading)) return reading;
  const value = reading.value.map((answer) => {
    const { status, data } = answer;
    if (status === 404) return 'not_found';
    const whole = typeof data === 'object' && data !== null ? { ...answer, ...data } : answer;
    return status === 200 ? (companySchema.safeParse(whole).data ?? 'unreadable') : 'unreadable';
  });
  return { value };
}

/** The company in a reply. */
const readPdlCompany = (body: Uint8Array): Reading<Company> => readReply(body, companySchema, MAX_VALUES);

/** How a thread reads the replies of People Data Labs. */
export const PDL_READINGS = { pdlCompanies: readPdlCompanies, pdlCompany: readPdlCompany } satisfies Readings;
