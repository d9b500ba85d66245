import type { Finding } from './trial.js';

/** A section and its result: a finding, the reason why it was not run, or why it could not continue. */
export interface Row {
  readonly name: string;
  readonly on: string;
  readonly seconds: number;
  readonly finding?: Finding;
  readonly notRun?: string;
  readonly reason?: string;
}

const isKept = ({ finding, notRun }: Row): boolean => notRun !== undefined || finding?.broken.length === 0;

function outcome(row: Row): string {
  if (row.notRun !== undefined) return `not run: ${row.notRun}`;
  return isKept(row) ? 'kept' : 'BROKEN';
}

/** Prints a section as soon as it is over. */
export function print(row: Row): void {
  const { name, on, seconds, finding, reason } = row;
  console.log(`\n${name} (${on}, ${seconds.toFixed(0)} s): ${outcome(row)}`);
  if (reason !== undefined) console.log(`  ! could not go on: ${reason}`);
  if (finding === undefined) return;
  console.log(`  ${finding.what}`);
  console.log(
    `  acknowledged ${finding.batches} batches, ${finding.items} items; lost ${finding.lost}, doubled ${finding.doubled}, ` +
      `wrong counters ${finding.wrong}, charged ${finding.charged}`,
  );
  console.log(`  answers: ${finding.answers}`);
  if (finding.times.length > 0) console.log(`  times: ${finding.times.join('; ')}`);
  console.log(`  ${finding.notes.join('; ')}`);
  for (const fault of finding.broken) console.log(`  ! ${fault}`);
}

const HEAD = [
  'Fault',
  'On',
  'What was done',
  'Batches',
  'Items',
  'Lost',
  'Doubled',
  'Wrong',
  'Charged',
  'Answers',
  'Times (bounds)',
  'Result',
];

/** Prints all sections as a Markdown table. Returns whether every guarantee held. */
export function printSummary(rows: readonly Row[]): boolean {
  const cells = rows.map((row) => {
    const { finding: f } = row;
    const figures =
      f === undefined
        ? Array<string>(8).fill('–')
        : [f.what, ...[f.batches, f.items, f.lost, f.doubled, f.wrong, f.charged].map(String), f.answers];
    return [row.name, row.on, ...figures, f?.times.join('; ') ?? '–', outcome(row)];
  });
  const lines = [HEAD, HEAD.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`);
  const sum = (pick: (finding: Finding) => number): string =>
    rows.reduce((all, { finding }) => all + (finding === undefined ? 0 : pick(finding)), 0).toLocaleString('en');
  console.log(`\n${lines.join('\n')}`);
  console.log(
    `\n${sum((f) => f.batches)} batches and ${sum((f) => f.items)} items acknowledged; lost ${sum((f) => f.lost)}, doubled ` +
      `${sum((f) => f.doubled)}, wrong counters ${sum((f) => f.wrong)}; ${rows.filter((row) => !isKept(row)).length} of ${rows.length} sections broken; ` +
      `${Math.round(rows.reduce((all, { seconds }) => all + seconds, 0))} s`,
  );
  return rows.length > 0 && rows.every(isKept);
}
