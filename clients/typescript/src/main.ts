/** Everything of `batchwright-client` but its parts `react`, `webhooks` and `validation`. */
export {
  Batches,
  type BatchFilter,
  type Fixed,
  type FixedOptions,
  type Item,
  type ItemFilter,
  type SearchFilter,
  type SearchHit,
} from './batches.js';
export { Actions, type BatchAction, type BatchActionCount, type NewBatchAction } from './actions.js';
export { type OpenSubmission, Parts, type PartsOptions, type StoredPart } from './parts.js';
export { BatchwrightClient, createClient, type RouteRequest } from './client.js';
export { Companies } from './companies.js';
export { Contacts, Keys, KindDescriptions, Operations, Profiles, Urls, Webhooks } from './sections.js';
export type { Download } from './download.js';
export {
  ApiError,
  BatchDeletedError,
  BatchwrightError,
  ConnectionError,
  type ErrorCode,
  hasCode,
  TimeoutError,
  type ValidationFault,
} from './errors.js';
export type { FileFormat, FileInput, FileOptions, ImportOptions, Mapping } from './files.js';
export { formatOf } from './files.js';
export type { Import, RowCount, RowError } from './imports.js';
export { type Batch, type FollowOptions, hasEnded } from './follow.js';
export type { Answer, CallOptions, JsonBody, OperationId, Path, Query, Request } from './operations.js';
export type { ClientOptions, Session } from './options.js';
export { BATCH_STATUSES, ITEM_STATUSES, PRIORITIES } from './vocabulary.js';
export type { components, Kinds } from './schema.js';
export type { ItemExtras, ItemOf, KindName, OptionsOf, Submission, SubmitOptions } from './submission.js';
