import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BatchwrightClient, createClient } from '../../../clients/typescript/src/client.js';
import { type Ended, start } from '../../support/command-line.js';
import { temporaryDirectory } from '../../support/run-directory.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

/** A file as spreadsheets write it on other machines: UTF-16, semicolons, names of its own, a row that is wrong. */
const fileOf = (prefix: string): string =>
  `Contact ID;Full name;Priority;Shoe size\r\n${prefix}-1;Zoë Müller;high;42\r\n${prefix}-2;Ana Souza;soon;38\r\n`;

const utf16 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));

export const files: Part = (own) => {
  const { KEYS } = own;

  describe('Files and parts through the clients', () => {
    let service: Service;
    let client: BatchwrightClient;
    beforeAll(async () => {
      service = await own.begin();
      client = createClient({ baseUrl: service.url, apiKey: KEYS.ana });
    });

    it('go in, come back with what failed, and go in again mended, by the TypeScript client', async () => {
      const bytes = utf16(fileOf('t'));
      const options = { format: 'csv', onInvalid: 'fail_items' } as const;
      const checked = await client.batches.checkFile('contact_analysis', bytes, options);
      expect(checked).toMatchObject({ valid: false, total: 2, import: { encoding: 'utf-16le', delimiter: ';' } });
      await expect(client.batches.import('contact_analysis', bytes, { format: 'csv' })).rejects.toMatchObject({
        code: 'VALIDATION_ERROR',
        validationErrors: [{ line: 3, column: 'Priority' }],
      });
      const open = (): ReadableStream<Uint8Array> => new Blob([bytes]).stream();
      const batch = await client.batches.import('contact_analysis', open, { ...options, name: 'A file' });
      expect(batch.import.columns.map(({ field }) => field)).toEqual(['id', 'data.name', 'priority', 'data.Shoe size']);
      await expect(client.batches.wait(batch.id)).resolves.toMatchObject({ status: 'partial' });
      const failed = await client.batches.export(batch.id, { format: 'csv', only: 'failed', bom: false });
      const text = await failed.text();
      expect(text.split('\r\n')[1]).toContain('t-2;Ana Souza;soon;38;1;INVALID_ROW;');
      const fixed = await client.batches.importFixed(batch.id, text.replace('soon', 'urgent'), { format: 'csv' });
      expect(fixed).toMatchObject({ retried: 1, import: { rows: 1, left: { count: 0 } } });
      await expect(client.batches.wait(batch.id)).resolves.toMatchObject({
        status: 'completed',
        counters: { total: 2, succeeded: 2 },
      });
    });

    it('go the same round by the command line', async () => {
      const folder = temporaryDirectory();
      const [path, failed] = [join(folder, 'contacts.csv'), join(folder, 'failed.csv')];
      writeFileSync(path, utf16(fileOf('c')));
      const run = (...words: readonly string[]): Promise<Ended> =>
        start(words, { url: service.url, key: KEYS.ana }).ended;
      const dry = await run('submit', 'contact_analysis', path, '--dry-run');
      expect([dry.code, dry.out]).toEqual([3, expect.stringMatching(/^line 3\t/)]);
      expect(dry.talk).toContain('Read as csv in utf-16le:\n  Contact ID -> id (guessed)\n');
      const set = ['--set', 'data.source=fair', '--map', 'Shoe size=data.shoes|number'];
      const mapped = ['--map', 'Contact ID=id', '--map', 'Full name=data.name|trim', '--map', 'Priority=priority'];
      const words = ['submit', 'contact_analysis', path, '--on-invalid', 'fail_items', ...set, ...mapped];
      const submitted = await run(...words, '--watch');
      expect(submitted.code).toBe(3);
      const id = submitted.out.trim();
      expect(await run('export', id, '--only', 'failed', '--out', failed)).toMatchObject({ code: 0 });
      const text = readFileSync(failed, 'utf16le');
      expect(text).toMatch(/^\ufeffContact ID;/);
      writeFileSync(failed, text.replace('soon', 'urgent'), 'utf16le');
      const fixed = await run('import-fixed', id, failed, '--delimiter', ';', '--encoding', 'utf-16le', '--watch');
      expect([fixed.code, fixed.talk]).toEqual([0, expect.stringContaining('1 item run again of 1 row.')]);
      const { input } = await client.batches.item(id, 0);
      expect(input).toMatchObject({ priority: 8, data: { name: 'Zoë Müller', source: 'fair', shoes: 42 } });
    });

    it('go in part by part, and again without being stored twice', async () => {
      function* contacts() {
        for (let at = 0; at < 25; at += 1) yield { id: `p-${at}`, data: { name: `Contact ${at}` } };
      }
      const options = { partSize: 10, idempotencyKey: 'parts' };
      const batch = await client.parts.submit({ kind: 'contact_analysis', name: 'In parts' }, contacts(), options);
      const again = await client.parts.submit({ kind: 'contact_analysis', name: 'In parts' }, contacts(), options);
      expect(again.id).toBe(batch.id);
      const { results } = await client.parts.list(batch.id);
      expect(results.map(({ part, items }) => [part, items])).toEqual([
        [1, 10],
        [2, 10],
        [3, 5],
      ]);
      await expect(client.batches.wait(batch.id)).resolves.toMatchObject({
        status: 'completed',
        counters: { total: 25 },
      });
      const open = await client.parts.open({ kind: 'contact_analysis' });
      await client.parts.append<'contact_analysis'>(open.id, 4, [{ id: 'o', data: {} }]);
      await expect(client.parts.seal(open.id, 2)).rejects.toMatchObject({ code: 'SEAL_COUNT_MISMATCH' });
      await client.parts.seal(open.id, 1);
      await expect(client.batches.wait(open.id)).resolves.toMatchObject({ status: 'completed' });
    });

    it('go in as parts that are files, by the TypeScript client', async () => {
      const { id } = await client.parts.open({ kind: 'contact_analysis' });
      const bytes = utf16(fileOf('f'));
      await expect(client.parts.appendFile(id, 1, bytes, { format: 'csv' })).rejects.toMatchObject({
        validationErrors: [{ line: 3, column: 'Priority' }],
      });
      const options = { format: 'csv', onInvalid: 'skip' } as const;
      const first = await client.parts.appendFile(id, 1, bytes, options);
      expect(first).toMatchObject({ items: 1, import: { encoding: 'utf-16le', skipped: { lines: [3] } } });
      const line = JSON.stringify({ 'Contact ID': 'f-3', 'Full name': 'Bo' });
      const second = await client.parts.appendFile(id, 2, line, { format: 'ndjson' });
      expect(second).toMatchObject({ first_index: 1, total: 2, import: { format: 'ndjson', rows: 1 } });
      await client.parts.seal(id, 2);
      await expect(client.batches.wait(id)).resolves.toMatchObject({ counters: { total: 2, succeeded: 2 } });
    });

    it('are acted on many at a time, and searched', async () => {
      const ids: string[] = [];
      for (const name of ['one', 'two']) {
        // Without its seal it cannot end before it is paused.
        const batch = await client.parts.open({ kind: 'url_analysis', name: `many ${name}` });
        await client.parts.append<'url_analysis'>(batch.id, 1, [`https://${name}.invalid/`]);
        ids.push((await client.batches.pause(batch.id)).id);
      }
      const action = { action: 'cancel', filter: { q: 'many' }, reason: 'No longer wanted.' } as const;
      await expect(client.actions.count(action)).resolves.toMatchObject({ matched: 2, actionable: 2 });
      const { id } = await client.actions.start(action);
      const ended = await client.actions.wait(id, { pollMs: 50 });
      expect(ended).toMatchObject({ status: 'completed', done: 2, refused: 0, reason: 'No longer wanted.' });
      for (const one of ids) await expect(client.batches.get(one)).resolves.toMatchObject({ status: 'cancelled' });
      const found = await start(['search', 'many', '--json'], { url: service.url, key: KEYS.ana }).ended;
      expect(found.out.split('\n').filter((line) => line !== '')).toHaveLength(2);
    });
  });
};
