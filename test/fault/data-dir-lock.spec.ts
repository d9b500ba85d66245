import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { noteProcess, temporaryDirectory } from '../support/run-directory.js';

/** Says that it is there, tries on a word, says how that went, and ends with its input without giving the lock back. */
const RIVAL = `
  const { DataDirLock } = require(process.argv[1]);
  process.stdin.once('data', () => {
    try { DataDirLock.acquire(process.argv[2]); console.log('held'); } catch (error) { console.log(error.name); }
  }).on('end', () => process.exit());
  console.log('there');
`;
const BUILT = join(__dirname, '..', '..', 'dist', 'src', 'platform', 'database', 'data-dir-lock.js');

interface Rival {
  readonly child: ChildProcessWithoutNullStreams;
  readonly said: AsyncIterator<string>;
}

async function startRival(directory: string): Promise<Rival> {
  const child = spawn(process.execPath, ['-e', RIVAL, BUILT, directory]);
  const forget = noteProcess(child.pid ?? 0);
  child.once('exit', forget);
  const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await said.next()).value).toBe('there');
  return { child, said };
}

describe('The lock of a data directory', () => {
  it('is won by exactly one of 6 processes that try in the same moment, 10 times, always on a dead lock', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'lock.1'), '{"pid":4194304,"bootId":"another boot","startedAt":"1"}');
    for (let round = 0; round < 10; round += 1) {
      const rivals = await Promise.all(Array.from({ length: 6 }, () => startRival(directory)));
      for (const { child } of rivals) child.stdin.write('go\n');
      const said = await Promise.all(rivals.map(async (rival) => String((await rival.said.next()).value)));
      expect(said.sort()).toEqual([...Array<string>(5).fill('DataDirLockedError'), 'held']);
      const gone = rivals.map(({ child }) => once(child, 'exit'));
      for (const { child } of rivals) child.stdin.end();
      await Promise.all(gone);
      expect(readdirSync(directory)).toHaveLength(1);
    }
  });
});
