import { ApiProperty } from '@nestjs/swagger';
import { allows, type ScopeName } from '../../accounts/rights/scopes.js';
import { BATCH_BODY_LIMIT } from '../../platform/http/json-body.js';
import { EXPORT_FORMATS, type ExportFormat } from '../export/formats.js';
import { KINDS } from '../model/kinds/declared-kinds.js';
import { type AnyHandler, isBackground } from '../model/handlers/handler-registry.js';
import { type ItemField, itemFields } from '../model/fields/item-schema.js';
import type { BackgroundLimits, JsonSchema, KindName } from '../model/kinds/kind.js';
import { MAX_ATOMIC_ITEMS, MAX_JSON_ITEMS, MAX_STREAM_BYTES } from '../model/items/submission.js';

/** A setting of a batch: what it is unless the caller says otherwise, and the most that the caller may say. */
export class KindLimitDto {
  /**
   * The value when the caller gives none.
   * @example 5
   */
  default!: number;

  /**
   * The largest value that is accepted.
   * @example 20
   */
  max!: number;
}

/** How large a batch of a kind may be, and how it runs. */
export class KindLimitsDto {
  /**
   * Most items of a batch, however it is sent.
   * @example 100000
   */
  max_items!: number;

  /**
   * Most items of a batch that is sent as one JSON body.
   * @example 10000
   */
  max_items_json!: number;

  /** Most items of a batch with `atomic: true`; null for a kind whose batches cannot be atomic. */
  max_items_atomic!: number | null;

  /**
   * Largest JSON body, in bytes.
   * @example 5242880
   */
  max_json_bytes!: number;

  /**
   * Largest body of lines, in bytes.
   * @example 67108864
   */
  max_file_bytes!: number;

  /** Items that run at once, over all processes; null for a kind whose items run one after the other. */
  max_concurrent!: KindLimitDto | null;

  /** Time limit of one item in seconds; null for a kind without one. */
  timeout_seconds!: KindLimitDto | null;

  /**
   * Most attempts at an item whose failure is temporary, the first included.
   * @example 3
   */
  max_attempts!: number;
}

/** The scopes that a key needs for batches of a kind, all of those listed. */
export class KindScopesDto {
  /**
   * For submitting batches.
   * @example ["batch:write", "url:write"]
   */
  submit!: string[];

  /**
   * For reading their items and downloading them.
   * @example ["batch:read", "url:read"]
   */
  read!: string[];
}

/** A field of a kind's items that a column of a file can fill. */
export class KindFieldDto {
  /**
   * Path of the field in the item; dots lead into objects.
   * @example "url"
   */
  path!: string;

  /** Type of its value; `any` when several are accepted. */
  @ApiProperty({ enum: ['string', 'integer', 'number', 'boolean', 'array', 'object', 'any'] })
  type!: ItemField['type'];

  /** Whether every item needs it. */
  required!: boolean;

  /**
   * What it means; null when its kind does not say.
   * @example "The address."
   */
  description!: string | null;

  /** A valid value of any type; null when its kind gives none. */
  example!: unknown;

  /** The values that are accepted; null when there are others. */
  @ApiProperty({ type: 'array', items: {}, nullable: true, example: null })
  enum!: readonly unknown[] | null;

  /**
   * Other names by which a column of a file is recognised, without regard to case, spaces and underscores.
   * @example ["website", "link"]
   */
  synonyms!: string[];

  static from({ path, type, isRequired, schema, synonyms }: ItemField): KindFieldDto {
    const { description, example, enum: values } = schema;
    return {
      path,
      type,
      required: isRequired,
      description: typeof description === 'string' ? description : null,
      example: example ?? null,
      enum: Array.isArray(values) ? (values as readonly unknown[]) : null,
      synonyms: [...synonyms],
    };
  }
}

/** A route of a feature that submits items of a kind too, in a format of its own. */
export class KindRouteDto {
  /**
   * Method of the route.
   * @example "POST"
   */
  method!: string;

  /**
   * Path of the route.
   * @example "/api/v1/batch-processing/start"
   */
  path!: string;
}

