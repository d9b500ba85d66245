import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Files of tests that give parsers their worst input. */
const FILES = ['linear-time', 'worst-replies', 'largest-archive'];

/** Longest processor time of one call on a machine at rest, in milliseconds. */
const AIM_MS = 50;

/** Whether the worst inputs keep a thread for less than the aim, which the tests themselves do not check. */
export async function benchWorstInput(): Promise<void> {
  console.log(`\nWorst input of callers and foreign sites, ${AIM_MS} ms of processor time at most`);
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const child = spawn(process.execPath, [jest, '--selectProjects', 'unit', '-i', '--silent', ...FILES], {
    cwd: root,
    env: { ...process.env, WORST_INPUT_MS: String(AIM_MS) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let report = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (report += text));
  const [code] = (await once(child, 'close')) as [number | null];
  const slow = report.split('\n').filter((line) => line.includes('●'));
  for (const line of new Set(slow)) console.log(`  slower: ${line.replace(/^\s*●\s*/, '')}`);
  const tests = /^Tests: +(.+)$/m.exec(report)?.[1] ?? report.slice(-2_000);
  console.log(`  ${code === 0 ? 'all within' : 'not all within'} ${AIM_MS} ms: ${tests}`);
}
