import { counted } from './counted.js';
import type { StoredPart } from '../../typescript/src/main.js';
import type { Context } from './context.js';
import { EXIT, type ExitCode, UsageError } from './exit-codes.js';
import { follow, type FollowFlags } from './follow.js';
import { paged, write } from './listing.js';
import { openFile, readItems } from './read-file.js';
import { refuseResults } from './save-export.js';
import { type BatchFlags, type FileFlags, refuseRowFlags, toBatchOptions, toFileOptions } from './submit.js';
import { tellImport } from './tell-import.js';

/** `open <kind>`: a batch that gets its items in parts. */
export async function open(
  { client, out, flags }: Context<BatchFlags & { readonly start?: 'at_seal' | 'at_once' }>,
  kind: string,
): Promise<ExitCode> {
  const { idempotencyKey, ...options } = toBatchOptions(flags);
  const start = flags.start === undefined ? {} : { start: flags.start };
  const batch = await client.parts.open({ kind, ...options, ...start }, { idempotencyKey });
  out.say(`Open until ${batch.seal_by ?? 'its seal'}.`);
  if (out.isJson) await out.json(batch);
  else await out.line(batch.id);
  return EXIT.succeeded;
}

/** `append <id> <file> --part <n>`: prints how many items the batch has, or would have. */
export async function append(
  { client, out, flags }: Context<FileFlags & { readonly part: number; readonly dryRun?: boolean }>,
  id: string,
  path: string,
): Promise<ExitCode> {
  const { format, input } = await openFile(path, flags.format);
  const { dryRun: validateOnly } = flags;
  let stored: StoredPart;
  if (format === 'json') {
    refuseRowFlags(flags);
    const { items, ...others } = readItems(input);
    for (const name of Object.keys(others))
      throw new UsageError(`A part has items only, not ${name}: pass it to open.`);
    stored = await client.parts.append(id, flags.part, items as readonly Record<string, unknown>[], { validateOnly });
  } else {
    stored = await client.parts.appendFile(id, flags.part, input, { ...toFileOptions(flags), format, validateOnly });
  }
  if (stored.import !== undefined) tellImport(out, stored.import);
  if (validateOnly === true)
    out.say(
      `Nothing was stored. Part ${stored.part} would have ${counted(stored.items, 'item')}, the batch ${stored.total}.`,
    );
  else out.say(`Part ${stored.part} has ${counted(stored.items, 'item')}, the batch ${stored.total}.`);
  if (out.isJson) await out.json(stored);
  else await out.line(String(stored.total));
  return EXIT.succeeded;
}

/** `parts <id>`: the parts that have come. */
export async function parts({ client, out }: Context<object>, id: string): Promise<ExitCode> {
  const found = paged((cursor: number | undefined) =>
    client.parts.list(id, { limit: 100, ...(cursor === undefined ? {} : { cursor }) }),
  );
  await write(out, ['PART', 'FIRST', 'ITEMS', 'STORED'], found, (one) => [
    String(one.part),
    String(one.first_index),
    String(one.items),
    one.created_at,
  ]);
  return EXIT.succeeded;
}

/** `seal <id> --count <n>`: the batch has all its items. */
export async function seal(
  context: Context<FollowFlags & { readonly count: number; readonly watch?: boolean }>,
  id: string,
): Promise<ExitCode> {
  const { client, out, flags } = context;
  refuseResults(flags, out);
  const batch = await client.parts.seal(id, flags.count);
  out.say(`Sealed with ${counted(batch.counters.total, 'item')}.`);
  if (flags.watch === true || flags.out !== undefined) return follow(context, id);
  if (out.isJson) await out.json(batch);
  else await out.line(id);
  return EXIT.succeeded;
}
