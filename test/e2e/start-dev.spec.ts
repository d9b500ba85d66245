import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, within } from '../support/eventually.js';
import { noteProcess, temporaryDirectory } from '../support/run-directory.js';

const root = join(__dirname, '..', '..');

/** A service of two files, which compiles in a second; ours takes a minute, and what is tested starts any. */
const MAIN = `
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ANSWER } from './answer.js';

const server = createServer((_request, response) => response.end(ANSWER));
server.listen(0, '127.0.0.1', () => console.log(\`started http://127.0.0.1:\${(server.address() as AddressInfo).port}\`));
process.once('SIGTERM', () => server.close(() => console.log('stopped')));
`;

/** A checkout of its own with that service: the tools and settings of this one, and its packages. */
function makeCheckout(): string {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'src'));
  mkdirSync(join(directory, 'tools'));
  const tools = readdirSync(join(root, 'tools')).filter((name) => name.endsWith('.mjs'));
  const settings = ['nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', 'package.json'];
  for (const name of [...tools.map((tool) => join('tools', tool)), ...settings])
    copyFileSync(join(root, name), join(directory, name));
  for (const name of ['node_modules', 'clients']) symlinkSync(join(root, name), join(directory, name));
  // A copy: a console that is older than its sources would be built anew where it stands.
  const filter = (path: string): boolean => !path.endsWith('node_modules');
  cpSync(join(root, 'console'), join(directory, 'console'), { recursive: true, preserveTimestamps: true, filter });
  writeFileSync(join(directory, 'ormconfig.ts'), 'export default undefined;\n');
  writeFileSync(join(directory, 'src', 'main.ts'), MAIN);
  return directory;
}

describe('npm run start:dev', () => {
  let directory: string;
  let tool: ChildProcess;
  let forget: () => void;
  let output = '';

  /** Put in its place whole: a build may begin at any moment. */
  const answerWith = (value: string): void => {
    writeFileSync(join(directory, 'answer.next'), `export const ANSWER: string = ${value};\n`);
    renameSync(join(directory, 'answer.next'), join(directory, 'src', 'answer.ts'));
  };
  /** What the services have said, in order. */
  const said = (): readonly string[] => output.match(/^(?:started|stopped)/gm) ?? [];
  const answer = async (): Promise<string> => {
    const address = /^started (\S+)\n(?![^]*^started)/m.exec(output)?.[1] ?? '';
    return (await fetch(address)).text();
  };
  const answers = (text: string): Promise<true | undefined> =>
    eventually(`the service answers ${text}`, async () => (await answer()) === text || undefined, 120_000);
  /** The tool leads a group of processes, which has ended when none of them is left. */
  const isAnyLeft = (): boolean => {
    try {
      return process.kill(-(tool.pid ?? 0), 0);
    } catch {
      return false;
    }
  };

  beforeAll(async () => {
    directory = makeCheckout();
    answerWith(`'first'`);
    tool = spawn(process.execPath, [join('tools', 'start-dev.mjs')], {
      cwd: directory,
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    forget = noteProcess(-(tool.pid ?? 0));
    for (const stream of [tool.stdout, tool.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    await answers('first');
  });

  afterAll(() => {
    forget();
    if (isAnyLeft()) process.kill(-(tool.pid ?? 0), 'SIGKILL');
  });

  // One test: a service is compiled and started once, and what each step begins with is what the one before has left.
  it('keeps the service while a source cannot be compiled, starts it anew when one has changed, and ends with it', async () => {
    answerWith('404');
    await eventually('the build has failed', () => output.includes('The build failed; waiting'), 120_000);
    expect(output).toContain(`Type 'number' is not assignable to type 'string'`);
    await answers('first');
    expect(said()).toEqual(['started']);

    answerWith(`'second'`);
    await answers('second');
    expect(said()).toEqual(['started', 'stopped', 'started']);

    const before = output.length;
    answerWith(`'third'`);
    await eventually('a build runs', () => output.slice(before) === 'Building.\n');
    const ended = once(tool, 'exit');
    tool.kill('SIGTERM');
    expect(await within('the tool ends', 30_000, ended)).toEqual([0, null]);
    expect(isAnyLeft()).toBe(false);
    expect(output.slice(before)).toBe('Building.\nstopped\n');
  });
});
