import { execFile } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryDirectory } from '../../support/run-directory.js';
import type { Part } from '../../support/shared-service.js';

const ROOT = join(__dirname, '..', '..', '..');
const run = promisify(execFile);
const bin = (name: string): string => join(ROOT, 'node_modules', '.bin', name);

/** Strict, and nothing but what the clients of browsers and Node have. */
const COMPILER_OPTIONS = {
  ...{ strict: true, noUncheckedIndexedAccess: true, noImplicitOverride: true, noFallthroughCasesInSwitch: true },
  ...{ module: 'esnext', moduleResolution: 'bundler', target: 'es2023', lib: ['es2023', 'dom', 'dom.iterable'] },
  ...{ types: [], noEmit: true },
};

/** Does the same by the clients of two generators: a batch in, its failed items out, and a refusal with its code. */
const PROGRAM = `
import createFetchClient from 'openapi-fetch';
import type { paths } from './schema';
import { getBatch, listBatchItems, submitBatch } from './sdk';
import { client } from './sdk/client.gen';

export async function main(baseUrl: string, key: string) {
  client.setConfig({ baseUrl, auth: (scheme) => (scheme.type === 'apiKey' ? key : undefined) });
  const twice = { id: 'sdk', data: { name: 'Ana' } };
  const submitted = await submitBatch({ body: { kind: 'contact_analysis', items: [twice, twice] } });
  if (submitted.data === undefined || !('id' in submitted.data)) throw new Error(JSON.stringify(submitted.error));
  const { id } = submitted.data;
  const isEnded = async (): Promise<boolean> => (await getBatch({ path: { id } })).data?.completed_at != null;
  while (!(await isEnded())) await new Promise((resolve) => setTimeout(resolve, 50));
  const failed = await listBatchItems({ path: { id }, query: { status: 'failed', limit: 10 } });
  const missing = await getBatch({ path: { id: '019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11' } });

  const api = createFetchClient<paths>({ baseUrl, headers: { 'X-API-Key': key } });
  const batch = await api.GET('/api/v1/batches/{id}', { params: { path: { id } } });
  const listed = await api.GET('/api/v1/batches', { params: { query: { kind: 'contact_analysis', limit: 1 } } });
  const invalid = await api.POST('/api/v1/batches', { body: { kind: 'contact_analysis', items: [{ id: '' }] } });
  return [
    failed.data?.results.map(({ index, error }) => [index, error?.code]),
    missing.error?.error_code,
    batch.data?.counters.succeeded,
    listed.data?.results[0]?.status,
    invalid.error?.error_code,
  ];
}
`;

export const generatedClients: Part = (own) => {
  const { KEYS } = own;

  describe('Clients that generators write from the OpenAPI document', () => {
    it('compile strictly and work with the service: those of openapi-ts and of openapi-typescript', async () => {
      const service = await own.begin();
      const folder = temporaryDirectory();
      const document = await service.request('GET', '/docs-json', { key: null });
      writeFileSync(join(folder, 'openapi.json'), document.text);
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
      await run(bin('openapi-ts'), ['-i', 'openapi.json', '-o', 'sdk', '-c', '@hey-api/client-fetch', '--silent'], {
        cwd: folder,
      });
      await run(bin('openapi-typescript'), ['openapi.json', '-o', 'schema.d.ts', '--default-non-nullable', 'false'], {
        cwd: folder,
      });
      writeFileSync(join(folder, 'main.ts'), PROGRAM);
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions: COMPILER_OPTIONS, include: ['*.ts', 'sdk'] }),
      );
      await run(bin('tsc'), ['-p', folder]).catch((error: unknown) => {
        throw new Error((error as { readonly stdout: string }).stdout);
      });
      await run(bin('rolldown'), ['main.ts', '--file', 'main.cjs', '--format', 'cjs', '--platform', 'node'], {
        cwd: folder,
      });
      const call = `require('./main.cjs').main(...process.argv.slice(1)).then((told) => console.log(JSON.stringify(told)))`;
      const { stdout } = await run(process.execPath, ['-e', call, service.url, KEYS.ana], { cwd: folder });
      expect(JSON.parse(stdout)).toEqual([[[1, 'DUPLICATE_ID']], 'NOT_FOUND', 1, 'partial', 'VALIDATION_ERROR']);
    }, 300_000);
  });
};
