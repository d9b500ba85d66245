import type { Caller } from './caller.js';
import { keyed } from './caller.js';
import type { Answer, CallOptions, JsonBody, Query } from './operations.js';
import type { SubmitOptions } from './submission.js';

/** API keys. */
export class Keys {
  constructor(private readonly caller: Caller) {}

  /** Issues a key; its text is shown this once. */
  issue(key: JsonBody<'issueKey'>, options: CallOptions = {}): Promise<Answer<'issueKey'>> {
    return this.caller.call('issueKey', { json: key, ...options });
  }

  list(query: Query<'listKeys'> = {}, options: CallOptions = {}): Promise<Answer<'listKeys'>> {
    return this.caller.call('listKeys', { query, ...options });
  }

  revoke(id: string, options: CallOptions = {}): Promise<Answer<'revokeKey'>> {
    return this.caller.call('revokeKey', { path: { id }, ...options });
  }
}

/** Endpoints that are told about batches; `batchwright-client/webhooks` verifies what they get. */
export class Webhooks {
  constructor(private readonly caller: Caller) {}

  /** Registers an endpoint; its secret is shown this once. */
  register(endpoint: JsonBody<'registerWebhook'>, options: CallOptions = {}): Promise<Answer<'registerWebhook'>> {
    return this.caller.call('registerWebhook', { json: endpoint, ...options });
  }

  list(options: CallOptions = {}): Promise<Answer<'listWebhooks'>> {
    return this.caller.call('listWebhooks', options);
  }

  delete(id: string, options: CallOptions = {}): Promise<Answer<'deleteWebhook'>> {
    return this.caller.call('deleteWebhook', { path: { id }, ...options });
  }

  rotateSecret(id: string, options: CallOptions = {}): Promise<Answer<'rotateWebhookSecret'>> {
    return this.caller.call('rotateWebhookSecret', { path: { id }, ...options });
  }

  deliveries(
    id: string,
    query: Query<'listWebhookDeliveries'> = {},
    options: CallOptions = {},
  ): Promise<Answer<'listWebhookDeliveries'>> {
    return this.caller.call('listWebhookDeliveries', { path: { id }, query, ...options });
  }

  redeliver(id: string, delivery: string, options: CallOptions = {}): Promise<Answer<'redeliverWebhook'>> {
    return this.caller.call('redeliverWebhook', { path: { id, delivery }, ...options });
  }

  /** Sends a message to the endpoint now. */
  test(id: string, options: CallOptions = {}): Promise<Answer<'testWebhook'>> {
    return this.caller.call('testWebhook', { path: { id }, ...options });
  }
}

/** What each kind of batches is: limits, JSON Schema of items and options, columns of files. */
export class KindDescriptions {
  constructor(private readonly caller: Caller) {}

  list(options: CallOptions = {}): Promise<Answer<'listKinds'>> {
    return this.caller.call('listKinds', options);
  }

  get(kind: string, options: CallOptions = {}): Promise<Answer<'getKind'>> {
    return this.caller.call('getKind', { path: { kind }, ...options });
  }
}

/** URL analysis by its own routes. */
export class Urls {
  constructor(private readonly caller: Caller) {}

  start(job: JsonBody<'startUrlJob'>, options: SubmitOptions = {}): Promise<Answer<'startUrlJob'>> {
    return this.caller.call('startUrlJob', { json: job, ...keyed(options) });
  }

  progress(id: string, options: CallOptions = {}): Promise<Answer<'getUrlJobProgress'>> {
    return this.caller.call('getUrlJobProgress', { path: { batch_job_id: id }, ...options });
  }

  jobs(query: Query<'listUrlJobs'> = {}, options: CallOptions = {}): Promise<Answer<'listUrlJobs'>> {
    return this.caller.call('listUrlJobs', { query, ...options });
  }

  results(
    id: string,
    query: Query<'getUrlJobResults'> = {},
    options: CallOptions = {},
  ): Promise<Answer<'getUrlJobResults'>> {
    return this.caller.call('getUrlJobResults', { path: { batch_job_id: id }, query, ...options });
  }

  cancel(id: string, options: CallOptions = {}): Promise<Answer<'cancelUrlJob'>> {
    return this.caller.call('cancelUrlJob', { path: { batch_job_id: id }, isRepeatable: true, ...options });
  }

  queueStatus(options: CallOptions = {}): Promise<Answer<'getUrlQueueStatus'>> {
    return this.caller.call('getUrlQueueStatus', options);
  }

  analytics(query: Query<'getUrlAnalytics'> = {}, options: CallOptions = {}): Promise<Answer<'getUrlAnalytics'>> {
    return this.caller.call('getUrlAnalytics', { query, ...options });
  }
}

/** Contacts by their own routes. */
export class Contacts {
  constructor(private readonly caller: Caller) {}

