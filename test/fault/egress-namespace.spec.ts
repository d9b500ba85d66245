import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { insideTheNamespace } from './egress-namespace.inside.js';

/**
 * The egress policy against real metadata and private addresses. The suite runs itself again inside `unshare -n -m`:
 * a network of its own in which only `lo` exists, 169.254.169.254 and its like belong to canaries of ours, and names
 * are answered by our own server. Nothing is switched off or injected: policy and settings are those of production.
 */

const root = resolve(__dirname, '../..');

const SCRIPT = `
set -e
ip link set lo up
for a in 169.254.169.254 10.0.0.1 192.168.0.1; do ip addr add $a/32 dev lo; done
ip -6 addr add fd00:ec2::254/128 dev lo nodad
echo 'nameserver 127.0.0.1' > "$DIR/resolv.conf"
mount --bind "$DIR/resolv.conf" /etc/resolv.conf
exec "$NODE" node_modules/jest/bin/jest.js --selectProjects fault --runTestsByPath test/fault/egress-namespace.spec.ts \\
  --runInBand --forceExit --watchman=false --json --outputFile="$DIR/result.json"
`;

/** Why no namespace can be made here; null when one can. */
function obstacle(): string | null {
  const probe = spawnSync(
    'unshare',
    ['-n', '-m', 'sh', '-c', 'ip link set lo up && ip -6 addr show dev lo | grep -q ::1'],
    {
      encoding: 'utf8',
    },
  );
  if (probe.error) return 'the program unshare is missing (install util-linux and iproute2)';
  return probe.status === 0 ? null : `unshare -n -m does not work here: ${probe.stderr.trim() || 'no IPv6'}`;
}

function runInside(): { passed: number; failures: string[] } {
  const dir = mkdtempSync(join(tmpdir(), 'egress-'));
  try {
    const env = { ...process.env, EGRESS_NAMESPACE: '1', DIR: dir, NODE: process.execPath };
    const run = spawnSync('unshare', ['-n', '-m', 'sh', '-c', SCRIPT], {
      cwd: root,
      env,
      encoding: 'utf8',
      timeout: 150_000,
      killSignal: 'SIGKILL',
    });
    let report: { numPassedTests: number; testResults: { message: string }[] };
    try {
      report = JSON.parse(readFileSync(join(dir, 'result.json'), 'utf8')) as typeof report;
    } catch {
      return { passed: 0, failures: [run.stderr] };
    }
    const messages = report.testResults.map(({ message }) => message).filter((message) => message !== '');
    return { passed: report.numPassedTests, failures: run.status === 0 ? [] : messages };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

if (process.env['EGRESS_NAMESPACE'] === '1') {
  describe('egress inside a network namespace', insideTheNamespace);
} else {
  describe('egress in a network namespace', () => {
    const why = obstacle();
    if (why === null) {
      it('reaches no canary by address, name or redirect', () => {
        const { passed, failures } = runInside();
        expect(failures).toEqual([]);
        expect(passed).toBeGreaterThanOrEqual(80);
      }, 180_000);
    } else {
      it('is only skipped where services are optional', () => {
        process.stderr.write(`NOT RUN: egress in a network namespace: ${why}\n`);
        expect(process.env['REQUIRE_SERVICES'] ?? '').toBe('');
      });
    }
  });
}
