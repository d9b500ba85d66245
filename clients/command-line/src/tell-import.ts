import { counted } from './counted.js';
import type { components, Fixed, Import } from '../../typescript/src/main.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type Output, plain } from './output.js';

type DryRun = components['schemas']['DryRun'];
/** Rows have a line besides the index of their item. */
type Verdict = components['schemas']['Verdict'] & { readonly line?: number };

/** How a file was read: which column became what, and what was left out. */
export function tellImport(out: Output, { format, encoding, columns, skipped, failed }: Import): void {
  out.say(`Read as ${format}${encoding === null ? '' : ` in ${encoding}`}:`);
  for (const { name, field, metadata, guessed } of columns)
    out.say(
      plain(
        `  ${name} -> ${field ?? (metadata ? 'metadata' : 'nothing')}${guessed && field !== null ? ' (guessed)' : ''}`,
      ),
    );
  if (skipped.count > 0) out.say(`Left out ${skipped.count} bad rows: ${lines(skipped)}.`);
  if (failed.count > 0) out.say(`Recorded ${failed.count} bad rows as failed: ${lines(failed)}.`);
}

const lines = (rows: { readonly count: number; readonly lines: readonly number[] }): string =>
  `lines ${rows.lines.slice(0, 10).join(', ')}${rows.count > 10 ? ' …' : ''}`;

/** What a dry run found: a line for every bad row. */
export async function tellVerdicts(out: Output, run: DryRun & { readonly import?: Import }): Promise<ExitCode> {
  const verdicts: readonly Verdict[] = run.items ?? [];
  const bad = verdicts.filter(({ valid }) => !valid);
  if (out.isJson) {
    for (const verdict of verdicts) await out.json(verdict);
  } else {
    if (run.import !== undefined) tellImport(out, run.import);
    const rows = bad.map(({ index, line, error }) => [
      line === undefined ? `item ${index}` : `line ${line}`,
      error?.code ?? '',
      error?.message ?? '',
    ]);
    await out.table(['WHERE', 'CODE', 'MESSAGE'], rows);
  }
  out.say(`Nothing was stored. ${run.total - bad.length} of ${run.total} rows are valid.`);
  if (run.valid) return EXIT.succeeded;
  return bad.length === run.total ? EXIT.failed : EXIT.partial;
}

/** What became of mended rows. */
export function tellFixed(out: Output, { retried, import: read }: Fixed): void {
  out.say(`${counted(retried, 'item')} run again of ${counted(read.rows, 'row')}.`);
  if (read.left.count > 0) out.say(`Left ${read.left.count} alone, which had not failed: ${lines(read.left)}.`);
  if (read.skipped.count > 0) out.say(`Left out ${read.skipped.count} bad rows: ${lines(read.skipped)}.`);
}
