import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { insertWaitingBatch, newWaitingBatch, startWith } from '../support/waiting-batches.js';

const dist = JSON.stringify(join(__dirname, '..', '..', 'dist', 'src'));

/**
 * Fills a table of the embedded database and empties it again, five times; answers the size of its files after each
 * round.
 */
const PROGRAM = `
require('reflect-metadata');
const { readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');
const load = (path) => require(join(${dist}, path));
const { AppConfig } = load('platform/config/config.js');
const { createDataSource } = load('platform/database/data-source.js');
const { EmbeddedVacuum } = load('platform/database/embedded-vacuum.js');
const sizeOf = (path) => readdirSync(path, { withFileTypes: true })
  .reduce((sum, one) => sum + (one.isDirectory() ? sizeOf : (file) => statSync(file).size)(join(path, one.name)), 0);
(async () => {
  const config = AppConfig.parse({ DATA_DIR: process.argv[1] });
  const db = await createDataSource(config);
  await db.initialize();
  const vacuum = new EmbeddedVacuum(db, config, { info() {}, warn() {} });
  await db.query('CREATE TABLE rows (id integer PRIMARY KEY, status text, input jsonb)');
  await db.query('CREATE INDEX rows_status ON rows (status, id)');
  const rounds = [];
  for (let round = 0; round < 5; round += 1) {
    await db.query("INSERT INTO rows SELECT n, 'pending', jsonb_build_object('text', repeat(md5(n::text), 8)) FROM generate_series($1::int, $2::int) n", [round * 20000, round * 20000 + 19999]);
    await db.query("UPDATE rows SET status = 'succeeded' WHERE id % 4 = 0");
    await db.query('DELETE FROM rows');
    if (process.argv[2] === 'vacuum') while (await vacuum.vacuumNext());
    await db.query('CHECKPOINT');
    rounds.push({ data: sizeOf(join(process.argv[1], 'postgres', 'base')), log: sizeOf(join(process.argv[1], 'postgres', 'pg_wal')) });
  }
  const dead = await db.query("SELECT coalesce(sum(n_dead_tup), 0)::int AS n FROM pg_stat_user_tables WHERE relname = 'rows'");
  const [{ shared_buffers: memory }] = await db.query('SHOW shared_buffers');
  console.log(JSON.stringify({ rounds, dead: dead[0].n, memory }));
  await db.destroy();
})();`;

interface Sizes {
  readonly rounds: readonly { readonly data: number; readonly log: number }[];
  readonly dead: number;
  readonly memory: string;
}

const MIB = 1024 * 1024;

describe('The files of the embedded database', () => {
  let sizes: Sizes;
  beforeAll(() => {
    const run = ['-e', PROGRAM, temporaryDirectory(), 'vacuum'];
    sizes = JSON.parse(execFileSync(process.execPath, run, { encoding: 'utf8' })) as Sizes;
  });

  it('do not grow with rows that were deleted', () => {
    const [first, ...later] = sizes.rounds.map(({ data }) => data);
    for (const size of later) expect(size).toBeLessThan((first ?? 0) + 2 * MIB);
  });

  it('hold no dead rows once everything that was due is vacuumed', () => expect(sizes.dead).toBe(0));

  it('keep a bounded write-ahead log', () => {
    for (const { log } of sizes.rounds) expect(log).toBeLessThanOrEqual(96 * MIB);
  });

  it('are kept in memory up to 32 MB, all of which every start fills', () => expect(sizes.memory).toBe('32MB'));

  it('are vacuumed by the service itself, beginning when it starts', async () => {
    const service = await startWith('embedded', [insertWaitingBatch(newWaitingBatch('ana'), 10_000)]);
    await eventually('the items are vacuumed', () =>
      service.log.some(({ msg, table }) => msg === 'table vacuumed' && table === 'public.batch_items'),
    );
  });
});
