import { LEADING_HEADERS } from '../export/columns.js';
import { REF } from '../model/fields/field-path.js';
import { METADATA, OWN_COLUMNS, type Target } from './mapping.js';

/** What a line of JSON of an export says of an item besides its input, its name and its metadata. */
const LINE_FIELDS: readonly string[] = [
  ...['index', 'status', 'output', 'error', 'started_at', 'ended_at', 'attempts'],
  ...['run_at', 'wait_reason', 'step', 'warnings', 'attempt_log'],
];

/** The column of an exported line of JSON that holds the whole input. */
export const INPUT = 'input';
/** What the columns of the inputs begin with in an exported table. */
const INPUT_PREFIX = `${INPUT}.`;

/**
 * What a file is, by the names of its columns: an export with the columns of the service that comes back, or anything
 * else.
 */
export type Exported = 'table' | 'lines' | undefined;

/** Recognises an export of the standard layout, whoever has rearranged or removed columns of it. */
export function exportedAs(names: readonly string[]): Exported {
  const all = new Set(names);
  if (!all.has('index') || !all.has('status')) return undefined;
  if (all.has(INPUT) && all.has('attempts')) return 'lines';
  return names.some((name) => name.startsWith(INPUT_PREFIX)) ? 'table' : undefined;
}

/** The columns of a file that an export added to what the caller sent: they are ours, and no input. */
export function ourColumns(names: readonly string[], { exported = [] }: Target): ReadonlySet<string> {
  const kind = exportedAs(names);
  if (kind === undefined) return new Set(OWN_COLUMNS);
  const told = kind === 'lines' ? LINE_FIELDS : LEADING_HEADERS.filter((name) => name !== REF);
  const outputs = names.filter((name) => kind === 'table' && name.startsWith('output.'));
  return new Set([...OWN_COLUMNS, ...told, ...outputs, ...(kind === 'table' ? exported : [])]);
}

/** The name of a column as its caller would have written it: that of an exported table says that it is of the input. */
export const nameAsSent = (name: string, exported: Exported): string =>
  exported === 'table' && name.startsWith(INPUT_PREFIX) ? name.slice(INPUT_PREFIX.length) : name;

/** Whether a column of an exported table holds the metadata of the items as JSON. */
export const isMetadataText = (name: string, exported: Exported): boolean => exported === 'table' && name === METADATA;
