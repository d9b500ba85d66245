import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Asked, CommandServer } from '../../../test/support/command-context.js';
import { importFixed } from './control.js';
import { UsageError } from './exit-codes.js';
import { follow } from './follow.js';
import { saveExport } from './save-export.js';
import { submit, type SubmitFlags } from './submit.js';

const BATCH = {
  id: 'b1',
  status: 'completed',
  revision: 3,
  progress: 100,
  rate_per_second: null,
  estimated_completion: null,
  counters: { total: 1, pending: 0, succeeded: 1, failed: 0, cancelled: 0 },
};

const FIXED = { retried: 1, batch: BATCH, import: { rows: 1, left: { count: 0 }, skipped: { count: 0 } } };

/** A batch that has ended, and its export. */
function answer({ url, method }: Asked) {
  if (url.pathname.endsWith('/export')) return { text: 'id,status\n1,\u001b[31msucceeded\n' };
  if (url.pathname.endsWith('/events')) return { text: 'no stream' };
  if (url.pathname.endsWith('/retry')) return { json: FIXED };
  return { status: method === 'POST' ? 201 : 200, json: BATCH };
}

describe('The file that takes the results', () => {
  let server: CommandServer;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'results-'));
    server = await CommandServer.start(answer);
    writeFileSync(join(folder, 'items.json'), '[{"id":"1","data":{}}]');
    writeFileSync(join(folder, 'items.csv'), 'id\n1\n');
  });
  beforeEach(() => void (server.asked.length = 0));
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it('is refused before anything is sent when nothing can be written there', async () => {
    const items = join(folder, 'items.json');
    const closed = mkdtempSync(join(folder, 'closed-'));
    chmodSync(closed, 0o500);
    for (const out of [
      join(folder, 'results.txt'),
      join(folder, 'missing', 'results.csv'),
      folder,
      join(folder, 'items.csv', 'results.csv'),
      ...(process.getuid?.() === 0 ? [] : [join(closed, 'results.csv')]),
    ]) {
      const { context } = server.context({ out });
      await expect(submit(context, 'contact_analysis', items)).rejects.toThrow(UsageError);
      await expect(follow(context, 'b1')).rejects.toThrow(UsageError);
      await expect(importFixed(context, 'b1', join(folder, 'items.csv'))).rejects.toThrow(UsageError);
      await expect(saveExport(context, 'b1', { out })).rejects.toThrow(UsageError);
    }
    expect(server.asked).toEqual([]);
  });

  it('has the format of its own name: what says how the rows are read says nothing of it', async () => {
    const rows = join(folder, 'items.csv');
    const wrong = server.context<SubmitFlags>({ out: join(folder, 'results.txt'), format: 'csv' });
    await expect(submit(wrong.context, 'contact_analysis', rows)).rejects.toThrow(UsageError);
    await expect(follow(wrong.context, 'b1')).rejects.toThrow(UsageError);
    await expect(importFixed(wrong.context, 'b1', rows)).rejects.toThrow(UsageError);
    expect(server.asked).toEqual([]);
    const workbook = server.context<SubmitFlags>({ format: 'xlsx' }, true);
    await importFixed(workbook.context, 'b1', rows);
    expect(server.asked).toHaveLength(1);
  });

  it('appears when it is whole, and nothing else does', async () => {
    const out = join(folder, 'results.csv');
    const { context, talk } = server.context({ out });
    await saveExport(context, 'b1', { out });
    expect(readFileSync(out, 'utf8')).toBe('id,status\n1,\u001b[31msucceeded\n');
    expect([talk(), existsSync(`${out}.part`)]).toEqual([`Wrote ${out}.\n`, false]);
    // What is there stays until the new file is whole.
    writeFileSync(out, 'before');
    await expect(saveExport(context, 'b1', { out, format: 'txt' })).rejects.toThrow(UsageError);
    expect(readFileSync(out, 'utf8')).toBe('before');
  });

  it('is not taken from a command that is writing it', async () => {
    const out = join(folder, 'shared.csv');
    writeFileSync(`${out}.part`, 'half of it');
    const { context } = server.context({ out });
    await submit(context, 'contact_analysis', join(folder, 'missing.csv')).catch(() => undefined);
    expect(readFileSync(`${out}.part`, 'utf8')).toBe('half of it');
  });

  it('is written as it is in a pipe; on a terminal nothing of it moves the cursor, and no workbook is shown', async () => {
    const piped = server.context({});
    await saveExport(piped.context, 'b1', {});
    expect(piped.out()).toBe('id,status\n1,\u001b[31msucceeded\n');
    const shown = server.context({}, true);
    await saveExport(shown.context, 'b1', {});
    expect(shown.out()).toBe('id,status\n1, [31msucceeded\n');
    await expect(saveExport(shown.context, 'b1', { format: 'xlsx' })).rejects.toThrow('pass --out');
  });
});
