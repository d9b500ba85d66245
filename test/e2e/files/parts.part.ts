import type { Answer } from '../../support/client.js';
import { eventually } from '../../support/eventually.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';
import { CSV, fileOf, formOf, type PlainFormat, type PlainTable, tableOf, TYPES } from '../../support/table-files.js';

const HEADERS = ['Contact ID', 'Full name', 'Priority', 'Shoe size'];
const rowsOf = (name: string, ...numbers: readonly number[]): string[][] =>
  numbers.map((n) => [`${name}-${n}`, `Zoë ${n}`, '5', String(30 + n)]);

// On one database: what reaches it of a file are the statements of a part (append.spec.ts runs on both).
export const filesAsParts: Part = (own) => {
  const { KEYS } = own;

  describe('Parts of a batch that come as files', () => {
    let service: Service;
    beforeAll(async () => {
      service = await own.begin();
    });

    const post = (path: string, body: object): Promise<Answer> =>
      service.request('POST', path, { key: KEYS.ana, body });
    const get = (path: string): Promise<Answer> => service.request('GET', path, { key: KEYS.ana });
    const open = async (): Promise<string> => {
      const made = await post('/api/v1/batches/open', { kind: 'contact_analysis' });
      return `/api/v1/batches/${String(made.at('id'))}`;
    };
    const send = (path: string, raw: string | Uint8Array<ArrayBuffer>, type = CSV): Promise<Answer> =>
      service.request('POST', path, { key: KEYS.ana, raw, headers: { 'Content-Type': type } });
    const sealed = async (path: string, count: number): Promise<Answer> => {
      expect((await post(`${path}/seal`, { expected_items: count })).status).toBe(200);
      await eventually('the batch ends', async () => (await get(path)).at('completed_at') !== null, 60_000);
      return get(path);
    };
    const exported = async (path: string, query: string, format: PlainFormat = 'csv'): Promise<PlainTable> => {
      const answer = await fetch(`${service.url}${path}/export?${query}`, { headers: { 'X-API-Key': KEYS.ana } });
      const encoding = /charset=(.*)/.exec(answer.headers.get('content-type') ?? '')?.[1];
      return tableOf(new Uint8Array(await answer.arrayBuffer()), format, encoding);
    };

    it('may be of any format, encoding and order of columns, and of JSON between; exports have one table of all', async () => {
      const path = await open();
      const table = { headers: HEADERS, rows: rowsOf('a', 0, 1) };
      const first = await send(`${path}/parts/1`, fileOf(table, 'csv', 'windows-1252'));
      expect([first.status, first.body]).toMatchObject([
        201,
        {
          ...{ part: 1, first_index: 0, items: 2, total: 2 },
          import: { format: 'csv', encoding: 'windows-1252', delimiter: ';', rows: 2, imported: 2 },
        },
      ]);
      const turned = { headers: ['Full name', 'Contact ID'], rows: [['Zoë 2', 'a-2']] };
      const second = await send(`${path}/parts/2`, fileOf(turned, 'xlsx', 'utf-8'), TYPES.xlsx);
      expect([second.status, second.at('first_index'), second.at('import', 'format')]).toEqual([201, 2, 'xlsx']);
      const json = await post(`${path}/parts/3`, { items: [{ id: 'a-3', data: { name: 'Zoë 3' } }] });
      expect([json.status, json.at('import')]).toEqual([201, undefined]);
      const lines = fileOf({ headers: HEADERS, rows: rowsOf('a', 4) }, 'ndjson', 'utf-16le');
      expect((await send(`${path}/parts/4?format=ndjson`, lines, TYPES.ndjson)).at('first_index')).toBe(4);
      const form = formOf(fileOf({ headers: HEADERS, rows: rowsOf('a', 5) }, 'csv', 'utf-8'), 'part.csv', {});
      const fifth = await service.request('POST', `${path}/parts/5`, { key: KEYS.ana, ...form });
      expect([fifth.status, fifth.at('total')]).toEqual([201, 6]);
      expect((await sealed(path, 6)).body).toMatchObject({ status: 'completed', counters: { total: 6, succeeded: 6 } });
      const whole = await exported(path, 'format=csv');
      expect(whole.headers.slice(0, 5)).toEqual([...HEADERS, '_index']);
      expect(whole.rows.map((cells) => cells.slice(0, 5))).toEqual(
        [0, 1, 2, 3, 4, 5].map((n) => [
          ...[`a-${n}`, `Zoë ${n}`],
          ...(n === 2 ? ['', ''] : n === 3 ? ['5', ''] : ['5', String(30 + n)]),
          String(n),
        ]),
      );
      expect((await get(`${path}/items/2`)).at('input')).toMatchObject({ id: 'a-2', data: { name: 'Zoë 2' } });
      expect((await get(`${path}/import`)).body).toMatchObject({ format: 'csv', rows: 5, imported: 5 });
    });

    it('records bad rows as failed where they stand, and their mended file goes back', async () => {
      const path = await open();
      await post(`${path}/parts/1`, { items: [{ id: 'b-0', data: {} }] });
      const file = 'Contact ID,Full name,Priority\nb-1,Ana,5\nb-2,Bo,eleven\nb-3,Cy,1\n';
      const refused = await send(`${path}/parts/2`, file);
      expect([refused.status, refused.at('validation_errors', 0)]).toMatchObject([
        422,
        { line: 3, column: 'Priority' },
      ]);
      const dry = await send(`${path}/parts/2?on_invalid=skip&validate_only=true`, file);
      expect([dry.status, dry.at('items'), dry.at('import', 'skipped', 'lines')]).toEqual([200, 2, [3]]);
      const stored = await send(`${path}/parts/2?on_invalid=fail_items`, file);
      expect([stored.status, stored.at('items'), stored.at('import', 'failed')]).toMatchObject([
        201,
        3,
        { lines: [3] },
      ]);
      expect((await sealed(path, 4)).at('counters')).toMatchObject({ total: 4, succeeded: 3, failed: 1 });
      const failed = await exported(path, 'format=csv&only=failed&bom=false');
      expect(failed.rows.map((cells) => cells.slice(0, 5))).toEqual([['b-2', 'Bo', 'eleven', '2', 'INVALID_ROW']]);
      const retried = await send(`${path}/retry`, 'Priority,_index\n7,2\n');
      expect([retried.at('retried'), retried.at('import', 'left', 'count')]).toEqual([1, 0]);
      await eventually('the retry ends', async () => (await get(path)).at('status') === 'completed');
      expect((await get(`${path}/items/2`)).at('input')).toMatchObject({
        id: 'b-2',
        priority: 7,
        data: { name: 'Bo' },
      });
    });

    it('corrects items that came as JSON: what the mended file lacks of them, or has as it was, stays', async () => {
      const path = await open();
      await send(`${path}/parts/1`, 'Contact ID,Full name,Priority,Shoe size\ne-0,Ana,5,38\n');
      const own = { data: { name: 'Bo', town: 'Ulm', tags: ['a', 'b'] }, priority: 3 };
      const items = [1, 2, 3].map((n) => ({ ...own, id: 'e-0', ref: `r-${n}`, metadata: { n, 'Shoe size': 44 } }));
      await post(`${path}/parts/2`, { items });
      await sealed(path, 4);
      const failed = await exported(path, 'format=csv&only=failed');
      const cells = ['e-0', 'Bo', '3', ''];
      expect(failed.rows.map((row) => row.slice(0, 6))).toEqual(
        [1, 2, 3].map((n) => [...cells, String(n), 'DUPLICATE_ID']),
      );

      const mended = failed.rows.slice(0, 1).map((row) => ['e-1', ...row.slice(1)]);
      const whole = await send(`${path}/retry`, fileOf({ headers: failed.headers, rows: mended }, 'csv', 'utf-8'));
      expect([whole.at('retried'), whole.at('validation_errors')]).toEqual([1, undefined]);
      const some = await send(`${path}/retry`, 'Contact ID,ref,Full name,Shoe size\ne-2,r-2,,45\n');
      expect([some.at('retried'), some.at('validation_errors')]).toEqual([1, undefined]);
      const bad = await send(`${path}/retry`, 'Priority,_index\neleven,3\n');
      expect(bad.at('validation_errors', 0)).toMatchObject({ line: 2, column: 'Priority', field: 'items.3.priority' });
      const last = await send(`${path}/retry`, JSON.stringify({ 'Contact ID': 'e-3', _index: 3 }), TYPES.ndjson);
      expect(last.at('retried')).toBe(1);
      await eventually('the retries end', async () => (await get(path)).at('status') === 'completed');

      const metadata = (n: number, size: unknown): object => ({ n, 'Shoe size': size });
      const bodies = await Promise.all([1, 2, 3].map(async (n) => (await get(`${path}/items/${n}`)).body));
      expect(bodies).toMatchObject([
        { input: { ...own, id: 'e-1' }, ref: 'r-1', metadata: metadata(1, 44) },
        { input: { id: 'e-2', priority: 3 }, ref: 'r-2', metadata: metadata(2, 44) },
        { input: { ...own, id: 'e-3' }, ref: 'r-3', metadata: metadata(3, 44) },
      ]);
      expect((await get(`${path}/items/2`)).at('input', 'data')).toEqual({
        town: 'Ulm',
        tags: ['a', 'b'],
        'Shoe size': '45',
      });
      expect(await exported(path, 'format=csv')).toMatchObject({
        rows: [
          ['e-0', 'Ana', '5', '38', '0'],
          ['e-1', 'Bo', '3', '', '1'],
          ['e-2', '', '3', '45', '2'],
          ['e-3', 'Bo', '3', '', '3'],
        ].map((row) => expect.arrayContaining(row) as string[]),
      });
    });

    it('is stored once under its number, with the same answer, and other parameters are another part', async () => {
      const path = await open();
      const file = 'id,name\nc-1,Ana\nc-2,\n';
      const answers = [await send(`${path}/parts/1`, file), await send(`${path}/parts/1`, file)];
      expect(answers.map(({ status }) => status)).toEqual([201, 200]);
      expect(answers[1]?.body).toEqual(answers[0]?.body);
      expect((await send(`${path}/parts/1?on_invalid=skip`, file)).at('error_code')).toBe('PART_CONFLICT');
      expect((await get(path)).at('counters', 'total')).toBe(2);
    });

    it('goes where the first file went: other columns and another mapping are refused', async () => {
      const path = await open();
      await send(`${path}/parts/1`, 'id,name\nd-1,Ana\n');
      const further = await send(`${path}/parts/2`, 'id,name,town\nd-2,Bo,Ulm\n');
      expect([further.status, further.at('details')]).toMatchObject([422, { reason: 'other_columns', column: 'town' }]);
      const mapping = encodeURIComponent(JSON.stringify({ columns: { id: 'id', name: 'data.title' } }));
      const elsewhere = await send(`${path}/parts/2?mapping=${mapping}`, 'id,name\nd-2,Bo\n');
      expect([elsewhere.at('error_code'), elsewhere.at('details', 'reason')]).toEqual([
        'FILE_REJECTED',
        'other_columns',
      ]);
      const unknown = await send(`${path}/parts/2?kind=contact_analysis`, 'id,name\nd-2,Bo\n');
      expect(unknown.at('validation_errors', 0, 'field')).toBe('kind');
      expect((await get(`${path}/parts`)).at('results')).toHaveLength(1);
    });
  });
};
