import { type Caller, keyed } from './caller.js';
import { type Download, toDownload } from './download.js';
import { type Answer, type CallOptions, type JsonBody, type Query, toCall } from './operations.js';
import type { SubmitOptions } from './submission.js';
import type { Transport } from './transport.js';

/** How long the service looks for a company unless it is told, and how much longer its answer may be on its way. */
const DEFAULT_SECONDS = 60;
const MARGIN_SECONDS = 15;

/** Company extraction by its own routes. */
export class Companies {
  constructor(
    private readonly caller: Caller,
    private readonly transport: Transport,
  ) {}

  /** Extracts one company and waits for it, unless `timeoutMs` is given as long as the service looks for it. */
  extract(company: JsonBody<'extractCompany'>, options: CallOptions = {}): Promise<Answer<'extractCompany'>> {
    const seconds = (company.timeout_seconds ?? DEFAULT_SECONDS) + MARGIN_SECONDS;
    return this.caller.call('extractCompany', {
      json: company,
      ...options,
      timeoutMs: options.timeoutMs ?? seconds * 1000,
    });
  }

  submit(batch: JsonBody<'submitCompanies'>, options: SubmitOptions = {}): Promise<Answer<'submitCompanies'>> {
    return this.caller.call('submitCompanies', { json: batch, ...keyed(options) });
  }

  status(id: string, options: CallOptions = {}): Promise<Answer<'getCompanyBatchStatus'>> {
    return this.caller.call('getCompanyBatchStatus', { path: { id }, ...options });
  }

  results(
    id: string,
    query: Query<'getCompanyBatchResults'> = {},
    options: CallOptions = {},
  ): Promise<Answer<'getCompanyBatchResults'>> {
    return this.caller.call('getCompanyBatchResults', { path: { id }, query, ...options });
  }

  async download(id: string, query: Query<'downloadCompanyBatch'> = {}, options: CallOptions = {}): Promise<Download> {
    const call = toCall('downloadCompanyBatch', {
      path: { id },
      query,
      ...options,
      headers: { Accept: '*/*', ...options.headers },
    });
    return toDownload(await this.transport.open(call), call.path);
  }

  pause(id: string, options: CallOptions = {}): Promise<Answer<'pauseCompanyBatch'>> {
    return this.caller.call('pauseCompanyBatch', { path: { id }, isRepeatable: true, ...options });
  }

  resume(id: string, options: CallOptions = {}): Promise<Answer<'resumeCompanyBatch'>> {
    return this.caller.call('resumeCompanyBatch', { path: { id }, isRepeatable: true, ...options });
  }

  cancel(id: string, options: CallOptions = {}): Promise<Answer<'cancelCompanyBatch'>> {
    return this.caller.call('cancelCompanyBatch', { path: { id }, isRepeatable: true, ...options });
  }

  retry(
    id: string,
    what: JsonBody<'retryCompanyBatch'> = {},
    options: CallOptions = {},
  ): Promise<Answer<'retryCompanyBatch'>> {
    return this.caller.call('retryCompanyBatch', { path: { id }, json: what, ...options });
  }

  delete(id: string, options: CallOptions = {}): Promise<Answer<'deleteCompanyBatch'>> {
    return this.caller.call('deleteCompanyBatch', { path: { id }, ...options });
  }

  stats(query: Query<'getCompanyStats'> = {}, options: CallOptions = {}): Promise<Answer<'getCompanyStats'>> {
    return this.caller.call('getCompanyStats', { query, ...options });
  }
}
