import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { offlineSql } from '../support/offline-sql.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { Service } from '../support/service.js';

const ROOT = join(__dirname, '..', '..');
const MIGRATIONS = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
  /(^|\/)migrations\/.+\.ts$/.test(path),
).length;

const keyOf = (dataDir: string): string => readFileSync(join(dataDir, 'admin-key'), 'utf8').trim();

/** A first start: it makes the database and the first key, and the key authenticates. */
async function firstStart(dataDir: string, main?: string): Promise<string> {
  const service = await Service.start({ dataDir, ...(main === undefined ? {} : { main }) });
  const key = keyOf(dataDir);
  expect(service.output).toContain(key);
  expect((await service.request('GET', '/api/v1/batches', { key })).status).toBe(200);
  await service.stop();
  return key;
}

/** A copy of the build without its template database; the packages are found through a link. */
function buildWithoutTemplate(): string {
  const place = temporaryDirectory();
  cpSync(join(ROOT, 'dist', 'src'), join(place, 'dist', 'src'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'));
  return join(place, 'dist', 'src', 'main.js');
}

describe('A first start on the embedded database', () => {
  it('begins with a copy of the built database, which holds the schema and no rows', async () => {
    const [migrations, users, keys] = await offlineSql({ DATA_DIR: temporaryDirectory() }, [
      { text: 'SELECT name FROM schema_migrations' },
      { text: 'SELECT id FROM users' },
      { text: 'SELECT id FROM api_keys' },
    ]);
    expect(migrations).toHaveLength(MIGRATIONS);
    expect(users).toEqual([]);
    expect(keys).toEqual([]);
  });

  it('makes a key of its own, and its files are for its user only', async () => {
    const places = [temporaryDirectory(), temporaryDirectory()];
    const keys: string[] = [];
    for (const place of places) keys.push(await firstStart(place));
    expect(new Set(keys).size).toBe(2);
    expect(statSync(join(places[0] ?? '', 'postgres')).mode & 0o777).toBe(0o700);
    expect(statSync(join(places[0] ?? '', 'postgres', 'PG_VERSION')).mode & 0o777).toBe(0o600);
  });

  it('continues after a start that was killed while copying', async () => {
    const dataDir = temporaryDirectory();
    mkdirSync(join(dataDir, 'postgres.draft', 'base'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres.draft', 'PG_VERSION'), '1');
    await firstStart(dataDir);
    expect(existsSync(join(dataDir, 'postgres.draft'))).toBe(false);
  });

  it('makes its database itself where the build has none', async () => {
    const main = buildWithoutTemplate();
    await firstStart(temporaryDirectory(), main);
    rmSync(join(main, '..', '..', '..'), { recursive: true, force: true });
  });
});
