import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

describe('npm run demo', () => {
  it('shows a batch of every kind, as the README says, and ends', async () => {
    const { stdout } = await run('npm', ['run', '--silent', 'demo'], { cwd: join(__dirname, '..', '..') });
    const headings = [...stdout.matchAll(/^(\w+): /gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Operations', 'Contacts', 'Addresses', 'Companies', 'Profiles']);
    expect(stdout).toContain('999 inserted, 1 failed');
  });
});
