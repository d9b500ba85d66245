import type { Batch, Item } from '../../typescript/src/main.js';
import type { Context } from './context.js';
import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.js';
import { plain } from './output.js';
import { refuseResults, saveExport } from './save-export.js';
import { Progress } from './progress.js';

/** What is done when a batch has ended. */
export interface FollowFlags {
  /** The file that takes the results. */
  readonly out?: string;
}

/** Most failed items that are listed for people; `--json` lists all. */
const LISTED = 10;

/** Follows a batch to its end, or until Ctrl-C, which lets it run on. The exit code tells how it ended. */
export async function follow(context: Context<FollowFlags>, id: string): Promise<ExitCode> {
  const { client, out, flags } = context;
  refuseResults(flags, out);
  const controller = new AbortController();
  const detach = (): void => controller.abort(new Error('detached'));
  process.once('SIGINT', detach);
  const progress = new Progress(out);
  let batch: Batch;
  try {
    batch = await client.batches.wait(id, {
      signal: controller.signal,
      onProgress: (state) => progress.show(state),
    });
  } catch (error) {
    progress.end();
    if (!controller.signal.aborted) throw error;
    out.say(`The batch runs on. Follow it again with: ${again(context, id)}`);
    return EXIT.detached;
  } finally {
    process.removeListener('SIGINT', detach);
  }
  progress.end();
  await tell(context, batch);
  if (flags.out !== undefined) await saveExport(context, id, { out: flags.out });
  return exitCodeOf(batch);
}

/** The command that follows the batch as this one did; the key is not shown. */
function again({ flags }: Context<FollowFlags>, id: string): string {
  const { url, profile, out, json } = flags;
  const values = Object.entries({ url, profile, out }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, quoted(value)],
  );
  return ['batchwright', 'watch', id, ...values, ...(json === true ? ['--json'] : [])].join(' ');
}

/** A word as a shell takes it. */
const quoted = (word: string): string => (/^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The outcome and the items that failed. */
export async function tell({ client, out }: Context<object>, batch: Batch): Promise<void> {
  const { id, status, counters } = batch;
  if (out.isJson) await out.json(batch);
  const failed: Item[] = [];
  if (counters.failed > 0)
    for await (const item of client.batches.items(id, { status: 'failed' })) {
      if (out.isJson) await out.json(item);
      else failed.push(item);
      if (!out.isJson && failed.length >= LISTED) break;
    }
  if (out.isJson) return;
  out.say(`${status}: ${counters.succeeded} succeeded, ${counters.failed} failed, ${counters.cancelled} cancelled.`);
  for (const { index, ref, error } of failed)
    out.say(plain(`  ${ref ?? `item ${index}`}: ${error?.code ?? ''} ${error?.message ?? ''}`));
  const rest = counters.failed - failed.length;
  if (rest > 0) out.say(`  and ${rest} more: batchwright items ${id} --status failed`);
  await out.line(id);
}
