import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { KEYS } from '../support/accounts.js';
import { CompanyWorld } from '../support/company-world.js';
import { eventually } from '../support/eventually.js';
import { describeWith, findProgram } from '../support/programs.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { Service } from '../support/service.js';
import { TcpRelay } from '../support/tcp-relay.js';

const client = join(__dirname, '..', '..', 'clients', 'python');
const PYTHON = findProgram('python3-httpx') ?? 'python3';

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the system's Python with the client on its path; warnings are failures. */
function python(
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
  onOutput: (text: string) => void = () => undefined,
): Promise<Run> {
  const path = [join(client, 'src'), join(client, 'tests')].join(delimiter);
  const options = {
    cwd: temporaryDirectory(),
    env: { PATH: process.env['PATH'], PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1', ...env },
    timeout: 110_000,
  };
  return new Promise((resolve) => {
    const child = execFile(PYTHON, ['-W', 'error', ...parameters], options, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
    child.stdout?.on('data', (chunk: Buffer) => onOutput(chunk.toString()));
  });
}

/** Runs one file of tests. Every test of it has to run. */
async function passes(module: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const { status, stderr } = await python(['-m', 'unittest', module], env);
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: expect.stringMatching(/\nRan [1-9]\d* tests? in .*\n\nOK\n$/),
  });
}

describeWith('python3-httpx', 'The Python client', () => {
  let service: Service;
  let settings: { readonly BATCHWRIGHT_URL: string; readonly BATCHWRIGHT_KEY: string };
  beforeAll(async () => {
    service = await Service.start({ on: 'postgres' });
    settings = { BATCHWRIGHT_URL: service.url, BATCHWRIGHT_KEY: KEYS.ana };
  });

  it('decides requests, repetitions, cursors, events and signatures without sending anything', () =>
    passes('test_core'));

  it('sends what may be sent again as long as Retry-After says, and nothing else, sync and async', () =>
    passes('test_sending'));

  it('plays the round of a batch, of a file and of every feature, sync and async', () =>
    passes('test_service', settings));

  it('goes on, or fails, where connections break, sync and async', () => passes('test_connections', settings));

  it('has examples in its README that print what the README says', () => passes('test_readme', settings));

  it('compiles', async () => {
    const compiled = await python(['-m', 'compileall', '-q', client], { PYTHONPYCACHEPREFIX: temporaryDirectory() });
    expect(compiled).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('follows a batch over the death and the next start of the service', async () => {
    // Before it stands a relay, whose port stays: one that a client asks in vain may be taken when the service listens
    // again.
    const relay = await TcpRelay.open(service.url);
    // Open, so that nothing but the cancellation ends it or changes its state.
    const opened = await service.request('POST', '/api/v1/batches/open', {
      key: KEYS.ana,
      body: { kind: 'url_analysis' },
    });
    const id = String(opened.at('id'));
    let seen = '';
    const following = python(
      [join(client, 'tests', 'follow.py'), id],
      { ...settings, BATCHWRIGHT_URL: relay.url },
      (text) => {
        seen += text;
      },
    );
    await eventually('the first state', () => seen !== '');
    await service.kill9();
    const second = await service.again();
    relay.carryTo(second.url);
    await second.request('POST', `/api/v1/batches/${id}/cancel`, { key: KEYS.ana });
    expect(await following).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^pending\n(.*\n)*cancelled\n$/),
      stderr: '',
    });
    await relay.close();
  });
});

describeWith('python3-httpx', 'The published Python examples on the Python client', () => {
  let world: CompanyWorld;
  beforeAll(async () => {
    world = await CompanyWorld.start({ on: 'postgres' });
  });
  afterAll(() => world.stop());

  it('submit, monitor, read the results and adapt to the load [S3-2, S3-29, S3-49]', () =>
    passes('test_company', { BATCHWRIGHT_URL: world.service.url, BATCHWRIGHT_KEY: KEYS.ana }));
});
