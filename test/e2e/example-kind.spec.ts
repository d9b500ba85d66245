import { execFile } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KEYS, userId } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { type InstalledProject, installExampleKind } from '../support/installed-package.js';
import { createDatabase } from '../support/postgres.js';
import { Service } from '../support/service.js';

const run = promisify(execFile);

const GERMAN = 'DE89 3704 0044 0532 0130 00';
const BRITISH = 'GB29 NWBK 6016 1331 9268 19';
const WRONG = 'DE89 3705 0044 0532 0130 00';

/** The example's kind in a service, both installed from packed tarballs. */
describe('A kind from outside', () => {
  let project: InstalledProject;
  let main: string;
  let withKind: Readonly<Record<string, string>>;
  /** With the kind; a test that stops it starts it again. */
  let service: Service;
  beforeAll(async () => {
    project = await installExampleKind();
    main = join(project.batchwright, 'dist', 'src', 'main.js');
    withKind = { BATCHWRIGHT_MODULES: project.kind };
    service = await Service.start({ main, env: withKind });
  });
  afterAll(() => service.stop());

  const submit = (to: Service, ibans: readonly string[], key = KEYS.admin, more: object = {}) =>
    to.request('POST', '/api/v1/batches', {
      key,
      body: { kind: 'iban_checks', items: ibans.map((iban) => ({ iban })), ...more },
    });

  const ended = (on: Service, id: string) =>
    eventually(
      'the batch has ended',
      async () => (await on.request('GET', `/api/v1/batches/${id}`)).at('completed_at') !== null,
      30_000,
    );

  /** How a start ends that is to fail: its exit code and what it prints. */
  async function refused(env: Readonly<Record<string, string>>): Promise<{ code: number | null; output: string }> {
    const start = await Service.launch({ main, env });
    const { code } = await start.exited;
    return { code, output: start.output };
  }

  /** A module of one file, beside the installed packages. */
  function moduleOf(name: string, source: string): string {
    const path = join(project.directory, name);
    writeFileSync(path, source);
    return path;
  }

  it('runs through the shared API: items, retry and export, with scopes and schemas of its own', async () => {
    const document = await service.request('GET', '/docs-json', { checked: false });
    expect(document.at('components', 'schemas', 'IbanChecksKindItem', 'required')).toEqual(['iban']);
    expect(document.at('components', 'schemas', 'ErrorCode', 'enum')).toContain('IBAN_CHECKSUM');
    const features = document.at('x-features') as { readonly name: string; readonly settings: readonly string[] }[];
    expect(features.find(({ name }) => name === 'iban')?.settings).toEqual(['IBAN_COUNTRIES']);

    const kind = await service.request('GET', '/api/v1/kinds/iban_checks');
    expect(kind.at('limits', 'max_items')).toBe(1000);
    expect(kind.at('fields')).toEqual([expect.objectContaining({ path: 'iban', required: true, synonyms: [] })]);

    const scopes = ['batch:read', 'batch:write', 'iban:write'];
    const issued = await service.request('POST', '/api/v1/keys', {
      key: KEYS.admin,
      body: { name: 'ibans', scopes, user_id: userId('ana') },
    });
    expect(issued.status).toBe(201);
    const key = String(issued.at('key'));
    expect((await submit(service, [GERMAN], KEYS.otto)).at('details', 'required_scope')).toBe('iban:write');
    expect((await submit(service, [GERMAN], key, { options: { countries: ['Germany'] } })).status).toBe(422);

    const many = Array<string>(1001).fill(GERMAN);
    const lines = [{ kind: 'iban_checks' }, ...many.map((iban) => ({ iban }))].map((line) => JSON.stringify(line));
    const stream = { headers: { 'Content-Type': 'application/x-ndjson' }, raw: lines.join('\n') };
    for (const refusal of [
      await submit(service, many, key),
      await service.request('POST', '/api/v1/batches', { key, ...stream }),
    ])
      expect([refusal.at('error_code'), refusal.at('details', 'limit')]).toEqual(['BATCH_TOO_LARGE', 1000]);

    const submitted = await submit(service, [GERMAN, WRONG], key);
    expect([submitted.status, submitted.at('kind')]).toEqual([201, 'iban_checks']);
    const path = `/api/v1/batches/${String(submitted.at('id'))}`;
    await ended(service, String(submitted.at('id')));
    expect((await service.request('GET', `${path}/items`, { key })).at('details', 'required_scope')).toBe('iban:read');
    const items = await service.request('GET', `${path}/items`, { key: KEYS.admin });
    expect(items.at('results', 0, 'output', 'country')).toBe('DE');
    expect(items.at('results', 1, 'error')).toMatchObject({ code: 'IBAN_CHECKSUM', type: 'ValueError' });

    const inputs = { 1: { iban: BRITISH } };
    expect((await service.request('POST', `${path}/retry`, { key, body: { inputs } })).at('retried')).toBe(1);
    await ended(service, String(submitted.at('id')));
    const csv = await service.request('GET', `${path}/export?format=csv&bom=false`, { key: KEYS.admin });
    expect(csv.text).toMatch(/,country,account,input\.iban/);
    expect(csv.text).toMatch(/GB,NWBK60161331926819/);
  });

  it('leaves its batches readable and deletable when its module is gone, and open ones go on when it is back', async () => {
    const done = String((await submit(service, [GERMAN, WRONG])).at('id'));
    await ended(service, done);
    // One item at a time: most are still open when the pause comes.
    const paused = async () => {
      const submitted = await submit(service, Array<string>(500).fill(GERMAN), KEYS.admin, { max_concurrent: 1 });
      const id = String(submitted.at('id'));
      expect((await service.request('POST', `/api/v1/batches/${id}/pause`)).status).toBe(200);
      return id;
    };
    const open = await paused();
    const unwanted = await paused();
    // Later many at a time, or they would take longer than a test waits on a slow machine.
    const faster = await service.request('PATCH', `/api/v1/batches/${open}`, { body: { max_concurrent: 50 } });
    expect(faster.status).toBe(200);
    await service.stop();

    const without = await service.again({ BATCHWRIGHT_MODULES: '' });
    const get = (path: string) => without.request('GET', `/api/v1/batches/${path}`);
    expect((await get(done)).body).toMatchObject({ kind: 'iban_checks', status: 'partial' });
    expect((await get(`${done}/items`)).at('results', 1, 'error', 'code')).toBe('IBAN_CHECKSUM');
    expect((await get(`${done}/export?format=csv&bom=false`)).text).toMatch(/output\.country|country/);
    const listed = (await without.request('GET', '/api/v1/batches?kind=iban_checks')).at('results') as {
      id: string;
      kind: string;
    }[];
    expect(listed.filter(({ kind }) => kind !== 'iban_checks')).toEqual([]);
    expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining([done, open, unwanted]));
    expect((await without.request('POST', `/api/v1/batches/${open}/resume`)).status).toBe(200);
    const waiting = (await get(`${open}/items?status=pending&limit=1`)).at('results', 0);
    expect(waiting).toMatchObject({
      status: 'pending',
      wait_reason: 'The module of the kind iban_checks is not loaded; its open items wait until it is.',
    });
    expect((await get(`${unwanted}/export?format=csv&bom=false`)).text.trim().split('\n')).toHaveLength(501);
    const early = await without.request('DELETE', `/api/v1/batches/${unwanted}`);
    expect([early.status, early.at('error_code')]).toEqual([409, 'BATCH_NOT_TERMINAL']);
    expect((await without.request('POST', `/api/v1/batches/${unwanted}/cancel`)).at('status')).toBe('cancelled');
    expect((await get(`${unwanted}/items?status=cancelled&limit=1`)).at('results', 0, 'error')).not.toBeNull();
    expect((await without.request('DELETE', `/api/v1/batches/${unwanted}`)).status).toBe(204);
    const retry = await without.request('POST', `/api/v1/batches/${done}/retry`, { body: {} });
    expect([retry.status, retry.at('error_code')]).toEqual([409, 'BATCH_NOT_RETRYABLE']);
    const late = await submit(without, [GERMAN]);
    expect([late.status, late.at('validation_errors', 0, 'field')]).toEqual([422, 'kind']);
    expect((await without.request('DELETE', `/api/v1/batches/${done}`)).status).toBe(204);
    await without.stop();

    service = await without.again(withKind);
    await ended(service, open);
    expect((await service.request('GET', `/api/v1/batches/${open}`)).at('status')).toBe('completed');
  });

  it('has its migrations run with ours on PostgreSQL, under names of its own', async () => {
    const database = await createDatabase();
    const env = { PATH: process.env['PATH'], DATABASE_URL: database.url, ...withKind };
    const program = join(project.batchwright, 'dist', 'src', 'commands', 'batchwright.js');
    const { stdout } = await run(process.execPath, [program, 'migrate'], { env });
    expect(stdout).toBe('Applied iban:CreateIbanChecks1764000000001.\n');
    expect(await database.query("SELECT title FROM batch_kinds WHERE name = 'iban_checks'")).toEqual([
      { title: 'IBAN checks' },
    ]);
    const down = await run(process.execPath, [program, 'migrate', 'down'], { env });
    expect(down.stdout).toBe('Reverted iban:CreateIbanChecks1764000000001.\n');
  });

  it('stops the start in plain words when it does not fit', async () => {
    const bare = (kinds: string) => `
      const { defineFeature, BackgroundHandler } = require('batchwright/kind');
      const kind = { name: 'spare', title: 'Spare', scopes: { submit: 'spare:write', read: 'spare:read' },
        publicId: 'uuid', maxItems: 10, schema: { item: {}, options: {} } };
      class Handler extends BackgroundHandler { kind = kind; }
      class Other extends BackgroundHandler { kind = kind; }
      exports.default = defineFeature({ name: 'spare', scopes: ['spare:read', 'spare:write'], ${kinds} });`;
    const without = moduleOf('no-handler.cjs', bare('kinds: [kind], module: class {}'));
    const two = moduleOf(
      'two-handlers.cjs',
      bare('kinds: [kind], module: { module: class {}, providers: [Handler, Other] }'),
    );
    const settings: readonly Readonly<Record<string, string>>[] = [
      { BATCHWRIGHT_MODULES: join(project.directory, 'nowhere.cjs') },
      { BATCHWRIGHT_MODULES: moduleOf('nothing.cjs', 'exports.answer = 42;') },
      { BATCHWRIGHT_MODULES: without },
      { BATCHWRIGHT_MODULES: two },
      { ...withKind, IBAN_COUNTRIES: 'DE,Atlantis', PORT: 'eighty' },
    ];
    const starts = await Promise.all(settings.map((env) => refused(env)));
    expect(starts.map(({ code }) => code)).toEqual([78, 78, 78, 78, 78]);
    expect(starts.map(({ output }) => output)).toEqual([
      expect.stringMatching(/The module \S+nowhere\.cjs of BATCHWRIGHT_MODULES cannot be loaded/),
      expect.stringMatching(/nothing\.cjs of BATCHWRIGHT_MODULES exports no feature/),
      expect.stringMatching(/The kind spare has no handler/),
      expect.stringMatching(/The kind spare has two handlers: Handler and Other/),
      expect.stringMatching(/PORT[^]*IBAN_COUNTRIES: must be countries with IBANs/),
    ]);
  });

  it('is tested by its author against a service in the same process', async () => {
    const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap', 'iban-checks.test.js'], {
      cwd: project.kind,
      env: { PATH: process.env['PATH'] },
    });
    expect(stdout).toMatch(/# pass 3\n# fail 0/);
  });

  it('is checked by the compiler against the types of the package', async () => {
    writeFileSync(
      join(project.directory, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          ...{ allowJs: true, checkJs: true, strict: true, noEmit: true, skipLibCheck: true },
          ...{ module: 'nodenext', target: 'es2022', types: [], maxNodeModuleJsDepth: 0 },
        },
        files: ['iban-checks.js'],
      }),
    );
    for (const file of ['iban-checks.js', 'iban.js', 'migrations.js'])
      await run('cp', [join(project.kind, file), project.directory]);
    writeFileSync(join(project.directory, 'package.json'), '{ "type": "module" }');
    const compiler = join(__dirname, '..', '..', 'node_modules', 'typescript', 'bin', 'tsc');
    const checked = await run(process.execPath, [compiler, '-p', project.directory]).catch((error: unknown) => error);
    expect(checked).toMatchObject({ stdout: '' });
    const types = readdirSync(join(project.batchwright, 'dist', 'src'), { recursive: true, encoding: 'utf8' });
    expect(types).toContain(join('kind', 'test-service.d.ts'));
    // What these types do not lead to is no part of what the package exports.
    expect(types).not.toContain(join('bootstrap', 'application.d.ts'));
  });
});
