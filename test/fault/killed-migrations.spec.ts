import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { appliedCount, schemaShape } from '../support/schema-shape.js';
import { Service } from '../support/service.js';

const PROGRAM = join(__dirname, '..', '..', 'dist', 'src', 'commands', 'migrate.js');
/** The key of the lock that starters take before they migrate. */
const LOCK = 4_202_611;

interface Ended {
  readonly by: number | NodeJS.Signals;
  readonly said: string;
}

/** Runs `npm run migrate` to its end. */
const migrate = (database: TestDatabase, env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'], DATABASE_URL: database.url, ...env } };
    const child = execFile(process.execPath, [PROGRAM], options, (_error, stdout, stderr) =>
      resolve({ by: child.signalCode ?? child.exitCode ?? -1, said: `${stdout}${stderr}` }),
    );
  });

/** The steps that were applied, in a program's own words. */
const stepsOf = ({ said }: Ended): string[] => /^Applied (.*)\.$/m.exec(said)?.[1]?.split(', ') ?? [];

describe('Migrations that are cut short', () => {
  jest.setTimeout(120_000);
  let whole: TestDatabase;
  let database: TestDatabase;
  beforeAll(async () => {
    whole = await createDatabase();
  });
  beforeEach(async () => {
    database = await createDatabase({ empty: true });
  });

  it('killed between two steps, the next run goes on from there', async () => {
    expect((await migrate(database, { CRASH_AT: 'migrate.after_step:3' })).by).toBe('SIGKILL');
    expect(await appliedCount(database)).toBe(3);
    const early = await Service.launch({ databaseUrl: database.url });
    expect((await early.exited).code).toBe(78);
    expect(early.output).toContain('npm run migrate');

    const rest = await migrate(database);
    expect(rest.by).toBe(0);
    expect(stepsOf(rest)).toHaveLength((await appliedCount(whole)) - 3);
    expect(await schemaShape(database)).toEqual(await schemaShape(whole));
  });

  it('two concurrent runs apply each migration once', async () => {
    const both = await Promise.all([migrate(database), migrate(database)]);
    expect(both.map(({ by }) => by)).toEqual([0, 0]);
    const steps = both.flatMap(stepsOf);
    expect([steps.length, new Set(steps).size]).toEqual([await appliedCount(whole), steps.length]);
    expect(await schemaShape(database)).toEqual(await schemaShape(whole));
  });

  it('one that comes second waits longer than any request may, and finds nothing left to do', async () => {
    await database.session(async (first) => {
      await first.query('SELECT pg_advisory_lock($1)', [LOCK]);
      const second = migrate(database);
      await eventually(
        'the second has waited for longer than lock_timeout',
        async () =>
          (
            await first.query(
              "SELECT FROM pg_stat_activity WHERE wait_event = 'advisory' AND now() - query_start > '5.5 s'",
            )
          ).rowCount === 1,
        30_000,
      );
      await first.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      expect((await second).by).toBe(0);
    });
    expect(await schemaShape(database)).toEqual(await schemaShape(whole));
  });

  it('a first start that makes its database itself, killed half-way, is started again', async () => {
    const dataDir = join(temporaryDirectory(), 'data');
    // Where something stands already, the database of the build is not copied.
    mkdirSync(join(dataDir, 'postgres'), { recursive: true });
    const killed = await Service.launch({ dataDir, env: { CRASH_AT: 'migrate.after_step:3' } });
    expect((await killed.exited).signal).toBe('SIGKILL');
    const service = await Service.start({ dataDir });
    await service.stop();
    expect(await service.sql('SELECT count(*)::int AS n FROM schema_migrations')).toEqual([
      { n: await appliedCount(whole) },
    ]);
  });
});
