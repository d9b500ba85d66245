import type { Batch, Item, SearchHit } from '../../typescript/src/main.js';
import type { Context } from './context.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { follow, type FollowFlags } from './follow.js';
import { first, write } from './listing.js';
import { cell, plain } from './output.js';
import { progressLine } from './progress.js';

/** Flags of `list`. */
export interface ListFlags {
  readonly kind?: Batch['kind'];
  readonly status?: Batch['status'];
  readonly priority?: Batch['priority'];
  readonly query?: string;
  readonly limit?: number;
}

/** `list`: batches, newest first. */
export async function list({ client, out, flags }: Context<ListFlags>): Promise<ExitCode> {
  const { kind, status, priority, query: q, limit = 20 } = flags;
  const filter = Object.fromEntries(
    Object.entries({ kind, status, priority, q }).filter(([, value]) => value !== undefined),
  );
  const batches = client.batches.all({ ...filter, limit: Math.min(100, limit) });
  await write(out, ['ID', 'KIND', 'STATUS', 'DONE', 'FAILED', 'CREATED', 'NAME'], first(limit, batches), rowOf);
  return EXIT.succeeded;
}

function rowOf({ id, kind, status, counters, created_at: created, name }: Batch): string[] {
  const done = counters.succeeded + counters.failed + counters.cancelled;
  return [id, kind, status, `${done}/${counters.total}`, String(counters.failed), created, name ?? ''];
}

/** `show <id>`: a batch as it stands, or followed. */
export async function show(
  context: Context<FollowFlags & { readonly watch?: boolean }>,
  id: string,
): Promise<ExitCode> {
  const { client, out, flags } = context;
  if (flags.watch === true) return follow(context, id);
  const batch = await client.batches.get(id);
  if (out.isJson) {
    await out.json(batch);
    return EXIT.succeeded;
  }
  const { counters, ...fields } = batch;
  for (const [name, value] of Object.entries(fields))
    if (value !== null) await out.line(plain(`${name}: ${cell(value)}`));
  for (const [name, value] of Object.entries(counters)) await out.line(`${name}: ${cell(value)}`);
  out.say(progressLine(batch, true));
  return EXIT.succeeded;
}

/** Flags of `items`. */
export interface ItemsFlags {
  readonly status?: Item['status'];
  readonly code?: string;
  readonly query?: string;
  readonly limit?: number;
}

/** `items <id>`: its items in their order. */
export async function items({ client, out, flags }: Context<ItemsFlags>, id: string): Promise<ExitCode> {
  const { status, code, query: q, limit = Infinity } = flags;
  const filter = Object.fromEntries(Object.entries({ status, code, q }).filter(([, value]) => value !== undefined));
  const found = first(limit, client.batches.items(id, { ...filter, ...(limit < 100 ? { limit } : {}) }));
  await write(out, ['INDEX', 'STATUS', 'REF', 'ERROR', 'INPUT'], found, rowOfItem);
  return EXIT.succeeded;
}

const rowOfItem = ({ index, status, ref, error, input }: Item): string[] => [
  String(index),
  status,
  ref ?? '',
  error === null ? '' : `${error.code}: ${error.message}`,
  cell(input),
];

/** `search <words>`: what a person has in hand: an id, a name, a ref, words of an error or an input. */
export async function search(
  { client, out, flags }: Context<{ readonly kind?: Batch['kind']; readonly limit?: number }>,
  q: string,
): Promise<ExitCode> {
  const { kind, limit = 20 } = flags;
  const filter = { limit: Math.min(100, limit), ...(kind === undefined ? {} : { kind }) };
  const found = client.batches.search(q, filter);
  await write(out, ['FOUND IN', 'BATCH', 'ITEM', 'REF', 'TEXT'], first(limit, found), rowOfHit);
  return EXIT.succeeded;
}

const rowOfHit = ({ found_in: place, batch, item }: SearchHit): string[] => [
  place,
  batch.id,
  item === null ? '' : String(item.index),
  item?.ref ?? '',
  item?.excerpt ?? batch.name ?? '',
];
