import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandServer } from '../../../test/support/command-context.js';
import { control, importFixed } from './control.js';
import { UsageError } from './exit-codes.js';
import { submit, type SubmitFlags } from './submit.js';

const FIXED = { retried: 1, batch: {}, import: { rows: 1, left: { count: 0 }, skipped: { count: 0 } } };

describe('Flags of files', () => {
  let server: CommandServer;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fixed-'));
    server = await CommandServer.start(({ method, url }) => {
      if (url.pathname.endsWith('/retry')) return { json: FIXED };
      if (method === 'DELETE') return { status: 204, text: '' };
      return { status: 404, json: { error_code: 'NOT_FOUND', message: 'No \u001b[2Jbatch.', trace_id: 't1' } };
    });
    writeFileSync(join(folder, 'fixed.csv'), 'id;_index\n1;0\n');
    writeFileSync(join(folder, 'items.json'), '[{"id":"1","data":{}}]');
  });
  beforeEach(() => void (server.asked.length = 0));
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it('go with mended rows, all of them', async () => {
    const { context } = server.context<SubmitFlags>({
      map: ['A=data.a'],
      encoding: 'windows-1252',
      delimiter: ';',
      sheet: '2',
      onInvalid: 'skip',
    });
    await importFixed(context, 'b1', join(folder, 'fixed.csv'));
    expect(Object.fromEntries(server.asked[0]?.url.searchParams ?? [])).toEqual({
      mapping: '{"columns":{"A":"data.a"}}',
      encoding: 'windows-1252',
      delimiter: ';',
      sheet: '2',
      on_invalid: 'skip',
    });
  });

  it('that mended rows cannot have are refused before anything is sent', async () => {
    const { context } = server.context<SubmitFlags>({ onInvalid: 'fail_items' });
    await expect(importFixed(context, 'b1', join(folder, 'fixed.csv'))).rejects.toThrow(UsageError);
    expect(server.asked).toEqual([]);
  });

  it('that a JSON file cannot have are refused before anything is sent', async () => {
    const given: readonly SubmitFlags[] = [
      { map: ['a=b'] },
      { mapping: '{}' },
      { set: ['a=b'] },
      { encoding: 'utf-8' },
      { delimiter: ';' },
      { sheet: '1' },
      { onInvalid: 'skip' },
    ];
    for (const flags of given) {
      const { context } = server.context(flags);
      await expect(submit(context, 'contact_analysis', join(folder, 'items.json'))).rejects.toThrow(UsageError);
    }
    expect(server.asked).toEqual([]);
  });
});

describe('Controls of several batches', () => {
  it('tell each refusal, as JSON where that is asked for', async () => {
    const server = await CommandServer.start(({ url }) =>
      url.pathname.endsWith('/b2')
        ? { status: 204, text: '' }
        : { status: 404, json: { error_code: 'NOT_FOUND', message: 'No \u001b[2Jbatch.', trace_id: 't1' } },
    );
    const text = server.context({});
    expect(await control(text.context, 'delete', ['b1', 'b2'])).toBe(3);
    expect(text.talk()).toBe('b1: NOT_FOUND: No  [2Jbatch.\nb2: deleted\n');
    const json = server.context({ json: true });
    expect(await control(json.context, 'delete', ['b1', 'b2'])).toBe(3);
    expect(JSON.parse(json.talk())).toMatchObject({ id: 'b1', error_code: 'NOT_FOUND', trace_id: 't1' });
    expect(JSON.parse(json.out())).toEqual({ id: 'b2', deleted: true });
    await server.close();
  });
});
