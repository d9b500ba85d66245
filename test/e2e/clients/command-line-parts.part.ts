import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, start } from '../../support/command-line.js';
import { temporaryDirectory } from '../../support/run-directory.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

export const commandLineParts: Part = (own) => {
  const { KEYS } = own;

  describe('The command line with a batch in parts', () => {
    let service: Service;
    beforeAll(async () => {
      service = await own.begin();
    });

    const run = (words: readonly string[], input?: string): Promise<Ended> =>
      start(words, { url: service.url, key: KEYS.ana, ...(input === undefined ? {} : { input }) }).ended;
    const file = (name: string, text: string): string => {
      const path = join(temporaryDirectory(), name);
      writeFileSync(path, text);
      return path;
    };
    const opened = async (...flags: readonly string[]): Promise<string> => {
      const { code, out, talk } = await run(['open', 'contact_analysis', ...flags]);
      expect([code, talk]).toEqual([0, expect.stringMatching(/^Open until \d{4}-/)]);
      return out.trim();
    };

    it('opens it, appends files and JSON in any order, each once, and seals and follows it', async () => {
      const id = await opened('--name', 'In parts', '--priority', 'high');
      const csv = file('one.csv', 'Contact ID;Full name\nz-1;Zoë\nz-2;Bo\n');
      const first = await run(['append', id, csv, '--part', '7']);
      expect([first.code, first.out]).toEqual([0, '2\n']);
      expect(first.talk).toContain('Contact ID -> id (guessed)');
      expect(first.talk).toContain('Part 7 has 2 items, the batch 2.');
      expect(await run(['append', id, csv, '--part', '7'])).toMatchObject({ code: 0, out: '2\n' });
      const other = await run(['append', id, file('other.csv', 'Contact ID;Full name\nz-9;Cy\n'), '--part', '7']);
      expect([other.code, other.out, other.talk]).toEqual([1, '', expect.stringContaining('PART_CONFLICT')]);
      const items = JSON.stringify([{ id: 'z-3', data: { name: 'Cy' }, ref: 'third' }]);
      const json = await run(['append', id, '-', '--format', 'json', '--part', '2', '--json'], items);
      expect([json.code, JSON.parse(json.out)]).toMatchObject([0, { part: 2, first_index: 2, items: 1, total: 3 }]);
      const bad = file('bad.csv', 'Contact ID;Full name;Priority\nz-4;Di;eleven\n');
      const columns = await run(['append', id, bad, '--part', '3']);
      expect([columns.code, columns.talk]).toEqual([1, expect.stringContaining('FILE_REJECTED')]);

      const parts = await run(['parts', id]);
      expect(parts.out.split('\n').map((line) => line.split('\t').slice(0, 3).join(' '))).toEqual([
        '2 2 1',
        '7 0 2',
        '',
      ]);
      const early = await run(['seal', id, '--count', '4']);
      expect([early.code, early.talk]).toEqual([1, expect.stringContaining('SEAL_COUNT_MISMATCH')]);
      const results = join(temporaryDirectory(), 'results.ndjson');
      const sealed = await run(['seal', id, '--count', '3', '--out', results]);
      expect([sealed.code, sealed.out]).toEqual([0, `${id}\n`]);
      expect(sealed.talk).toContain('Sealed with 3 items.');
      expect(readFileSync(results, 'utf8').trim().split('\n')).toHaveLength(3);
      expect(JSON.parse((await run(['show', id, '--json'])).out)).toMatchObject({ name: 'In parts', priority: 'high' });
    });

    it('records bad rows of a part as failed, and tells their lines', async () => {
      const id = await opened();
      const rows = file('rows.csv', 'id,name,priority\ny-1,Ana,5\ny-2,Bo,eleven\n');
      const refused = await run(['append', id, rows, '--part', '1']);
      expect([refused.code, refused.talk]).toEqual([1, expect.stringContaining('line 3, ')]);
      const stored = await run(['append', id, rows, '--part', '1', '--on-invalid', 'fail_items']);
      expect([stored.code, stored.talk]).toEqual([
        0,
        expect.stringContaining('Recorded 1 bad rows as failed: lines 3.') as string,
      ]);
      expect(await run(['seal', id, '--count', '2', '--watch'])).toMatchObject({ code: 3 });
    });

    it('checks a part, a file or JSON, without storing it', async () => {
      const id = await opened();
      const rows = file('rows.csv', 'id,name\nw-1,Ana\nw-2,Bo\n');
      const dry = await run(['append', id, rows, '--part', '4', '--dry-run']);
      expect([dry.code, dry.out]).toEqual([0, '2\n']);
      expect(dry.talk).toContain('id -> id (guessed)');
      expect(dry.talk).toContain('Nothing was stored. Part 4 would have 2 items, the batch 2.');
      const json = file('rows.json', JSON.stringify([{ id: 'w-3', data: {} }]));
      expect(await run(['append', id, json, '--part', '4', '--dry-run'])).toMatchObject({ code: 0, out: '1\n' });
      const bad = file('bad.json', JSON.stringify([{ id: 'w-4', data: 'x' }]));
      expect(await run(['append', id, bad, '--part', '4', '--dry-run'])).toMatchObject({ code: 1, out: '' });
      expect(await run(['parts', id])).toMatchObject({ code: 0, out: '' });
    });

    it('sends nothing when a flag is missing or does not fit', async () => {
      const json = file('part.json', '{"name": "x", "items": []}');
      const csv = file('part.csv', 'id\n1\n');
      for (const words of [
        ['append', 'an-id', csv],
        ['append', 'an-id', csv, '--part', '0'],
        ['append', 'an-id', json, '--part', '1'],
        ['append', 'an-id', file('list.json', '[]'), '--part', '1', '--map', 'a=b'],
        ['seal', 'an-id'],
        ['open', 'contact_analysis', '--start', 'soon'],
      ])
        expect([words, (await run(words)).code]).toEqual([words, 2]);
    });
  });
};
