import { type Reading, readReply } from '../../../platform/providers/read-reply.js';
import type { Fact } from '../../facts/fact.js';
import type { Readings } from '../replies.js';
import { companyFactsSchema, factsOfCompanyFacts } from './company-facts.js';
import { factsOfSubmission, submissionSchema } from './submission.js';
import { type PackedTickers, packTickers, tickerFileSchema } from './ticker-file.js';

/** The figures of a large bank are some 1.5 million values. */
const MAX_FIGURES = 3_000_000;
/** The latest filings of a company: 1,000 with fourteen properties each. */
const MAX_SUBMISSION = 200_000;
/** 30,000 rows; the file has a third of them. */
const MAX_TICKERS = 120_000;

interface FileUrl {
  readonly url: string;
}

/** Facts of a company's figures. */
function readFigures(body: Uint8Array, { url }: FileUrl): Reading<readonly Fact[]> {
  const reading = readReply(body, companyFactsSchema, MAX_FIGURES);
  return 'value' in reading ? { value: factsOfCompanyFacts(reading.value, url) } : reading;
}

/** Facts of a filer. */
function readSubmission(body: Uint8Array, { url }: FileUrl): Reading<readonly Fact[]> {
  const reading = readReply(body, submissionSchema, MAX_SUBMISSION);
  return 'value' in reading ? { value: factsOfSubmission(reading.value, url) } : reading;
}

/** The rows of the ticker file, as `TickerFile` takes them. */
function readTickers(body: Uint8Array): Reading<PackedTickers> {
  const reading = readReply(body, tickerFileSchema, MAX_TICKERS);
  return 'value' in reading ? { value: packTickers(reading.value) } : reading;
}

/** How a thread reads the files of SEC EDGAR. */
export const SEC_READINGS = {
  secFigures: readFigures,
  secSubmission: readSubmission,
  secTickers: readTickers,
} satisfies Readings;
