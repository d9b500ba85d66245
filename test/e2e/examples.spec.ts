import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEYS } from '../support/accounts.js';
import { freePort } from '../support/free-port.cjs';
import { isThere } from '../support/programs.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { Service } from '../support/service.js';

const examples = join(__dirname, '..', '..', 'examples');

/** The programs, each started as its page shows. */
const PROGRAMS = [
  { folder: 'curl', program: 'bash', file: 'batch.sh', needs: 'curl' },
  { folder: 'node', program: process.execPath, file: 'batch.mjs', needs: undefined },
  { folder: 'python', program: 'python3', file: 'batch.py', needs: 'python3' },
] as const;
type Program = (typeof PROGRAMS)[number];

interface Run {
  readonly failed: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly directory: string;
}

/** Runs a program as it stands; its URLs, its settings and where its results go are all that a test decides. */
function run({ folder, program, file }: Program, urls: readonly string[], settings: object): Promise<Run> {
  const directory = temporaryDirectory();
  const env = { PATH: process.env['PATH'], ...settings };
  return new Promise((resolve) =>
    execFile(
      program,
      [join(examples, folder, file), ...urls],
      { cwd: directory, env, timeout: 200_000 },
      (error, stdout, stderr) => resolve({ failed: error !== null, stdout, stderr, directory }),
    ),
  );
}

describe('The examples', () => {
  let urls: readonly string[];
  let service: Service;
  /** Runs with the right key, all at once: each waits for the retries of its failing URL. */
  let runs: ReadonlyMap<string, Run>;

  const isRunnable = ({ folder, needs }: Program): boolean =>
    needs === undefined || isThere(needs, `The example in ${folder}`);

  beforeAll(async () => {
    const [port, closed] = [await freePort(), await freePort()];
    const env = { PORT: String(port), EGRESS_ALLOW: `127.0.0.1:${port},127.0.0.1:${closed}` };
    service = await Service.start({ on: 'postgres', env: { ...env, URL_ANALYSIS_ENGINE: 'http' } });
    const pages = ['/docs/', '/docs/?page=2', '/docs/?page=3', '/docs/?page=4'].map((path) => `${service.url}${path}`);
    urls = [...pages, `http://127.0.0.1:${closed}/`];
    const settings = { BATCHWRIGHT_URL: service.url, BATCHWRIGHT_KEY: KEYS.ana };
    const started = PROGRAMS.filter(isRunnable).map(
      async (program) => [program.folder, await run(program, urls, settings)] as const,
    );
    runs = new Map(await Promise.all(started));
  }, 300_000);

  it.each(PROGRAMS)('in $folder submits, follows, reads the failures and exports', ({ folder }) => {
    const result = runs.get(folder);
    if (result === undefined) return;
    const { stdout, stderr, directory } = result;
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Batch: http:\/\/127\.0\.0\.1:\d+\/api\/v1\/batches\/[0-9a-f-]{36}\n/);
    expect(stdout).toMatch(/^partial, 100 ?%$/m);
    const failed = stdout.slice(stdout.indexOf('Failed:'));
    expect(failed).toContain('CONNECT_FAILED');
    expect(urls.filter((url) => failed.includes(`${url}"`) || failed.includes(`${url}: `))).toEqual(urls.slice(4));
    const rows = readFileSync(join(directory, 'results.csv'), 'utf8').split('\r\n').slice(1, -1);
    expect(rows).toEqual(urls.map((url) => expect.stringContaining(`,${url},`) as string));
  });

  it.each(PROGRAMS)('in $folder ends with an error that says why', async (program) => {
    if (!isRunnable(program)) return;
    const without = await run(program, urls, {});
    expect(without.failed).toBe(true);
    expect(without.stderr).toContain('BATCHWRIGHT_KEY');
    const wrong = await run(program, urls, { BATCHWRIGHT_URL: service.url, BATCHWRIGHT_KEY: 'a-wrong-key' });
    expect(wrong.failed).toBe(true);
    expect(wrong.stderr).toContain('UNAUTHORIZED');
  });

  it('each have a page of about ten lines that names the program', () => {
    expect(readdirSync(examples)).toEqual(expect.arrayContaining(PROGRAMS.map(({ folder }) => folder)));
    for (const { folder, file } of PROGRAMS) {
      const page = readFileSync(join(examples, folder, 'README.md'), 'utf8');
      expect(page).toContain(`examples/${folder}/${file}`);
      expect(page.split('\n').length).toBeLessThanOrEqual(12);
    }
  });
});
