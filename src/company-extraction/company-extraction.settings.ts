import { z } from 'zod';
import { declareSettings } from '../platform/config/feature-settings.js';
import { baseUrl, integer } from '../platform/config/setting-types.js';

/**
 * Settings of company extraction: its providers of facts. Profile ingestion asks People Data Labs by the same account.
 */
export const COMPANY_SETTINGS = declareSettings(
  {
    BRAVE_API_KEY: z.string().min(1).max(200).optional().describe('Key of Brave Search, which finds company websites'),
    BRAVE_BASE_URL: baseUrl.default('https://api.search.brave.com/res/v1').describe('Base URL of the Brave Search API'),
    PDL_API_KEY: z.string().min(1).max(200).optional().describe('Key of People Data Labs'),
    PDL_BASE_URL: baseUrl.default('https://api.peopledatalabs.com/v5').describe('Base URL of the People Data Labs API'),
    PDL_COMPANY_REQUESTS_PER_MINUTE: integer(1, 100_000, 10).describe(
      'Requests for companies in a minute that the plan of PDL_API_KEY allows; three quarters of them are sent, with up to seven companies each',
    ),
    WIKIDATA_BASE_URL: baseUrl
      .default('https://www.wikidata.org')
      .describe('Base URL of Wikidata; asked only when CONTACT_EMAIL is set'),
    WIKIPEDIA_BASE_URL: baseUrl
      .default('https://{language}.wikipedia.org')
      .describe('Base URL of Wikipedia, {language} the edition; asked only when CONTACT_EMAIL is set'),
    GLEIF_BASE_URL: baseUrl.default('https://api.gleif.org/api/v1').describe('Base URL of the GLEIF API'),
    SEC_FILES_BASE_URL: baseUrl
      .default('https://www.sec.gov')
      .describe("Base URL of SEC's ticker file; asked only when CONTACT_EMAIL is set"),
    SEC_DATA_BASE_URL: baseUrl
      .default('https://data.sec.gov')
      .describe("Base URL of SEC's data; asked only when CONTACT_EMAIL is set"),
  },
  {
    providers: (values) => [
      values.BRAVE_BASE_URL,
      values.PDL_BASE_URL,
      values.WIKIDATA_BASE_URL,
      values.WIKIPEDIA_BASE_URL.replace('{language}', 'www'),
      values.GLEIF_BASE_URL,
      values.SEC_FILES_BASE_URL,
      values.SEC_DATA_BASE_URL,
    ],
  },
);
