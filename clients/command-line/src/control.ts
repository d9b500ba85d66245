import { ApiError, type Batch } from '../../typescript/src/main.js';
import type { Context } from './context.js';
import { EXIT, type ExitCode, UsageError } from './exit-codes.js';
import { toJson } from './fault.js';
import { follow, type FollowFlags } from './follow.js';
import { plain } from './output.js';
import { openFile } from './read-file.js';
import { refuseResults } from './save-export.js';
import { type SubmitFlags, toFileOptions } from './submit.js';
import { tellFixed } from './tell-import.js';

export const CONTROLS = ['pause', 'resume', 'cancel', 'retry', 'delete'] as const;
export type Control = (typeof CONTROLS)[number];

/** Carries a control out for every id; the others go on when one is refused. */
export async function control(
  { client, out }: Context<object>,
  name: Control,
  ids: readonly string[],
): Promise<ExitCode> {
  let refused = 0;
  for (const id of ids) {
    try {
      const answer = await client.batches[name](id);
      const batch = stateIn(answer);
      if (out.isJson) await out.json(batch ?? { id, deleted: true });
      else out.say(batch === undefined ? `${id}: deleted` : `${id}: ${batch.status}`);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 401) throw error;
      refused += 1;
      if (out.isJson) out.sayJson({ id, ...toJson(error) });
      else out.say(`${id}: ${plain(error.code)}: ${plain(error.message)}`);
    }
  }
  if (refused === 0) return EXIT.succeeded;
  return refused === ids.length ? EXIT.failed : EXIT.partial;
}

/** The state of the batch in what a control answers: a deletion answers nothing. */
const stateIn = (answer: unknown): Batch | undefined => {
  if (typeof answer !== 'object' || answer === null) return undefined;
  return ('batch' in answer ? answer.batch : answer) as Batch;
};

/** `import-fixed <id> <file>`: the mended rows of `export --only failed`. */
export async function importFixed(
  context: Context<SubmitFlags & FollowFlags>,
  id: string,
  path: string,
): Promise<ExitCode> {
  const { client, out, flags } = context;
  const { onInvalid } = flags;
  if (onInvalid === 'fail_items') throw new UsageError('A bad row of mended rows is refused or skipped.');
  refuseResults(flags, out);
  const { format, input } = await openFile(path, flags.format);
  if (format === 'json') throw new UsageError('Mended rows come as csv, ndjson or xlsx.');
  const how = toFileOptions({ ...flags, onInvalid });
  const fixed = await client.batches.importFixed(id, input, { ...how, format });
  tellFixed(out, fixed);
  if (flags.watch === true || flags.out !== undefined) return follow(context, id);
  if (out.isJson) await out.json(fixed);
  else await out.line(id);
  return EXIT.succeeded;
}
