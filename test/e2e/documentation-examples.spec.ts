import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { freePort } from '../support/free-port.cjs';
import { linkExampleKind } from '../support/installed-package.js';
import { describeWith } from '../support/programs.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { Service } from '../support/service.js';

const root = join(__dirname, '..', '..');
const pagesIn = (folder: string): string[] =>
  // Entries, not names: a list of names goes on through links, and an example links back to this package.
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
    .sort();
const PAGES = ['README.md', 'CONTRIBUTING.md', ...pagesIn('docs'), ...pagesIn('examples')];
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** A shell block of a page, and the JSON that the page shows as its answer. */
interface Example {
  readonly command: string;
  readonly shown: unknown;
}

/** The shell blocks of a page in their order. */
function examplesOf(page: string): Example[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```sh\n(.*?)^```\n(?:\n```json\n(.*?)^```)?/gms)].map(([, command = '', shown]) => ({
    command: command.trim(),
    shown: shown === undefined ? undefined : (JSON.parse(shown) as unknown),
  }));
}

/** Commands of npm are checked by their names; whole tests install, start, migrate and benchmark. */
const isOfNpm = ({ command }: Example): boolean => command.split('\n').every((line) => /^(npm |git |#|$)/.test(line));
/** A block that starts the service with settings of its own: the examples below it need them. */
const START = /^((?:[A-Z_]+=\S+ )+)npm start$/;

const settingsOf = (examples: readonly Example[]): Record<string, string> =>
  Object.fromEntries(
    examples.flatMap(({ command }) =>
      [...(START.exec(command)?.[1] ?? '').matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    ),
  );

/** What differs from run to run; the rest of an answer is as the page shows it. */
const VOLATILE = new Set(['processing_time_ms', 'created_at', 'completed_at', 'started_at', 'timestamp', 'trace_id']);
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const comparable = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => {
      if (VOLATILE.has(key)) return `a ${typeof inner}`;
      return typeof inner === 'string' ? inner.replace(UUID, 'a uuid') : inner;
    }),
  );

const MARK = '--- the next example ---';

/** Runs the blocks of a page in one shell, one after the other, and answers what each printed. */
function runAll(examples: readonly Example[], directory: string, port: number): string[] {
  const commands = [
    // An installed package has the program on the path.
    `KEY=$(cat data/admin-key)\nbatchwright() { node '${join(root, 'dist', 'src', 'commands', 'batchwright.js')}' "$@"; }`,
    ...examples.map(({ command }) => command.replaceAll('127.0.0.1:8000', `127.0.0.1:${port}`)),
  ].join(`\necho; echo '${MARK}'\n`);
  const { stdout, stderr, status } = spawnSync('bash', ['-euc', commands], { cwd: directory, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The shell ended with ${String(status)}: ${stderr}\n${stdout}`);
  return stdout.split(MARK).slice(1);
}

/** The JSON documents that a block printed, one a line. */
const answersIn = (printed: string): { readonly error_code?: string }[] =>
  printed
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { readonly error_code?: string });

/** Pages that show numbers which the service counts from its first start. */
const ALONE = new Set(['docs/api/operations.md']);

/** A service that examples run against. */
interface Started {
  readonly port: number;
  readonly dataDir: string;
}

/**
 * Starts one on a new data directory, with the settings of a page as JSON, which name the port of the documentation.
 */
async function start(settings: string): Promise<Started> {
  const port = await freePort();
  const own = JSON.parse(settings.replaceAll(':8000', `:${port}`)) as Record<string, string>;
  const dataDir = join(temporaryDirectory(), 'data');
  await Service.start({ dataDir, env: { LOG_LEVEL: 'warn', PORT: String(port), ...own } });
  return { port, dataDir };
}

describe('The documentation', () => {
  it.each(PAGES)('names only commands of npm that exist: %s', (page) => {
    const named = [...readFileSync(join(root, page), 'utf8').matchAll(/npm run ([\w:-]+)/g)].map(
      ([, name = '']) => name,
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describeWith('curl', 'The examples of the documentation', () => {
  // The guide to kinds starts the service with the example's.
  beforeAll(linkExampleKind);
  const withExamples = PAGES.filter((page) => examplesOf(page).some((example) => !isOfNpm(example)));

  const started = new Map<string, Promise<Started>>();
  /** A fresh start with the settings of a page, for all pages that have the same: whoever reads one has read others. */
  function startedFor(page: string): Promise<Started> {
    const settings = JSON.stringify(settingsOf(examplesOf(page)));
    const name = ALONE.has(page) ? page : settings;
    const own = started.get(name) ?? start(settings);
    started.set(name, own);
    return own;
  }

  it.each(withExamples)('come out as shown, one after the other: %s', async (page) => {
    const all = examplesOf(page);
    const { port, dataDir } = await startedFor(page);
    const directory = temporaryDirectory();
    symlinkSync(dataDir, join(directory, 'data'));
    const examples = all.filter((example) => !isOfNpm(example) && !START.test(example.command));
    const printed = runAll(examples, directory, port);
    for (const [at, { shown, command }] of examples.entries()) {
      const answers = answersIn(printed[at] ?? '');
      expect({ command, failed: answers.filter(({ error_code }) => error_code !== undefined) }).toEqual({
        command,
        failed: [],
      });
      if (shown !== undefined) expect(comparable(answers.at(-1))).toEqual(comparable(shown));
    }
  });
});