  /** Inserts contacts; answers when they are stored. */
  insert(batch: JsonBody<'insertContacts'>, options: SubmitOptions = {}): Promise<Answer<'insertContacts'>> {
    return this.caller.call('insertContacts', { json: batch, ...keyed(options) });
  }

  list(query: Query<'listContacts'> = {}, options: CallOptions = {}): Promise<Answer<'listContacts'>> {
    return this.caller.call('listContacts', { query, ...options });
  }

  get(id: string, options: CallOptions = {}): Promise<Answer<'getContact'>> {
    return this.caller.call('getContact', { path: { id }, ...options });
  }

  update(id: string, change: JsonBody<'updateContact'>, options: CallOptions = {}): Promise<Answer<'updateContact'>> {
    return this.caller.call('updateContact', { path: { id }, json: change, ...options });
  }

  erase(id: string, options: CallOptions = {}): Promise<Answer<'eraseContact'>> {
    return this.caller.call('eraseContact', { path: { id }, ...options });
  }
}

/** Operations on the marketplace by their own routes. */
export class Operations {
  constructor(private readonly caller: Caller) {}

  /** Carries operations out one after the other; answers when all have ended. */
  submit(batch: JsonBody<'submitOperations'>, options: SubmitOptions = {}): Promise<Answer<'submitOperations'>> {
    return this.caller.call('submitOperations', { json: batch, ...keyed(options) });
  }

  get(id: number | string, options: CallOptions = {}): Promise<Answer<'getOperationBatch'>> {
    return this.caller.call('getOperationBatch', { path: { batch_id: id as never }, ...options });
  }

  history(
    query: Query<'listOperationBatches'> = {},
    options: CallOptions = {},
  ): Promise<Answer<'listOperationBatches'>> {
    return this.caller.call('listOperationBatches', { query, ...options });
  }

  stats(query: Query<'getOperationStats'> = {}, options: CallOptions = {}): Promise<Answer<'getOperationStats'>> {
    return this.caller.call('getOperationStats', { query, ...options });
  }

  templates(options: CallOptions = {}): Promise<Answer<'listOperationTemplates'>> {
    return this.caller.call('listOperationTemplates', options);
  }

  submitTemplate(
    batch: JsonBody<'submitOperationTemplate'>,
    options: SubmitOptions = {},
  ): Promise<Answer<'submitOperationTemplate'>> {
    return this.caller.call('submitOperationTemplate', { json: batch, ...keyed(options) });
  }
}

/**
 * How long the service waits for the end of a batch of profiles before it answers 202 (PROFILE_WAIT_SECONDS), and 15 s.
 */
const PROFILE_WAIT_MS = 135_000;

/** Profiles by their own routes. */
export class Profiles {
  constructor(private readonly caller: Caller) {}

  /**
   * Submits profiles; answers when they have ended, or with the state so far when that takes longer than the service
   * waits.
   */
  submit(batch: JsonBody<'submitProfiles'>, options: SubmitOptions = {}): Promise<Answer<'submitProfiles'>> {
    const own = keyed({ ...options, timeoutMs: options.timeoutMs ?? PROFILE_WAIT_MS });
    return this.caller.call('submitProfiles', { json: batch, ...own });
  }

  batch(id: string, options: CallOptions = {}): Promise<Answer<'getProfileBatch'>> {
    return this.caller.call('getProfileBatch', { path: { batch_id: id }, ...options });
  }

  list(query: Query<'listProfiles'> = {}, options: CallOptions = {}): Promise<Answer<'listProfiles'>> {
    return this.caller.call('listProfiles', { query, ...options });
  }

  get(id: string, options: CallOptions = {}): Promise<Answer<'getProfile'>> {
    return this.caller.call('getProfile', { path: { id }, ...options });
  }

  erase(id: string, options: CallOptions = {}): Promise<Answer<'eraseProfile'>> {
    return this.caller.call('eraseProfile', { path: { id }, ...options });
  }

  /** Profiles whose text is similar to a query. A search changes nothing, so that it may be repeated. */
  search(query: JsonBody<'searchProfiles'>, options: CallOptions = {}): Promise<Answer<'searchProfiles'>> {
    return this.caller.call('searchProfiles', { json: query, isRepeatable: true, ...options });
  }

  searchCompanies(query: JsonBody<'searchCompanies'>, options: CallOptions = {}): Promise<Answer<'searchCompanies'>> {
    return this.caller.call('searchCompanies', { json: query, isRepeatable: true, ...options });
  }

  analytics(
    query: Query<'getProfileAnalytics'> = {},
    options: CallOptions = {},
  ): Promise<Answer<'getProfileAnalytics'>> {
    return this.caller.call('getProfileAnalytics', { query, ...options });
  }
}
