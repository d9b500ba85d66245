import type { components, Kinds } from './schema.js';

type Schemas = components['schemas'];
type BatchView = Schemas['BatchView'];

/** Every word of a union, which the compiler would miss. */
const wordsOf = <Word extends string>(words: Readonly<Record<Word, true>>): readonly Word[] =>
  Object.keys(words) as Word[];

/** The states of a batch. */
export const BATCH_STATUSES = wordsOf<BatchView['status']>({
  pending: true,
  processing: true,
  paused: true,
  completed: true,
  partial: true,
  failed: true,
  cancelled: true,
});

/** The states of an item. */
export const ITEM_STATUSES = wordsOf<Schemas['ItemView']['status']>({
  pending: true,
  running: true,
  succeeded: true,
  failed: true,
  cancelled: true,
});

/** The priorities of a batch, lowest first. */
export const PRIORITIES = wordsOf<BatchView['priority']>({ low: true, normal: true, high: true, urgent: true });

/** The kinds that come with the service. */
export const KINDS = wordsOf<keyof Kinds>({
  operations: true,
  contact_analysis: true,
  url_analysis: true,
  company_extraction: true,
  profile_ingestion: true,
});

/** What a key may do. */
export const SCOPES = wordsOf<Schemas['NewKey']['scopes'][number]>({
  'batch:read': true,
  'batch:write': true,
  'batch:delete': true,
  'webhooks:read': true,
  'webhooks:write': true,
  'keys:read': true,
  'keys:write': true,
  admin: true,
  'operations:read': true,
  'operations:write': true,
  'operations:bulk_delete': true,
  'marketplace:read': true,
  'marketplace:write': true,
  'contacts:read': true,
  'contacts:write': true,
  'url:read': true,
  'url:write': true,
  'company:read': true,
  'company:write': true,
  'profile:read': true,
  'profile:write': true,
});

/** What a webhook is told about. */
export const WEBHOOK_EVENTS = wordsOf<NonNullable<Schemas['NewWebhook']['events']>[number]>({
  'batch.started': true,
  'batch.progress': true,
  'batch.items_failed': true,
  'batch.items_flagged': true,
  'batch.completed': true,
  'batch.partial': true,
  'batch.failed': true,
  'batch.cancelled': true,
});
