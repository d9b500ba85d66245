import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../support/programs.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { Service } from '../support/service.js';

/** A command of the README, and the answer that it shows below it. */
interface Example {
  readonly command: string;
  readonly shown: unknown;
}

const README = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
const MARK = '--- the next example ---';

/** The commands of a section in their order. */
function examplesOf(heading: string): Example[] {
  const section = README.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  return [...section.matchAll(/^```sh\n(.*?)^```\n(?:\n```json\n(.*?)^```)?/gms)].map(([, command = '', shown]) => ({
    command,
    shown: shown === undefined ? undefined : (JSON.parse(shown) as unknown),
  }));
}

/** What differs from run to run. */
const VOLATILE = new Set(['processing_time_ms', 'created_at', 'completed_at']);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const settled = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => {
      if (typeof inner === 'string' && UUID.test(inner)) return 'a uuid';
      return VOLATILE.has(key) ? `a ${typeof inner}` : inner;
    }),
  );

describeWith('curl', 'The worked examples of the README', () => {
  it('come out as they are shown, on a fresh start, one after the other', async () => {
    const directory = temporaryDirectory();
    const service = await Service.start({ dataDir: join(directory, 'data'), env: { LOG_LEVEL: 'warn' } });
    const examples = [...examplesOf('Contacts:'), ...examplesOf('Operations:')];
    const commands = ['KEY=$(cat data/admin-key)', ...examples.map(({ command }) => command)].join(
      `\necho '${MARK}'\n`,
    );
    const printed = execFileSync('bash', ['-euc', commands.replaceAll('http://127.0.0.1:8000', service.url)], {
      cwd: directory,
      encoding: 'utf8',
    }).split(MARK);
    expect(printed).toHaveLength(examples.length + 1);
    expect(examples.filter(({ shown }) => shown !== undefined)).toHaveLength(2);
    for (const [at, { shown, command }] of examples.entries()) {
      const lines = (printed[at + 1] ?? '').trim().split('\n');
      const answers = lines.map((line) => JSON.parse(line) as { readonly error_code?: string });
      expect({ command, failed: answers.filter((answer) => answer.error_code !== undefined) }).toEqual({
        command,
        failed: [],
      });
      if (shown !== undefined) expect(settled(answers[0])).toEqual(settled(shown));
    }
    await service.stop();
  }, 120_000);
});
