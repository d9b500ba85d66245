import { type components, createClient } from 'batchwright-client';

/** Where the service is: the page's folder is one below it, wherever a proxy publishes both. */
export const SERVICE = new URL('..', document.baseURI);

/**
 * The client of the service, signed in by the session's cookie. It repeats what may be repeated, once: a person waits.
 */
export const client = createClient({
  baseUrl: SERVICE.href,
  session: { header: 'X-Requested-With', value: 'batchwright-console' },
  retries: 1,
  retryBudgetMs: 8000,
});

/** An address of the service, for links and downloads. */
export const addressOf = (path: string): string => new URL(path, SERVICE).href;

type Schemas = components['schemas'];
export type Batch = Schemas['BatchView'];
export type Item = Schemas['ItemView'];
export type BatchStatus = Batch['status'];
export type ItemStatus = Item['status'];
export type Counters = Schemas['Counters'];
export type ItemError = NonNullable<Item['error']>;
export type Stats = Schemas['Stats'];
export type Priority = Batch['priority'];
export type Schema<Name extends keyof Schemas> = Schemas[Name];
