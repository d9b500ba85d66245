import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryDirectory } from '../support/run-directory.js';

const dist = JSON.stringify(join(__dirname, '..', '..', 'dist', 'src'));

/**
 * Works that pass their deadline at different moments and go on sending; prints how each was answered and what was
 * stored.
 */
const PROGRAM = `
require('reflect-metadata');
const { setTimeout: delay } = require('node:timers/promises');
const load = (path) => require(require('node:path').join(${dist}, path));
const { AppConfig } = load('platform/config/config.js');
const { createDataSource } = load('platform/database/data-source.js');
const { run, sendWithoutWaiting: post } = load('platform/database/statement.js');
const { UnitOfWork } = load('platform/database/unit-of-work.js');
const ADD = { name: 'add_number', text: 'INSERT INTO numbers (n) VALUES ($1)' };
const add = (tx) => [tx.query('INSERT INTO numbers VALUES (2)'), run(ADD, [3], tx), post(ADD, [4], tx)];
const goOn = (tx) => Promise.allSettled([...add(tx), tx.query('COMMIT')]);
const works = {
  statement: async (tx) => { await run(ADD, [1], tx); await tx.query('SELECT count(*) FROM generate_series(1, 5000000)'); },
  queued: (tx) => Promise.allSettled([tx.query('SELECT count(*) FROM generate_series(1, 5000000)'), run(ADD, [1], tx), ...add(tx)]),
  own: async (tx) => { await run(ADD, [1], tx); await delay(400); },
};
(async () => {
  const db = await createDataSource(AppConfig.parse({ DATA_DIR: process.argv[1] }));
  await db.initialize();
  await db.query('CREATE TABLE numbers (n integer)');
  const unitOfWork = new UnitOfWork(db);
  const found = {};
  for (const [name, work] of Object.entries(works)) {
    let end;
    const answer = await unitOfWork.run((tx) => (end = work(tx).catch(() => undefined).then(() => goOn(tx))), 100)
      .then(() => 'stored', (error) => error.code);
    await end;
    found[name] = [answer, await unitOfWork.run((tx) => tx.query('SELECT n FROM numbers'))];
  }
  await unitOfWork.run((tx) => run(ADD, [5], tx));
  found.after = await db.query('SELECT n FROM numbers');
  console.log(JSON.stringify(found));
  await db.destroy();
})();`;

describe('A transaction of the embedded database that passes its deadline', () => {
  it('stores nothing, whatever its work sends before or after, and the next one is stored', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', PROGRAM, temporaryDirectory()], {
      cwd: __dirname,
    });
    expect(JSON.parse(stdout)).toEqual({
      statement: ['OVERLOADED', []],
      queued: ['OVERLOADED', []],
      own: ['OVERLOADED', []],
      after: [{ n: 5 }],
    });
  });
});
