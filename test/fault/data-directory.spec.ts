import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEYS } from '../support/accounts.js';
import { within } from '../support/eventually.js';
import { copyTemplate, Service } from '../support/service.js';
import { Submitters } from '../support/submitters.js';

describe('One data directory', () => {
  it('a second process exits 78 naming the first, whose work goes on unharmed', async () => {
    const first = await Service.start();
    const submitters = new Submitters(first, KEYS.ana, { clients: 2 });
    const second = await Service.launch({ dataDir: first.dataDir });
    expect(await within('the second process gives up', 60_000, second.exited)).toEqual({ code: 78, signal: null });
    expect(second.output).toContain(`process ${first.pid}`);
    await submitters.stop();
    await first.stop();

    expect(submitters.refused).toEqual([]);
    const stored = await first.sql('SELECT id, batch_id FROM contact_analysis');
    const batchOf = new Map(stored.map(({ id, batch_id }) => [id, batch_id]));
    for (const { batchId, ids } of submitters.acknowledged) for (const id of ids) expect(batchOf.get(id)).toBe(batchId);
  });

  it('a directory that cannot be used is named with the reason, and the process exits 78', async () => {
    const file = join(await copyTemplate(), 'file');
    writeFileSync(file, '');
    for (const [dataDir, reason] of [
      [file, 'it is a file'],
      [join(file, 'data'), 'a part of its path is a file'],
    ] as const) {
      const service = await Service.launch({ dataDir });
      expect(await within('the process gives up', 60_000, service.exited)).toEqual({ code: 78, signal: null });
      expect(service.output).toContain(`The data directory ${dataDir} (DATA_DIR) cannot be used: ${reason}.`);
      expect(service.output).not.toContain('    at ');
    }
  });

  it('after kill -9 a restart takes over the dead lock at once', async () => {
    const first = await Service.start();
    await first.kill9();
    const second = await first.again();
    expect((await second.request('GET', '/api/v1/batches')).status).toBe(200);
    await second.stop();
  });

  it('of several processes that start at once on a dead lock one wins and the others exit 78', async () => {
    const dead = await Service.start();
    await dead.kill9();
    const rivals = await Promise.all(Array.from({ length: 4 }, () => Service.launch({ dataDir: dead.dataDir })));
    const outcomes = await Promise.all(
      rivals.map(async (rival) => {
        const ready = rival.ready().then(
          () => 'ready',
          () => 'ended',
        );
        return (await ready) === 'ready' ? 'ready' : (await rival.exited).code;
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'ready')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 78)).toHaveLength(3);
  });

  it('a lock whose process id now belongs to another process is dead', async () => {
    const dataDir = await copyTemplate();
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    writeFileSync(join(dataDir, 'lock.1'), JSON.stringify({ pid: process.pid, bootId, startedAt: '1' }));
    const service = await Service.start({ dataDir });
    await service.stop();
  });

  it('a lock of a live process is never taken, and nothing is touched', async () => {
    const dataDir = await copyTemplate();
    const stat = readFileSync(`/proc/${process.pid}/stat`, 'utf8');
    const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const lock = JSON.stringify({ pid: process.pid, bootId, startedAt });
    writeFileSync(join(dataDir, 'lock.1'), lock);
    const service = await Service.launch({ dataDir });
    expect((await service.exited).code).toBe(78);
    expect(readFileSync(join(dataDir, 'lock.1'), 'utf8')).toBe(lock);
  });

  it('a directory of another PostgreSQL version is refused with 78', async () => {
    const dataDir = await copyTemplate();
    writeFileSync(join(dataDir, 'version.json'), '{"postgres":"17"}');
    const service = await Service.launch({ dataDir });
    expect((await service.exited).code).toBe(78);
    expect(service.output).toContain('PostgreSQL 17');
  });
});

describe('A faulty configuration', () => {
  it('stops the start with 78 and names every fault at once', async () => {
    const service = await Service.launch({ env: { PORT: 'http', ADMIN_API_KEY: 'short', LOG_LEVEL: 'loud' } });
    expect((await service.exited).code).toBe(78);
    for (const name of ['PORT', 'ADMIN_API_KEY', 'LOG_LEVEL']) expect(service.output).toContain(name);
    expect(service.output).not.toContain('short');
  });

  it('a database that is not migrated is refused with 78', async () => {
    const service = await Service.launch({ on: 'postgres', env: {} });
    await service.ready();
    await service.stop();
    await service.sql('DELETE FROM schema_migrations');
    const url = service.database?.url ?? '';
    const second = await Service.launch({ databaseUrl: url });
    expect((await second.exited).code).toBe(78);
    expect(second.output).toContain('npm run migrate');
  });
});
