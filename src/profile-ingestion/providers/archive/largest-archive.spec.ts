import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MOST_MS } from '../../../../test/support/worst-input.js';

const root = join(__dirname, '..', '..', '..', '..');

describe('readArchive of the largest archive there may be', () => {
  // In a process of its own: a garbage collection of all that the tests before have left would be measured, too.
  it('hardly keeps the event loop while it puts the pieces together', async () => {
    const program = ['-r', join(root, 'tools', 'run-ts.cjs'), join(root, 'test', 'support', 'largest-archive.ts')];
    const { stdout } = await promisify(execFile)(process.execPath, program);
    const { longest, length } = JSON.parse(stdout) as { readonly longest: number; readonly length: number };
    expect(longest).toBeLessThan(MOST_MS);
    expect(length).toBe(64 * 1024 * 1024);
  });
});
