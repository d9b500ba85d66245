import type { ScopeName } from '../../accounts/scopes.js';
import type { ValidationFault } from '../../platform/errors/app-error.js';

/** The sorts of work the service does; one feature module each. */
export const KINDS = [
  'operations',
  'contact_analysis',
  'url_analysis',
  'company_extraction',
  'profile_ingestion',
] as const;
export type KindName = (typeof KINDS)[number];

/** How the public id of a batch is made: an integer of a sequence (S1), `batch_YYYYMMDD_xxxxxx` (S3) or a UUID v7. */
export type PublicIdStyle = 'integer' | 'dated' | 'uuid';

/** What a validator found: the typed value, or every fault with its field path relative to the value. */
export type Checked<T> = { readonly value: T } | { readonly faults: readonly ValidationFault[] };

/** The limits and defaults of a background kind; transactional kinds have none of these. */
export interface BackgroundLimits {
  /** Items of one batch that run at once, over all processes. */
  readonly concurrency: { readonly default: number; readonly max: number };
  /** Time limit of one item in milliseconds, enforced even if the handler ignores its signal. */
  readonly timeoutMs: { readonly default: number; readonly max: number };
  /** Tries of an item that fails with a transient or throttled error, the first included. */
  readonly attempts: number;
}

/** A column of the kind's export: a header and how its value is read from an item. */
export interface ExportColumn {
  readonly header: string;
  readonly value: (item: { readonly input: object; readonly output: object | null }) => unknown;
}

/** Fields of a kind's inputs, or outputs, as dot paths in the order of its schema: the order of their columns. */
export interface ExportFields {
  readonly paths: readonly string[];
  /** There are no others. The items are then not looked through for their fields before an export begins. */
  readonly isComplete: boolean;
}

/**
 * One sort of work as plain data. The batch floor reads it and never names a kind itself.
 * Validators are generated from the feature's DTOs; nothing is validated twice.
 */
export interface Kind<Input extends object, Options extends object> {
  readonly name: KindName;
  readonly publicId: PublicIdStyle;
  /** Most items the shared API takes in one JSON body; the seeds' own routes have their own caps. */
  readonly maxItems: number;
  /** Judges one raw item of the shared API and gives it the handler's type. */
  readonly checkItem: (raw: unknown) => Checked<Input>;
  /** Judges the raw options once; what comes out is stored on the batch. */
  readonly checkOptions: (raw: unknown) => Checked<Options>;
  /** Scopes that these items need besides the one that submits the kind. None when not given. */
  scopesOf?(items: readonly Input[], options: Options): readonly ScopeName[];
  readonly background?: BackgroundLimits;
  /** What a table shows of a result; when empty, the fields that the outputs have. */
  readonly exportColumns: readonly ExportColumn[];
  /** Without them the fields of the inputs stand in the order of their names. */
  readonly inputFields?: ExportFields;
  /** The same of the outputs of a kind without columns of its own. */
  readonly outputFields?: ExportFields;
}
