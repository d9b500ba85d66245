/**
 * `batchwright/kind`: what a module from outside needs to add a kind of batches, and no more. Everything here is kept
 * stable within a minor version; whatever else the package contains is not for import.
 *
 *     export default defineFeature({ name, module, scopes, kinds, errors, settings, migrations });
 */
import { AppError, type AppErrorOptions, type ErrorCode } from '../platform/errors/app-error.js';
import { type Outcome } from '../batch/model/items/item.js';

export { defineFeature } from '../batch/model/kinds/define-feature.js';
export type { Feature } from '../batch/model/kinds/feature.js';
export type {
  BackgroundLimits,
  Checked,
  ExportColumn,
  ExportFields,
  FileColumns,
  JsonSchema,
  Kind,
  KindDeclaration,
  KindRoute,
} from '../batch/model/kinds/kind.js';
export { BackgroundHandler, TransactionalHandler } from '../batch/model/handlers/handler.js';
export type { Attempt, Reopened, Scope } from '../batch/model/handlers/handler.js';
export { succeeded } from '../batch/model/items/item.js';
export type { EndedItem, Item, Outcome } from '../batch/model/items/item.js';
export { AppConfig } from '../platform/config/config.js';
export { declareSettings, FeatureSettings } from '../platform/config/feature-settings.js';
export { baseUrl, commaList, flag, integer, text } from '../platform/config/setting-types.js';
export { Egress } from '../platform/egress/egress.types.js';
export { AppError, permanent, throttled, transient } from '../platform/errors/app-error.js';
export type { ErrorSpec, ValidationFault } from '../platform/errors/app-error.js';
export { fault, isPlainObject } from '../platform/http/faults.js';
export { AppLogger } from '../platform/observability/app-logger.js';
export type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The error that a handler throws for an item, with a code of its feature or of the service. The class of the code
 * decides whether the item is tried again; the message is shown to callers.
 */
export const kindError = (code: string, message?: string, options?: AppErrorOptions): AppError =>
  new AppError(code as ErrorCode, message, options);

/** The outcome of a transactional item that failed, with a code of its feature or of the service. */
export const failed = (code: string, message: string): Outcome<never> => ({
  status: 'failed',
  error: { code: code as ErrorCode, message },
});
