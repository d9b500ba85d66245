import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ServiceCluster } from '../cluster/service-cluster.js';
import { eventually } from '../support/eventually.js';
import { describeWith } from '../support/programs.js';
import { noteProcess } from '../support/run-directory.js';

const ROOT = join(__dirname, '..', '..');
const COMMAND = ['-r', './tools/run-ts.cjs', 'test/cluster/main.ts'];
const ITEMS = 2000;

describeWith('redis-server', 'A cluster on one machine', () => {
  let cluster: ServiceCluster | undefined;
  afterEach(() => cluster?.stop());

  it('works off a batch while an API process and a worker are killed, and starts both again', async () => {
    const restarted: string[] = [];
    const running = await ServiceCluster.start({ apis: 2, workers: 2, env: { LEASE_SECONDS: '3' } }, (name) =>
      restarted.push(name),
    );
    cluster = running;
    const send = async (method: string, path: string, body?: unknown) => {
      const headers = { 'X-API-Key': running.adminKey, 'Content-Type': 'application/json' };
      const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
      const answer = await fetch(`${running.url}${path}`, init);
      return { status: answer.status, location: answer.headers.get('Location'), body: (await answer.json()) as object };
    };
    const items = Array.from({ length: ITEMS }, (_, n) => ({
      id: `c-${n}`,
      data: { name: 'N', email: `n${n}@example.com` },
    }));
    const submitted = await send('POST', '/api/v1/batches', { kind: 'contact_analysis', items });
    expect(submitted.status).toBe(201);
    const killed = ['api-1', 'worker-1'];
    await Promise.all(killed.map((name) => running.processes.get(name)?.kill9()));
    await eventually(
      'the batch ends',
      // The balancer may have handed the request to the process that was just killed.
      () =>
        send('GET', submitted.location ?? '').then(
          ({ body }) => 'status' in body && body.status === 'completed',
          () => false,
        ),
      60_000,
    );
    await eventually(
      'both processes answer again',
      () => killed.every((name) => running.processes.get(name)?.isRunning && running.processes.get(name)?.url !== ''),
      60_000,
    );
    expect(restarted.sort()).toEqual(killed);
  });

  it('is started by one command, and removed by an interrupt', async () => {
    const child = spawn(process.execPath, [...COMMAND, '--apis', '1', '--workers', '1'], { cwd: ROOT });
    const forget = child.pid === undefined ? () => undefined : noteProcess(child.pid);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const closed = once(child, 'close').then(([code]) => {
      forget();
      return code as number;
    });
    await eventually('the address is printed', () => /^API +http/m.test(output) || child.exitCode !== null, 60_000);
    const url = /^API +(\S+)/m.exec(output)?.[1] ?? '';
    const key = /^Key +(\S+)/m.exec(output)?.[1] ?? '';
    await eventually('all is up', async () => {
      const health = await fetch(`${url}/health`, { headers: { 'X-API-Key': key } });
      expect(await health.json()).toMatchObject({ status: 'ok', redis: 'up' });
      return true;
    });
    child.kill('SIGINT');
    expect(await closed).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it.each([
    ['--apis', '0', '--apis must be a whole number from 1 to 16, and is 0.'],
    ['--workers', 'many', '--workers must be a whole number from 1 to 16, and is many.'],
    ['--port', '70000', '--port must be a whole number from 1 to 65535, and is 70000.'],
  ])('refuses %s %s in plain words', async (flag, value, message) => {
    const refused = promisify(execFile)(process.execPath, [...COMMAND, flag, value], { cwd: ROOT });
    await expect(refused).rejects.toMatchObject({ code: 1, stderr: `${message}\n` });
  });
});
