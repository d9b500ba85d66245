import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scripts } from '../../package.json';

const run = promisify(execFile);

describe('npm run demo', () => {
  it('shows a batch of every kind, as the README says, and ends', async () => {
    const [program = '', ...args] = scripts.demo.split(' ');
    // Without the script before it: it might build again what other tests run meanwhile.
    const { stdout } = await run(program, args, { cwd: join(__dirname, '..', '..'), timeout: 280_000 });
    const headings = [...stdout.matchAll(/^(\w+): /gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Operations', 'Contacts', 'Addresses', 'Companies', 'Profiles']);
    expect(stdout).toContain('999 inserted, 1 failed');
  });
});
