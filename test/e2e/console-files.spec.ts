import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Answer } from '../support/client.js';
import { Service } from '../support/service.js';

const BUILT = join(__dirname, '..', '..', 'console', 'dist');
/** Most compressed bytes of script that the first page loads. */
const FIRST_LOAD = 200 * 1024;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const manifest = JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8')) as Readonly<Record<string, Chunk>>;

/** A chunk with all that it imports, each once. */
function withImports(name: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const inner of manifest[name]?.imports ?? []) withImports(inner, seen);
  return seen;
}

describe('The files of the console', () => {
  let service: Service;
  let behind: Service;
  beforeAll(async () => {
    [service, behind] = await Promise.all([
      Service.start({ on: 'postgres' }),
      Service.start({ on: 'postgres', env: { PUBLIC_PATH: '/tools/batches' } }),
    ]);
  });
  const get = (path: string, headers: Readonly<Record<string, string>> = {}, from = service): Promise<Answer> =>
    from.request('GET', path, { key: null, headers, checked: false });
  const entry = Object.values(manifest).find(({ isEntry }) => isEntry === true)?.file ?? '';

  it('load at most 200 kB of compressed script for the first page, plots and forms left out', () => {
    const entryName = Object.keys(manifest).find((name) => manifest[name]?.isEntry === true) ?? '';
    const first = [...withImports(entryName), ...withImports('src/pages/overview.tsx')];
    const files = [...new Set(first.flatMap((name) => manifest[name]?.file ?? []))];
    expect(files.length).toBeGreaterThan(1);
    const bytes = files.reduce((sum, file) => sum + readFileSync(join(BUILT, `${file}.gz`)).length, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(FIRST_LOAD);
    expect(files.filter((file) => /chart|submit/.test(file))).toEqual([]);
  });

  it('come compressed, named by their content and kept for a year', async () => {
    const plain = await get(`/console/${entry}`, { 'Accept-Encoding': 'identity' });
    expect(plain.headers.get('cache-control')).toContain('immutable');
    expect(plain.headers.get('content-type')).toContain('javascript');
    const response = await fetch(`${service.url}/console/${entry}`, { headers: { 'Accept-Encoding': 'gzip, br' } });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(await response.text()).toBe(plain.text);
    expect(brotliDecompressSync(readFileSync(join(BUILT, `${entry}.br`))).toString()).toBe(plain.text);
    const known = {
      'Accept-Encoding': 'gzip, br',
      'If-None-Match': response.headers.get('etag') ?? '',
      // fetch would ask for it anew by `no-cache`, which is the caller's word against a 304.
      'Cache-Control': 'max-age=0',
    };
    const again = await get(`/console/${entry}`, known);
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('are below a policy that runs no text and loads nothing from elsewhere', async () => {
    const page = await get('/console');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|https?:\/\//);
  });

  it('are the page for every address below it, but not for assets that are not there', async () => {
    const pages = ['/console/', '/console/batches', '/console/batches/some.id', '/console/../console/keys'];
    for (const path of pages) expect((await get(path)).text).toContain('<div id="root">');
    for (const path of ['/console/assets/none.js', '/console/assets/..%2f..%2fpackage.json'])
      expect((await get(path)).status).toBe(404);
    for (const path of ['/console/%2e%2e/%2e%2e/package.json', '/console/..%2f..%2fpackage.json'])
      expect((await get(path)).text).not.toContain('"dependencies"');
  });

  it('are where the root leads browsers, and nobody else', async () => {
    const browser = await get('/', { Accept: 'text/html,application/xhtml+xml' });
    expect([browser.status, browser.headers.get('location')]).toEqual([302, '/console/']);
    expect((await get('/')).headers.get('location')).toBe('/docs');
  });

  it('know the path below which a proxy publishes them, whether the proxy removes it or not', async () => {
    for (const path of ['/tools/batches/console/batches', '/console/batches'])
      expect((await get(path, {}, behind)).text).toContain('<base href="/tools/batches/console/">');
    expect((await get(`/tools/batches/console/${entry}`, {}, behind)).status).toBe(200);
    expect((await get('/tools/batches/api/v1/health', {}, behind)).status).toBe(200);
    expect((await get('/tools/batchesapi/v1/health', {}, behind)).status).toBe(404);
    const root = await get('/tools/batches/', { Accept: 'text/html' }, behind);
    expect(root.headers.get('location')).toBe('/tools/batches/console/');
  });
});
