import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryDirectory } from '../support/run-directory.js';

const run = promisify(execFile);

/** Takes the lock, says so, holds it until all rivals have tried, and ends without giving it back. */
const RIVAL = `
  const { DataDirLock } = require(process.argv[1]);
  const [directory, at] = process.argv.slice(2);
  while (Date.now() < Number(at));
  try { DataDirLock.acquire(directory); console.log('held'); } catch (error) { console.log(error.name); }
  setTimeout(() => undefined, 400);
`;
const BUILT = join(__dirname, '..', '..', 'dist', 'src', 'platform', 'database', 'data-dir-lock.js');

describe('The lock of a data directory', () => {
  it('is won by exactly one of 6 processes that try in the same moment, 10 times, always on a dead lock', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'lock.1'), '{"pid":4194304,"bootId":"another boot","startedAt":"1"}');
    for (let round = 0; round < 10; round += 1) {
      const at = String(Date.now() + 250);
      const said = await Promise.all(
        Array.from({ length: 6 }, async () =>
          (await run(process.execPath, ['-e', RIVAL, BUILT, directory, at])).stdout.trim(),
        ),
      );
      expect(said.sort()).toEqual([...Array<string>(5).fill('DataDirLockedError'), 'held']);
      expect(readdirSync(directory)).toHaveLength(1);
    }
  });
});
