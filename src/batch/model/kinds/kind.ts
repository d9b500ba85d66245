import type { ScopeName } from '../../../accounts/rights/scopes.js';
import type { ValidationFault } from '../../../platform/errors/app-error.js';

/** Name of a kind: lower-case words with underscores. A feature declares it; see feature.ts. */
export type KindName = string;

/** Format of a batch's public id: an integer of a sequence, `batch_YYYYMMDD_xxxxxxxxxx` or a UUID v7. */
export type PublicIdStyle = 'integer' | 'dated' | 'uuid';

/** Result of a check: the typed value, or all faults with their field paths relative to the value. */
export type Checked<T> = { readonly value: T } | { readonly faults: readonly ValidationFault[] };

/** Limits and defaults of a background kind; transactional kinds have none. */
export interface BackgroundLimits {
  /** Most items of one batch that run at once, over all processes. */
  readonly concurrency: { readonly default: number; readonly max: number };
  /** Time limit of one item in milliseconds, enforced even if the handler ignores its signal. */
  readonly timeoutMs: { readonly default: number; readonly max: number };
  /** Most attempts of an item that fails with a transient or throttled error, including the first. */
  readonly attempts: number;
}

/** A column of the kind's export: its header and the function that reads its value from an item. */
export interface ExportColumn {
  readonly header: string;
  readonly value: (item: { readonly input: object; readonly output: object | null }) => unknown;
}

/**
 * Fields of a kind's inputs or outputs, as dot paths in the order of its schema, which is the order of their columns.
 */
export interface ExportFields {
  readonly paths: readonly string[];
  /** Whether there are no other fields, so that an export need not read the items to find their fields. */
  readonly isComplete: boolean;
}

/** JSON Schema as OpenAPI 3.0 has it: `type`, `properties`, `required`, `description`, `example`… */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A route of a feature that submits items of a kind too, besides `POST /api/v1/batches`. */
export interface KindRoute {
  readonly method: 'POST';
  readonly path: string;
}

/** What columns of files mean to a kind, besides those that have the name of a field of its items. */
export interface FileColumns {
  /** Other names of fields, in lower case, by the dot path of the field; the first field that a column fits gets it. */
  readonly synonyms?: Readonly<Record<string, readonly string[]>>;
  /** Fields inside free-form objects, which the schema of the items does not list, by their dot paths. */
  readonly fields?: Readonly<Record<string, JsonSchema>>;
  /** The free-form object that takes the columns of no field; without it they become the item's `metadata`. */
  readonly rest?: string;
}

/** What a kind is before anything of its feature is instantiated: plain data, declared by the feature. */
export interface KindDeclaration {
  readonly name: KindName;
  /** Name for people, in sentence case. */
  readonly title: string;
  /** What is done with an item, in a sentence or two for people. */
  readonly description?: string;
  /**
   * Scopes of a key for submitting batches (besides `batch:write`) and for reading their items (besides `batch:read`).
   */
  readonly scopes: { readonly submit: ScopeName; readonly read: ScopeName };
  readonly publicId: PublicIdStyle;
  /**
   * Most items of a batch from `POST /api/v1/batches`, at most 100,000 (MAX_BATCH_ITEMS); a JSON body has at most
   * 10,000 whatever the kind allows. The kind's own routes may have other limits.
   */
  readonly maxItems: number;
  /** What items and options look like to a caller, for the OpenAPI document; the checks of the handler decide. */
  readonly schema: { readonly item: JsonSchema; readonly options: JsonSchema };
  /** What columns of files mean; by default each the field of its name. */
  readonly columns?: FileColumns;
  /** The feature's own routes that submit such items. */
  readonly routes?: readonly KindRoute[];
  /** Only background kinds have limits. */
  readonly background?: BackgroundLimits;
}

/** A kind with its checks and columns, as its handler has it; the batch module names no kind itself. */
export interface Kind<Input extends object, Options extends object> extends KindDeclaration {
  /** Checks one raw item and converts it to the handler's type. */
  readonly checkItem: (raw: unknown) => Checked<Input>;
  /** Checks the raw options and adds defaults; the result is stored with the batch. */
  readonly checkOptions: (raw: unknown) => Checked<Options>;
  /** Scopes that these items require besides that of the kind; none when not implemented. */
  scopesOf?(items: readonly Input[], options: Options): readonly ScopeName[];
  /** Columns of a result; when empty, the fields of the outputs. */
  readonly exportColumns: readonly ExportColumn[];
  /** Fields of the inputs; without them the fields are ordered by name. */
  readonly inputFields?: ExportFields;
  /** Fields of the outputs of a kind without columns of its own. */
  readonly outputFields?: ExportFields;
}
