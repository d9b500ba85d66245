import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { BodyFile } from '../../platform/http/body-example.js';
import { invalid, type ValidationFault } from '../../platform/errors/app-error.js';
import { screenJson } from '../../platform/http/json-screen.js';
import { fault } from '../../platform/http/faults.js';
import { TEXT_ENCODINGS, type TextEncoding } from '../../platform/text/text-encoding.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { ON_INVALID, type OnInvalid } from '../files/imported-rows.js';
import { DELIMITERS, type DelimiterName, FILE_FORMATS, type FileFormat, type TableChoice } from '../files/table.js';
import { PRIORITIES } from '../model/status/batch-status.js';

type Kind = 'text' | 'json' | 'boolean' | 'integer';

interface Parameter {
  readonly is: Kind;
  readonly values?: readonly string[];
  readonly default?: string;
  readonly says: string;
}

const only = 'Only with a file. ';

/** Parameters that fill the fields of the batch. */
const OF_BATCH = {
  kind: { is: 'text', says: `${only}Kind of the batch; required.` },
  options: { is: 'json', says: `${only}Options of the kind, as JSON.` },
  name: { is: 'text', says: `${only}Caller-defined name of the batch.` },
  webhook_url: { is: 'text', says: `${only}Where the webhooks of the batch are sent.` },
  priority: { is: 'text', values: PRIORITIES, says: `${only}Order in which waiting batches run.` },
  metadata: { is: 'json', says: `${only}Caller-defined data of the batch, as JSON.` },
  atomic: { is: 'boolean', says: `${only}All items or none.` },
  max_concurrent: { is: 'integer', says: `${only}Most items that run at once.` },
  timeout_seconds: { is: 'integer', says: `${only}Time limit of one item in seconds.` },
} as const satisfies Record<string, Parameter>;

/** Parameters that say how the file is read. */
const OF_FILE = {
  mapping: {
    is: 'json',
    says: `${only}Which column goes to which field, as JSON: docs/api/files.md. Guessed when omitted.`,
  },
  format: { is: 'text', values: FILE_FORMATS, says: `${only}Format of the file, where it is not recognised.` },
  encoding: { is: 'text', values: TEXT_ENCODINGS, says: `${only}Encoding of its text, where it is not recognised.` },
  delimiter: {
    is: 'text',
    values: Object.keys(DELIMITERS),
    says: `${only}Separator of a CSV file, where it is not recognised.`,
  },
  sheet: {
    is: 'text',
    says: `${only}Name of the sheet of a workbook, or its number from 1; the first one when omitted.`,
  },
  on_invalid: {
    is: 'text',
    values: ON_INVALID,
    default: 'refuse',
    says: `${only}What becomes of rows that are no valid items: the whole file is refused, they are left out and told, or they are recorded as failed items.`,
  },
} as const satisfies Record<string, Parameter>;

/** What a file is sent for. */
export type FileUse = 'submission' | 'part' | 'retry';

/** Names of the parameters that say how a file is read. */
export const FILE_PARAMETERS: readonly string[] = Object.keys(OF_FILE);

const RETRY_VALUES: readonly string[] = ['refuse', 'skip'];

/** How a file is to be read, and what becomes of it. */
export interface ImportParameters {
  /** The fields of the batch that were given. */
  readonly envelope: Readonly<Record<string, unknown>>;
  readonly mapping: unknown;
  readonly format: FileFormat | undefined;
  readonly choice: TableChoice;
  readonly onInvalid: OnInvalid;
  /** All that was given, as text: with the file itself, what a repetition must match. */
  readonly given: string;
}

/** Documents files as the body of a route that submits a batch, and their parameters in the query or in a form. */
export const SubmitFiles = (): MethodDecorator => documented({ ...OF_BATCH, ...OF_FILE });
/** Documents them on a route that takes parts of a batch, which has its own fields already. */
export const DescribePartFiles = (): MethodDecorator => documented(OF_FILE);
/** Documents them on a route that takes corrected rows. */
export const RetryFiles = (): MethodDecorator =>
  documented({ ...OF_FILE, on_invalid: { ...OF_FILE.on_invalid, values: RETRY_VALUES } });

