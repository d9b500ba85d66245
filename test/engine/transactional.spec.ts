import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { probeDatabase } from '../support/probe.js';
import { RunningEngine } from '../support/running-engine.js';
import type { TransactionalInput } from '../support/transactional-probe.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await probeDatabase();
  await database.query(
    `INSERT INTO users (id, name, email, role) OVERRIDING SYSTEM VALUE VALUES (1, 'Ana', 'ana@x.test', 'admin') ON CONFLICT DO NOTHING`,
  );
});

const ended = (batchId: number) =>
  eventually('the batch ends', async () => {
    const [row] = await database.query<{ status: string }>(
      'SELECT status FROM batches WHERE id = $1 AND completed_at IS NOT NULL',
      [batchId],
    );
    return row?.status;
  });
const effects = async (): Promise<readonly number[]> =>
  (await database.query<{ index: number }>('SELECT index FROM probe_effects ORDER BY index')).map(({ index }) => index);

describe('Outcomes of a transactional kind that PostgreSQL cannot store', () => {
  const items: readonly TransactionalInput[] = [
    {},
    { gives: 'NUL' },
    { gives: 'NUL in its error' },
    { gives: 'BigInt' },
  ];
  const OUTCOMES = [
    { status: 'succeeded', output: { done: true } },
    { status: 'succeeded', output: { text: 'ab \ufffd' } },
    { status: 'failed', error: { code: 'CONFLICT', message: 'taken' } },
    { status: 'failed', error: { code: 'INTERNAL_ERROR', message: expect.any(String) as string } },
  ];
  const stored = () =>
    database
      .query('SELECT status, output, error FROM batch_items ORDER BY index')
      .then((rows) =>
        rows.map(({ status, output, error }) => (status === 'succeeded' ? { status, output } : { status, error })),
      );

  it('are cleaned in a worker, and only the item fails whose output is no JSON', async () => {
    const engine = await RunningEngine.start(database.url);
    expect(await ended(await engine.submitTransactional(items))).toBe('partial');
    expect(await stored()).toEqual(OUTCOMES);
    expect(await effects()).toEqual([0, 1, 2]);
    await engine.stop();
  });

  it('are so in a request, which answers what is stored', async () => {
    const engine = await RunningEngine.open(database.url);
    expect(await engine.request(items)).toEqual(OUTCOMES);
    expect(await stored()).toEqual(OUTCOMES);
    expect(await effects()).toEqual([0, 1, 2]);
    await engine.stop();
  });
});
