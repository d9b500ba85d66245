import type { Answer } from '../../support/client.js';
import { expectNoSilence } from '../../support/event-loop.js';
import { eventually } from '../../support/eventually.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';
import { fileOf, formOf, TYPES } from '../../support/table-files.js';
import { fileSender } from './file-sender.js';

const CONTACTS = {
  headers: ['Contact ID', 'Full_Name', 'E-Mail', 'Labels', 'Shoe size'],
  rows: [
    ['c-1', 'Zoë Müller', 'zoe@example.com', 'a; b', '42'],
    ['c-2', 'Łucja, PhD', 'lucja@example.com', '', ''],
  ],
};
const ASCII = { ...CONTACTS, rows: CONTACTS.rows.map((cells) => cells.map((cell) => cell.replace('Ł', 'L'))) };
const FORMATS = ['csv', 'ndjson', 'xlsx'] as const;
const ENCODINGS = ['utf-8', 'utf-8 with a mark', 'utf-16le', 'windows-1252'] as const;

type Told = Record<string, unknown>;

// On one database: what reaches it of a file are the statements of a submission (submit.spec.ts, files-round.spec.ts
// run on both).
export const filesMapped: Part = (own) => {
  const { KEYS } = own;

  describe('A batch that comes as a file', () => {
    let service: Service;
    beforeAll(async () => {
      service = await own.begin();
    });
    afterAll(() => expectNoSilence(service));

    const send = fileSender(() => service, KEYS);
    const get = (path: string): Promise<Answer> => service.request('GET', path, { key: KEYS.ana });
    const ended = async (answer: Answer): Promise<Answer> => {
      if (answer.status !== 201) throw new Error(`The file was answered ${answer.status}: ${answer.text}`);
      const path = answer.headers.get('Location') ?? '';
      await eventually('the batch ends', async () => (await get(path)).at('completed_at') !== null, 60_000);
      return get(path);
    };
    const items = async (answer: Answer): Promise<Told[]> =>
      (await get(`${answer.headers.get('Location') ?? ''}/items`)).at('results') as Told[];

    it.each(FORMATS.flatMap((format) => ENCODINGS.map((encoding) => [format, encoding] as const)))(
      'is recognised and mapped by itself: %s in %s',
      async (format, encoding) => {
        const id = `${format}-${encoding.replaceAll(' ', '-')}`;
        const table = encoding === 'windows-1252' ? ASCII : CONTACTS;
        const named = { ...table, rows: table.rows.map(([own = '', ...cells]) => [`${id}-${own}`, ...cells]) };
        const file = fileOf(named, format, encoding);
        const answer = await send(file, { name: 'a file' }, { 'Content-Type': TYPES[format] });
        expect(answer.at('import')).toMatchObject({
          format,
          encoding: format === 'xlsx' ? null : encoding.replace(' with a mark', ''),
          delimiter: format === 'csv' ? ';' : null,
          sheet: format === 'xlsx' ? 'Rows' : null,
          rows: 2,
          imported: 2,
          columns: [
            { name: 'Contact ID', field: 'id', guessed: true, metadata: false },
            { name: 'Full_Name', field: 'data.name' },
            { name: 'E-Mail', field: 'data.email' },
            { name: 'Labels', field: 'data.tags', convert: ['split:;'] },
            { name: 'Shoe size', field: 'data.Shoe size', convert: [] },
          ],
        });
        expect((await ended(answer)).body).toMatchObject({
          name: 'a file',
          status: 'completed',
          counters: { total: 2 },
        });
        const [first, second] = await items(answer);
        expect(first?.['input']).toEqual({
          id: `${id}-c-1`,
          priority: 5,
          data: { name: 'Zoë Müller', email: 'zoe@example.com', tags: ['a', 'b'], 'Shoe size': '42' },
        });
        const emptyCells = format === 'ndjson' ? { tags: [], 'Shoe size': '' } : {};
        expect(second?.['input']).toMatchObject({
          data: { name: named.rows[1]?.[1], email: 'lucja@example.com', ...emptyCells },
        });
        expect(await get(`${answer.headers.get('Location') ?? ''}/import`)).toMatchObject({
          body: answer.at('import'),
        });
      },
    );

    it('may be a part of a form, with its parameters beside it or in the query', async () => {
      const table = { headers: ['nr', 'who'], rows: [['f-1', 'Ana']] };
      const mapping = {
        columns: { nr: 'id', who: { field: 'data.name', convert: ['upper'] } },
        fixed: { priority: 8 },
      };
      const { raw, headers } = formOf(fileOf(table, 'xlsx', 'utf-8'), 'list.xlsx', {
        kind: 'contact_analysis',
        mapping: JSON.stringify(mapping),
        metadata: '{"from":"a form"}',
        priority: 'high',
      });
      const answer = await service.request('POST', '/api/v1/batches', { key: KEYS.ana, raw, headers });
      expect((await ended(answer)).body).toMatchObject({
        priority: 'high',
        metadata: { from: 'a form' },
        status: 'completed',
      });
      expect((await items(answer))[0]?.['input']).toEqual({ id: 'f-1', priority: 8, data: { name: 'ANA' } });
      const twice = await service.request('POST', '/api/v1/batches?kind=contact_analysis', {
        key: KEYS.ana,
        raw,
        headers,
      });
      expect(twice.at('validation_errors', 0)).toMatchObject({ field: 'kind', error_type: 'duplicate' });
    });

    it('keeps columns of no field as metadata, and ref as the name of the item', async () => {
      const answer = await send('Ref;Web-Site;Owner;Note\nr1;https://example.com/a;ana;\n', { kind: 'url_analysis' });
      expect(answer.status).toBe(201);
      await service.request('POST', `${answer.headers.get('Location') ?? ''}/cancel`, { key: KEYS.ana });
      expect((await items(answer))[0]).toMatchObject({
        ref: 'r1',
        metadata: { Owner: 'ana' },
        input: { url: 'https://example.com/a' },
      });
      expect(answer.at('import', 'columns', 2)).toMatchObject({ name: 'Owner', field: null, metadata: true });
      expect(answer.at('import', 'mapping')).toEqual({
        columns: {
          Ref: { field: 'ref', convert: ['text'] },
          'Web-Site': { field: 'url', convert: ['text'] },
          Owner: null,
          Note: null,
        },
        fixed: {},
      });
    });

    it('converts as the mapping says, and tells a cell that cannot be by line and column', async () => {
      const mapping = {
        columns: {
          nr: 'id',
          score: { field: 'data.score', convert: 'number:,' },
          born: { field: 'data.born', convert: ['date:DD.MM.YYYY'] },
          ok: { field: 'data.ok', convert: 'boolean' },
        },
        guess: true,
      };
      const file = 'nr;score;born;ok;Labels\nk-1;1.234,5;29.11.2026;ja;x;\nk-2;1,5x;31.02.2026;vielleicht;\n';
      const answer = await send(file.replace('x;\n', 'x\n'), { mapping: JSON.stringify(mapping) });
      expect(answer.status).toBe(422);
      const faults = (answer.at('validation_errors') as Told[]).map(({ field, line, column, error_type: type }) => [
        field,
        line,
        column,
        type,
      ]);
      expect(faults).toEqual([
        ['items.1.data.score', 3, 'score', 'convert_number'],
        ['items.1.data.born', 3, 'born', 'convert_date'],
        ['items.1.data.ok', 3, 'ok', 'convert_boolean'],
      ]);
      const skipped = await send(file.replace('x;\n', 'x\n'), { mapping: JSON.stringify(mapping), on_invalid: 'skip' });
      await ended(skipped);
      expect((await items(skipped)).map(({ input }) => input)).toEqual([
        { id: 'k-1', priority: 5, data: { score: 1234.5, born: '2026-11-29', ok: true, tags: ['x'] } },
      ]);
    });

    it('is refused whole for a bad row, or runs without it and tells which, or records it as failed', async () => {
      const file = 'id,name,priority\nb-1,Ana,5\n,Nobody,5\nb-3,Bo,eleven\nb-4,Cy,1\n';
      const refused = await send(file, {});
      expect([refused.status, refused.at('validation_errors', 1)]).toEqual([
        422,
        expect.objectContaining({ field: 'items.2.priority', line: 4, column: 'priority', invalid_value: 'eleven' }),
      ]);
      expect(refused.at('validation_errors', 0)).toMatchObject({ field: 'items.1.id', line: 3, column: 'id' });

      const skipped = await send(file, { on_invalid: 'skip', name: 'skipped' });
      expect((await ended(skipped)).at('counters')).toMatchObject({ total: 2, succeeded: 2 });
      expect(skipped.at('import')).toMatchObject({
        rows: 4,
        imported: 2,
        skipped: { count: 2, lines: [3, 4] },
        failed: { count: 0 },
      });
      expect(skipped.at('import', 'skipped', 'errors', 0)).toMatchObject({
        line: 3,
        column: 'id',
        field: 'id',
        error_type: 'missing',
      });
      expect((await items(skipped)).map(({ index }) => index)).toEqual([0, 1]);

      const failing = await send(file.replaceAll('b-', 'd-'), { on_invalid: 'fail_items' });
      expect(failing.at('import')).toMatchObject({ imported: 4, failed: { count: 2, lines: [3, 4] } });
      expect((await ended(failing)).body).toMatchObject({
        status: 'partial',
        counters: { total: 4, succeeded: 2, failed: 2 },
      });
      expect((await items(failing)).map(({ index, status }) => [index, status])).toEqual([
        [0, 'succeeded'],
        [1, 'failed'],
        [2, 'failed'],
        [3, 'succeeded'],
      ]);
      expect((await items(failing))[2]).toMatchObject({
        input: { id: 'd-3', priority: 'eleven', data: { name: 'Bo' } },
        error: { code: 'INVALID_ROW', retryable: false, details: { line: 4, errors: [{ column: 'priority' }] } },
        attempts: 0,
      });
      const again = await service.request('POST', `${failing.headers.get('Location') ?? ''}/retry`, {
        key: KEYS.ana,
        body: {},
      });
      expect(again.at('error_code')).toBe('BATCH_NOT_RETRYABLE');
      const none = await send('id,name\n,A\n', { on_invalid: 'skip' });
      expect([none.status, none.at('validation_errors', 0, 'line')]).toEqual([422, 2]);
    });

    it('has a verdict for every row in a dry run, that of the database included, and stores nothing', async () => {
      await ended(await send('id,name\nv-1,Ana\n', {}));
      const count = async (): Promise<unknown> => (await get('/api/v1/batches?total=true')).at('total');
      const before = await count();
      const answer = await send('id,name,priority\nv-2,Bo,5\nv-1,Ana,5\n\nv-3,Cy,x\n', { validate_only: 'true' });
      expect([answer.status, answer.at('valid'), answer.at('total')]).toEqual([200, false, 3]);
      expect((answer.at('items') as Told[]).map(({ index, line, valid }) => [index, line, valid])).toEqual([
        [0, 2, true],
        [1, 3, false],
        [2, 5, false],
      ]);
      expect(answer.at('items', 1, 'error', 'code')).toBe('DUPLICATE_ID');
      expect(answer.at('items', 2, 'error')).toMatchObject({
        code: 'INVALID_ROW',
        details: { errors: [{ line: 5, column: 'priority' }] },
      });
      expect(answer.at('import', 'columns', 0)).toMatchObject({ name: 'id', field: 'id' });
      const background = await send('url\nhttps://example.com/\nnonsense\n', {
        kind: 'url_analysis',
        validate_only: 'true',
      });
      expect((background.at('items') as Told[]).map(({ valid }) => valid)).toEqual([true, false]);
      expect(await count()).toBe(before);
    });

    it('is the same request with the same key, bytes and parameters, and another one otherwise', async () => {
      const key = { 'Idempotency-Key': 'file' };
      const file = 'id,name\ni-1,Ana\ni-2,\n,x\n';
      const first = await send(file, { on_invalid: 'skip' }, key);
      const again = await send(file, { on_invalid: 'skip' }, key);
      expect([again.status, again.headers.get('Idempotency-Replayed'), again.at('id')]).toEqual([
        201,
        'true',
        first.at('id'),
      ]);
      expect(again.at('import')).toEqual(first.at('import'));
      for (const [other, onInvalid] of [
        [file, 'fail_items'],
        [`${file}i-3,`, 'skip'],
      ] as const)
        expect((await send(other, { on_invalid: onInvalid }, key)).at('error_code')).toBe('IDEMPOTENCY_KEY_REUSED');
    });

    it('may be atomic, but not with rows that failed before the beginning', async () => {
      const whole = await send('id,name\na-1,A\na-1,B\n', { atomic: 'true' });
      expect((await ended(whole)).body).toMatchObject({ atomic: true, status: 'failed' });
      const both = await send('id,name\na-1,A\n', { atomic: 'true', on_invalid: 'fail_items' });
      expect(both.at('validation_errors', 0, 'field')).toBe('on_invalid');
    });
  });
};
