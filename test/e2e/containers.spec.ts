import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.cjs';
import { noteProcess, temporaryDirectory } from '../support/run-directory.js';

const ROOT = join(__dirname, '..', '..');
const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
/** Nobody: a user without rights, as the image's own. */
const NOBODY = { uid: 65_534, gid: 65_534 };
const isRoot = process.getuid?.() === 0;

interface Stage {
  readonly name: string;
  readonly from: string;
  readonly steps: readonly Instruction[];
}

function readStages(): readonly Stage[] {
  const stages: { name: string; from: string; steps: Instruction[] }[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const words = instruction.getArguments().map((argument) => argument.getValue());
    if (instruction.getKeyword() === 'FROM') stages.push({ name: words[2] ?? '', from: words[0] ?? '', steps: [] });
    else stages.at(-1)?.steps.push(instruction);
  }
  return stages;
}

const stages = readStages();
const stage = (name: string): Stage => {
  const found = stages.find((one) => one.name === name);
  if (found === undefined) throw new Error(`The Dockerfile has no stage ${name}.`);
  return found;
};
/** The steps of a stage and of those that it is based on, in the order in which they are run. */
const stepsOf = ({ from, steps }: Stage): readonly Instruction[] => {
  const base = stages.find(({ name }) => name === from);
  return base === undefined ? steps : [...stepsOf(base), ...steps];
};
const argumentsOf = (steps: readonly Instruction[], keyword: string): readonly string[] =>
  steps.filter((step) => step.getKeyword() === keyword).map((step) => step.getRawArgumentsContent() ?? '');

describe('The Dockerfile', () => {
  it('has no fault that a linter knows', () => {
    expect(validate(text).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  });

  it('names every stage, runs each image as a user without rights, and starts with one command', () => {
    expect(stages.every(({ name }) => name !== '')).toBe(true);
    for (const name of ['service', 'service-with-lighthouse']) {
      const steps = stepsOf(stage(name));
      expect([name, argumentsOf(steps, 'USER').at(-1)]).toEqual([name, 'node']);
      expect([name, argumentsOf(steps, 'CMD').length]).toEqual([name, 1]);
    }
  });

  it('ends with the service, so that a build without a target makes it', () => {
    expect(stages.at(-1)?.name).toBe('service');
  });

  it('gives a folder that runs with production dependencies alone, as a user without rights, and gets healthy', async () => {
    const image = temporaryDirectory();
    const dataDir = join(temporaryDirectory(), 'data');
    mkdirSync(dataDir);
    if (isRoot) chownSync(dataDir, NOBODY.uid, NOBODY.gid);
    for (const directory of [image, join(dataDir, '..'), join(dataDir, '..', '..'), join(dataDir, '..', '..', '..')])
      chmodSync(directory, 0o755);
    // The stage `build` is what stands in the checkout: `npm ci`, then `npm run build`, as CI does before the tests.
    cpSync(join(ROOT, 'dist'), join(image, 'dist'), { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) cpSync(join(ROOT, name), join(image, name));
    const [install] = argumentsOf(stage('dependencies').steps, 'RUN');
    execFileSync('sh', ['-c', install ?? 'false'], { cwd: image, stdio: 'ignore' });
    rmSync(join(image, 'package-lock.json'));
    const steps = stepsOf(stage('service'));
    const settings = Object.fromEntries(
      argumentsOf(steps, 'ENV').map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]),
    );
    const port = String(await freePort());
    const env = { PATH: process.env['PATH'], ...settings, PORT: port, HOST: '127.0.0.1', DATA_DIR: dataDir };
    const options = { cwd: image, env, ...(isRoot ? NOBODY : {}) };
    const [program = '', ...words] = JSON.parse(argumentsOf(steps, 'CMD')[0] ?? '[]') as string[];
    const check = argumentsOf(steps, 'HEALTHCHECK')[0] ?? '';
    const [tester = '', ...flags] = JSON.parse(check.slice(check.indexOf('['))) as string[];
    const isAnswered = (): boolean => {
      try {
        execFileSync(tester, flags, { ...options, stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    };
    expect(isAnswered()).toBe(false);
    const child = spawn(program, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const forget = child.pid === undefined ? () => undefined : noteProcess(child.pid);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve)).finally(forget);
    const isHealthy = (): boolean => {
      if (child.exitCode !== null) throw new Error(`The service ended:\n${output}`);
      return isAnswered();
    };
    await eventually('the container is healthy', isHealthy, 60_000);
    expect(argumentsOf(steps, 'ENV').map((line) => line.split('=')[0])).toEqual(expect.arrayContaining(['HOST']));
    child.kill('SIGTERM');
    expect(await closed).toBe(0);
    // An installation waits for the registry, which may be slow.
  }, 300_000);
});

interface ComposeService {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: readonly { readonly path: string; readonly required: boolean }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly disable?: boolean };
  readonly build?: { readonly target: string };
}

describe('docker-compose.yml', () => {
  const compose = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
    readonly services: Readonly<Record<string, ComposeService>>;
  };
  const own = Object.entries(compose.services).filter(([, { build }]) => build !== undefined);

  it('has two API processes, two workers and one migration of the same image', () => {
    const commands = own.map(([, { command }]) => basename(command?.[1] ?? '', '.js'));
    expect(commands.sort()).toEqual(['api', 'api', 'migrate', 'worker', 'worker']);
    for (const [, { build, command }] of own) {
      expect(stage(build?.target ?? '').name).toBe('service');
      expect(readFileSync(join(ROOT, command?.[1] ?? ''), 'utf8')).not.toBe('');
    }
  });

  it('takes any other setting from a file that need not be there, and keeps those that its parts agree on', () => {
    for (const [name, { env_file: files, environment = {} }] of own) {
      expect([name, files]).toEqual([name, [{ path: '.env', required: false }]]);
      const fixed = ['HOST', 'PORT', 'DATA_DIR', 'DATABASE_URL', 'REDIS_URL', 'TRUST_PROXY'];
      expect([name, fixed.filter((setting) => !(setting in environment))]).toEqual([name, []]);
    }
  });

  it('uses settings that the service has', () => {
    const known = readFileSync(join(ROOT, 'docs', 'reference', 'settings.md'), 'utf8');
    const names = own.flatMap(([, { environment }]) => Object.keys(environment ?? {}));
    expect(names.filter((name) => !known.includes(`| \`${name}\` |`))).toEqual([]);
  });

  it('starts each part after those that it needs, and waits only for what can get healthy', () => {
    for (const [name, { depends_on: needed = {} }] of Object.entries(compose.services))
      for (const [other, { condition }] of Object.entries(needed)) {
        const target = compose.services[other];
        expect([name, other, target !== undefined]).toEqual([name, other, true]);
        const isChecked = target?.build !== undefined || target?.healthcheck !== undefined;
        if (condition === 'service_healthy') expect([name, other, isChecked]).toEqual([name, other, true]);
      }
    expect(own.every(([name, { depends_on: needed }]) => name === 'migrate' || 'migrate' in (needed ?? {}))).toBe(true);
  });
});
