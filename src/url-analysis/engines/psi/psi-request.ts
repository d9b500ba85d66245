import type { Strategy } from '../url-result.js';

/** PageSpeed Insights v5, discovery document `pagespeedonline:v5`. */
export const PSI_BASE_URL = 'https://pagespeedonline.googleapis.com';

const PSI_CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

/** Partial response: without screenshots, traces and unused audits a response shrinks from about 500 kB to a tenth. */
const FIELDS = [
  'id',
  'analysisUTCTimestamp',
  'loadingExperience',
  'originLoadingExperience',
  'lighthouseResult(requestedUrl,finalUrl,finalDisplayedUrl,lighthouseVersion,fetchTime,runWarnings,runtimeError,categories/*/score,audits/*(id,title,score,numericValue,metricSavings,details(overallSavingsMs,overallSavingsBytes,items)))',
].join(',');

interface PsiRequest {
  readonly url: string;
  readonly strategy: Strategy;
  readonly key: string;
  /** Base URL of the API; PSI_BASE_URL unless configured otherwise. */
  readonly baseUrl: string;
  /** Language of titles, BCP 47. */
  readonly locale: string;
  /** Up to 40 characters that prevent one caller from using up the quota of the others. */
  readonly quotaUser?: string;
}

/** URL of one run. The strategy is always sent (the API's default is desktop), and the categories are repeated. */
export function psiRequestUrl(request: PsiRequest): URL {
  const url = new URL('/pagespeedonline/v5/runPagespeed', request.baseUrl);
  const { searchParams } = url;
  searchParams.set('url', request.url);
  searchParams.set('strategy', request.strategy);
  for (const category of PSI_CATEGORIES) searchParams.append('category', category);
  searchParams.set('locale', request.locale);
  searchParams.set('fields', FIELDS);
  searchParams.set('prettyPrint', 'false');
  if (request.quotaUser !== undefined) searchParams.set('quotaUser', request.quotaUser.slice(0, 40));
  searchParams.set('key', request.key);
  return url;
}