/** A kind of batches: what one item is, what is done with it, what comes out. */
export class KindDto {
  /** Name for programs: the `kind` of a batch. */
  @ApiProperty({ type: 'string', enum: KINDS })
  name!: KindName;

  /**
   * Name for people.
   * @example "URL analysis"
   */
  title!: string;

  /**
   * What is done with an item; empty when the kind does not say.
   * @example "Audits web pages."
   */
  description!: string;

  /**
   * `transactional`: items change rows of this service, one after the other. `background`: they run for longer, several
   * at once.
   */
  @ApiProperty({ enum: ['background', 'transactional'] })
  mode!: 'background' | 'transactional';

  /** The scopes that a key needs. */
  scopes!: KindScopesDto;

  /** Whether the key of this request may submit batches of the kind. */
  may_submit!: boolean;

  /** Whether the key of this request may read their items. */
  may_read!: boolean;

  /** How large a batch may be, and how it runs. */
  limits!: KindLimitsDto;

  /** JSON Schema of an item, without `ref` and `metadata`, which every item may have. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { type: 'object', required: ['url'] } })
  item_schema!: JsonSchema;

  /** JSON Schema of `options`. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { type: 'object', properties: {} } })
  options_schema!: JsonSchema;

  /** The fields of an item that a column of a file can fill; `ref` besides. */
  fields!: KindFieldDto[];

  /**
   * The free-form object of an item that takes columns of no field; null: such columns become the item's `metadata`.
   * @example null
   */
  rest_field!: string | null;

  /** The formats of exports. */
  @ApiProperty({ type: 'string', isArray: true, enum: EXPORT_FORMATS, example: EXPORT_FORMATS })
  export_formats!: readonly ExportFormat[];

  /**
   * The columns of a result in tables; null when they are the fields of the outputs, as `output.…`.
   * @example ["score", "lcp_ms"]
   */
  export_columns!: string[] | null;

  /** The feature's own routes that submit such items. */
  routes!: KindRouteDto[];

  static from(handler: AnyHandler, granted: ReadonlySet<ScopeName>): KindDto {
    const { kind } = handler;
    const submit = ['batch:write', kind.scopes.submit];
    const read = ['batch:read', kind.scopes.read];
    const columns = kind.exportColumns.map(({ header }) => header);
    const outputs = kind.outputFields;
    return {
      name: kind.name,
      title: kind.title,
      description: kind.description ?? '',
      mode: isBackground(handler) ? 'background' : 'transactional',
      scopes: { submit, read },
      may_submit: submit.every((scope) => allows(granted, scope)),
      may_read: read.every((scope) => allows(granted, scope)),
      limits: limitsOf(kind.maxItems, isBackground(handler) ? kind.background : undefined),
      item_schema: kind.schema.item,
      options_schema: kind.schema.options,
      fields: itemFields(kind).map((field) => KindFieldDto.from(field)),
      rest_field: kind.columns?.rest ?? null,
      export_formats: EXPORT_FORMATS,
      export_columns:
        columns.length > 0 ? columns : outputs === undefined ? null : outputs.paths.map((path) => `output.${path}`),
      routes: (kind.routes ?? []).map(({ method, path }) => ({ method, path })),
    };
  }
}

/** The kinds of batches in the order of the documentation. */
export class KindListDto {
  /** The kinds. */
  results!: KindDto[];
}

function limitsOf(maxItems: number, background: BackgroundLimits | undefined): KindLimitsDto {
  const seconds = (ms: number): number => Math.floor(ms / 1000);
  return {
    max_items: maxItems,
    max_items_json: Math.min(maxItems, MAX_JSON_ITEMS),
    max_items_atomic: background === undefined ? Math.min(maxItems, MAX_ATOMIC_ITEMS) : null,
    max_json_bytes: BATCH_BODY_LIMIT,
    max_file_bytes: MAX_STREAM_BYTES,
    max_concurrent: background === undefined ? null : { ...background.concurrency },
    timeout_seconds:
      background === undefined
        ? null
        : { default: seconds(background.timeoutMs.default), max: seconds(background.timeoutMs.max) },
    max_attempts: background?.attempts ?? 1,
  };
}
