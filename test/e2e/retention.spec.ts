import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const dist = JSON.stringify(join(__dirname, '..', '..', 'dist', 'src'));

/** Sweeps an embedded database of old, recent and open batches once, in a child process. Returns the remaining ones. */
const PROGRAM = `
require('reflect-metadata');
const load = (path) => require(require('node:path').join(${dist}, path));
const { AppConfig } = load('platform/config/config.js');
const { createDataSource } = load('platform/database/data-source.js');
const { migrate } = load('platform/database/schema.js');
const { Retention } = load('batch/maintenance/retention.js');
const { RetentionStore } = load('batch/maintenance/retention-store.js');
(async () => {
  const config = AppConfig.parse({ DATA_DIR: process.argv[1] });
  const db = await createDataSource(config);
  await db.initialize();
  await migrate(db);
  await db.query("INSERT INTO users (name, email, role) VALUES ('a', 'a@example.com', 'client')");
  const add = (ids, status, days) => db.query(
    "INSERT INTO batches (public_id, kind, owner_id, options, status, completed_at) SELECT $1 || n, 'operations', 1, '{}', $2, now() - make_interval(days => $3) FROM generate_series(1, $4) n",
    [ids, status, days, ids === 'old' ? 2500 : 3]);
  await add('old', 'completed', 31);
  await add('young', 'failed', 29);
  await add('open', 'processing', 31);
  await db.query("INSERT INTO idempotency_keys (owner_id, route, key_hash, body_hash, status_code, created_at) SELECT 1, 'r', sha256(h::text::bytea), '', 200, now() - make_interval(hours => h) FROM generate_series(22, 26) h");
  const noneIsLarge = {};
  const swept = await new Retention(new RetentionStore(db), noneIsLarge, config, { info() {} }).sweep();
  const [left] = await db.query("SELECT array_agg(DISTINCT rtrim(public_id, '0123456789')) AS batches, count(*) AS n, (SELECT count(*) FROM idempotency_keys) AS keys FROM batches");
  console.log(JSON.stringify({ swept, left }));
  await db.destroy();
})();`;

describe('The retention sweep', () => {
  it('deletes batches that ended 30 days ago and day-old idempotency keys, and nothing else [S1-59]', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'retention-'));
    try {
      const out = execFileSync(process.execPath, ['-e', PROGRAM, dataDir], { encoding: 'utf8', cwd: __dirname });
      const { swept, left } = JSON.parse(out) as {
        swept: unknown;
        left: { batches: string[]; n: number; keys: number };
      };
      expect(swept).toEqual({ batches: 2500, idempotencyKeys: 3 });
      expect({ ...left, batches: [...left.batches].sort() }).toEqual({ batches: ['open', 'young'], n: 6, keys: 2 });
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });
});
