import { counted } from './counted.js';
import type { Batch, FileOptions, ImportOptions, Mapping } from '../../typescript/src/main.js';
import type { Context } from './context.js';
import { EXIT, type ExitCode, UsageError } from './exit-codes.js';
import { follow, type FollowFlags } from './follow.js';
import { refuseResults } from './save-export.js';
import { openFile, readItems } from './read-file.js';
import { tellImport, tellVerdicts } from './tell-import.js';

/** Flags of every command that makes a batch. */
export interface BatchFlags {
  readonly option?: readonly string[];
  readonly name?: string;
  readonly priority?: ImportOptions['priority'];
  readonly idempotencyKey?: string;
}

/** Flags of every command that takes a file. */
export interface FileFlags {
  readonly map?: readonly string[];
  readonly set?: readonly string[];
  readonly mapping?: string;
  readonly onInvalid?: ImportOptions['onInvalid'];
  readonly format?: string;
  readonly encoding?: ImportOptions['encoding'];
  readonly delimiter?: ImportOptions['delimiter'];
  readonly sheet?: string;
}

/** Flags of `submit`. */
export interface SubmitFlags extends BatchFlags, FileFlags, FollowFlags {
  readonly dryRun?: boolean;
  readonly watch?: boolean;
}

/** `submit <kind> <file>` */
export async function submit(context: Context<SubmitFlags>, kind: string, path: string): Promise<ExitCode> {
  const { flags, client, out } = context;
  refuseResults(flags, out);
  const file = await openFile(path, flags.format);
  if (file.format === 'json') return submitJson(context, kind, readItems(file.input));
  const how: ImportOptions = { ...toBatchOptions(flags), ...toFileOptions(flags), format: file.format };
  if (flags.dryRun === true) return tellVerdicts(out, await client.batches.checkFile(kind, file.input, how));
  const batch = await client.batches.import(kind, file.input, how);
  tellImport(out, batch.import);
  return submitted(context, batch);
}

/** What says how rows are read. */
const OF_ROWS = {
  map: '--map',
  mapping: '--mapping',
  set: '--set',
  encoding: '--encoding',
  delimiter: '--delimiter',
  sheet: '--sheet',
  onInvalid: '--on-invalid',
} as const;

/** The items of a JSON file have no rows. */
export function refuseRowFlags(flags: FileFlags): void {
  for (const [name, flag] of Object.entries(OF_ROWS))
    if (flags[name as keyof typeof OF_ROWS] !== undefined)
      throw new UsageError(`${flag} is for csv, ndjson and xlsx; the items of a JSON file are taken as they are.`);
}

async function submitJson(
  context: Context<SubmitFlags>,
  kind: string,
  { items, ...envelope }: { readonly items: readonly unknown[] },
): Promise<ExitCode> {
  const { flags, client, out } = context;
  refuseRowFlags(flags);
  const { idempotencyKey, ...options } = toBatchOptions(flags);
  const submission = {
    ...envelope,
    ...options,
    kind,
    items: items as readonly Record<string, unknown>[],
  };
  if (flags.dryRun === true) return tellVerdicts(out, await client.batches.check(submission));
  return submitted(context, await client.batches.submit(submission, { idempotencyKey }));
}

async function submitted(context: Context<SubmitFlags>, batch: Batch): Promise<ExitCode> {
  const { flags, out } = context;
  out.say(`Submitted ${counted(batch.counters.total, 'item')} as ${batch.id}.`);
  if (flags.watch === true || flags.out !== undefined) return follow(context, batch.id);
  if (out.isJson) await out.json(batch);
  else await out.line(batch.id);
  return EXIT.succeeded;
}

/** What the flags say of the batch. */
export function toBatchOptions({ option, name, priority, idempotencyKey }: BatchFlags) {
  return given({ name, priority, idempotencyKey, options: toFields('--option', option) });
}

/** How to read the file. */
export function toFileOptions<OnInvalid extends string>(
  flags: Omit<FileFlags, 'onInvalid'> & { readonly onInvalid?: OnInvalid | undefined },
): FileOptions & { readonly onInvalid?: OnInvalid } {
  const { encoding, delimiter, sheet, onInvalid } = flags;
  return given({ encoding, delimiter, sheet, onInvalid, mapping: toMapping(flags) });
}

/** The fields that have a value. */
const given = <T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

/** The mapping of `--map`, `--set` and `--mapping`; undefined when the service is to guess it. */
export function toMapping({ map, set, mapping }: Pick<SubmitFlags, 'map' | 'set' | 'mapping'>): Mapping | undefined {
  if (map === undefined && set === undefined && mapping === undefined) return undefined;
  const base = mapping === undefined ? {} : (parseJson('--mapping', mapping) as Mapping);
  const columns = (map ?? []).map((text) => {
    // The last equals sign divides: names of columns may hold one, names of fields do not.
    const at = text.lastIndexOf('=');
    if (at < 1)
      throw new UsageError(`--map takes column=field, not ${text}. An empty field keeps the column as metadata.`);
    const [field = '', ...convert] = text.slice(at + 1).split('|');
    if (field === '') return [text.slice(0, at), null];
    return [text.slice(0, at), convert.length === 0 ? field : { field, convert }];
  });
  const fixed = toFields('--set', set);
  return {
    ...base,
    ...(map === undefined ? {} : { columns: { ...base.columns, ...Object.fromEntries(columns) } }),
    ...(fixed === undefined ? {} : { fixed: { ...base.fixed, ...fixed } }),
  };
}

/** `name=value` as fields; a value that is JSON is that, any other is text. */
export function toFields(flag: string, given: readonly string[] | undefined): Record<string, unknown> | undefined {
  if (given === undefined) return undefined;
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new UsageError(`${flag} takes name=value, not ${text}.`);
      return [text.slice(0, at), jsonOrText(text.slice(at + 1))];
    }),
  );
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function parseJson(flag: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${flag} is not valid JSON.`, { cause: error });
  }
}