function documented(parameters: Readonly<Record<string, Parameter>>): MethodDecorator {
  const all = Object.entries(parameters);
  const fields = all.map(
    ([name, parameter]) => [name, { ...schemaOf(parameter), description: parameter.says }] as const,
  );
  return applyDecorators(
    ...all.map(([name, parameter]) =>
      ApiQuery({ name, required: false, description: parameter.says, schema: schemaOf(parameter) }),
    ),
    BodyFile({ ...Object.fromEntries(fields) }),
  );
}

const schemaOf = ({ is, values, default: preset }: Parameter): { readonly type: string; readonly enum?: string[] } => ({
  type: is === 'json' || is === 'text' ? 'string' : is,
  ...(values === undefined ? {} : { enum: [...values] }),
  ...definedOnly({ default: preset }),
});

/**
 * Reads the parameters of a file from the query and the fields of a form, a parameter from one of both. Throws
 * VALIDATION_ERROR with all faults; the fields of the batch are checked with those of other batches.
 */
export function readParameters(
  request: FastifyRequest,
  fields: ReadonlyMap<string, string>,
  of: FileUse,
): ImportParameters {
  const known: Readonly<Record<string, Parameter>> = of === 'submission' ? { ...OF_BATCH, ...OF_FILE } : OF_FILE;
  const faults: ValidationFault[] = [];
  const query = Object.entries(request.query as Readonly<Record<string, unknown>>).filter(
    // Read by the routes themselves; a retry has no dry run.
    ([name]) => name !== 'validate_only' || of === 'retry',
  );
  const given = new Map<string, string>();
  for (const [name, value] of [...query, ...fields]) {
    const type = !Object.hasOwn(known, name) ? 'unknown_field' : given.has(name) ? 'duplicate' : undefined;
    if (type !== undefined)
      faults.push(fault(name.slice(0, 100), type === 'duplicate' ? 'came twice' : 'is not a known field', value, type));
    else if (typeof value !== 'string') faults.push(fault(name, 'must be given once', value, 'string_type'));
    else given.set(name, value);
  }
  const read = new Map([...given].map(([name, text]) => [name, valueOf(name, text, known[name], faults)]));
  const onInvalid = (read.get('on_invalid') ?? 'refuse') as OnInvalid;
  if (of === 'retry' && onInvalid === 'fail_items')
    faults.push(fault('on_invalid', `must be one of ${RETRY_VALUES.join(', ')}`, onInvalid, 'enum'));
  if (of === 'submission' && !given.has('kind')) faults.push(fault('kind', 'Field required', undefined, 'missing'));
  if (faults.length > 0) throw invalid(faults.slice(0, 100));
  return {
    envelope: Object.fromEntries([...read].filter(([name]) => Object.hasOwn(OF_BATCH, name))),
    mapping: read.get('mapping'),
    format: read.get('format') as FileFormat | undefined,
    choice: {
      ...(given.has('encoding') ? { encoding: read.get('encoding') as TextEncoding } : {}),
      ...(given.has('delimiter') ? { delimiter: read.get('delimiter') as DelimiterName } : {}),
      ...(given.has('sheet') ? { sheet: String(read.get('sheet')).slice(0, 200) } : {}),
    },
    onInvalid,
    given: JSON.stringify([...given].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function valueOf(name: string, text: string, parameter: Parameter | undefined, faults: ValidationFault[]): unknown {
  const { is = 'text', values } = parameter ?? {};
  const refuse = (message: string, type: string): undefined => {
    faults.push(fault(name, message, text, type));
    return undefined;
  };
  if (values !== undefined && !values.includes(text)) return refuse(`must be one of ${values.join(', ')}`, 'enum');
  if (is === 'boolean')
    return text === 'true' || text === 'false' ? text === 'true' : refuse('must be true or false', 'bool_parsing');
  if (is === 'integer') return /^\d{1,9}$/.test(text) ? Number(text) : refuse('must be a whole number', 'int_parsing');
  if (is !== 'json') return text;
  try {
    const value: unknown = JSON.parse(text);
    const unfit = screenJson(value);
    return unfit === undefined ? value : refuse(`${unfit.field} ${unfit.message}`, unfit.error_type);
  } catch {
    return refuse('must be JSON', 'json_parsing');
  }
}
