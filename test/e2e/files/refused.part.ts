import { expectNoSilence } from '../../support/event-loop.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';
import { CSV, csvText, encoded, fileOf, formOf, NDJSON, XLSX } from '../../support/table-files.js';
import { fileSender } from './file-sender.js';

const CONTACTS = { headers: ['id', 'name'], rows: [['c-1', 'Ana']] };

// On one database: no refused file reaches it, and a large one by the statements of a submission, of which
// submit.spec.ts stores 100,000 items on both.
export const filesRefused: Part = (own) => {
  const { KEYS } = own;

  describe('A file of items', () => {
    let service: Service;
    beforeAll(async () => {
      service = await own.begin();
    });
    afterAll(() => expectNoSilence(service));

    const send = fileSender(() => service, KEYS);

    it.each<
      [
        string,
        string | Uint8Array<ArrayBuffer>,
        Readonly<Record<string, string>>,
        Readonly<Record<string, string>>,
        object,
      ]
    >([
      ['an unknown parameter', 'id\n1\n', { colour: 'red' }, {}, { field: 'colour', error_type: 'unknown_field' }],
      ['a mapping that is no JSON', 'id\n1\n', { mapping: '{' }, {}, { field: 'mapping', error_type: 'json_parsing' }],
      [
        'a column that is not there',
        'id\n1\n',
        { mapping: '{"columns":{"nr":"id"}}' },
        {},
        { field: 'mapping.columns.nr', error_type: 'unknown_column' },
      ],
      [
        'a field that is not there',
        'id\n1\n',
        { mapping: '{"columns":{"id":"number"}}' },
        {},
        { field: 'mapping.columns.id', error_type: 'unknown_field' },
      ],
      [
        'two columns for one field',
        'a,b\n1,2\n',
        { mapping: '{"columns":{"a":"id","b":"id"}}' },
        {},
        { field: 'mapping.columns.b', error_type: 'duplicate' },
      ],
      [
        'an unknown conversion',
        'a\n1\n',
        { mapping: '{"columns":{"a":{"field":"id","convert":"rot13"}}}' },
        {},
        { field: 'mapping.columns.a.convert' },
      ],
      ['a format that is none', 'id\n1\n', { format: 'pdf' }, {}, { field: 'format', error_type: 'enum' }],
      ['a kind that is none', 'id\n1\n', { kind: 'dancing' }, {}, { field: 'kind' }],
      ['options of a wrong type', 'id\n1\n', { options: '{"strict":"no"}' }, {}, { field: 'options.strict' }],
      [
        'a form without a file',
        formOf(new Uint8Array(), 'x', {}).raw.slice(0, 0),
        {},
        { 'Content-Type': 'multipart/form-data; boundary=x' },
        {},
      ],
    ])('is refused for %s', async (_name, raw, query, headers, fault) => {
      const answer = await send(raw, query, headers);
      expect([400, 422]).toContain(answer.status);
      if ('field' in fault) expect(answer.at('validation_errors')).toEqual([expect.objectContaining(fault)]);
    });

    it.each<[string, string | Uint8Array<ArrayBuffer>, string, string, object]>([
      ['nothing in it', '', CSV, 'no_header', {}],
      ['a header alone', 'id,name\n', CSV, 'no_rows', {}],
      ['a quote that is not closed', 'id,name\n1,"A\n', CSV, 'damaged', { line: 2 }],
      ['a line that is no JSON', '{"id":"1","data":{}}\n{"id":\n', NDJSON, 'damaged', { line: 2 }],
      ['a workbook that is cut off', fileOf(CONTACTS, 'xlsx', 'utf-8').slice(0, 300), XLSX, 'damaged', {}],
      [
        'a workbook that is none',
        new Uint8Array(encoded('no workbook at all, but more than a few bytes', 'utf-8')),
        XLSX,
        'damaged',
        {},
      ],
      ['a column of a forbidden name', 'id,__proto__\n1,x\n', CSV, 'forbidden_column', { column: '__proto__' }],
    ])('is rejected with %s', async (_name, raw, type, reason, place) => {
      const answer = await send(raw, {}, { 'Content-Type': type });
      expect([answer.status, answer.at('error_code')]).toEqual([422, 'FILE_REJECTED']);
      expect(answer.at('details')).toMatchObject({ reason, ...place });
    });

    it('is refused without the scope of its kind, in an unknown encoding, and by routes that take none', async () => {
      const file = { raw: 'id\n1\n', headers: { 'Content-Type': CSV } };
      const path = '/api/v1/batches?kind=contact_analysis';
      expect((await service.request('POST', path, { key: KEYS.reader, ...file })).status).toBe(403);
      expect((await send('id\n1\n', {}, { 'Content-Type': 'text/csv; charset=ebcdic' })).status).toBe(415);
      const image = await send('id\n1\n', {}, { 'Content-Type': 'image/png' });
      expect([image.status, image.at('message')]).toEqual([
        415,
        expect.stringContaining('what its documentation lists'),
      ]);
      const elsewhere = await service.request('POST', '/api/v1/batch-process', { key: KEYS.ana, ...file });
      expect(elsewhere.status).toBe(415);
    });

    it('has at most as many rows as a batch has items, which are read without a silence', async () => {
      const rows = Array.from({ length: 100_001 }, (_, n) => `${n},Name ${n}`).join('\n');
      const answer = await send(`id,name\n${rows}`, {});
      expect([answer.status, answer.at('error_code'), answer.at('details', 'limit')]).toEqual([
        400,
        'BATCH_TOO_LARGE',
        100_000,
      ]);
    }, 120_000);

    it('of 100,000 rows is stored whole, in one transaction', async () => {
      const rows = Array.from({ length: 100_000 }, (_, n) => [`big-${n}`, `Name ${n}`, `n${n}@example.com`]);
      const answer = await send(csvText({ headers: ['id', 'name', 'email'], rows }), { on_invalid: 'fail_items' });
      expect([answer.status, answer.at('import', 'imported')]).toEqual([201, 100_000]);
      expect(answer.at('counters', 'total')).toBe(100_000);
      await service.request('POST', `${answer.headers.get('Location') ?? ''}/cancel`, { key: KEYS.ana });
    }, 180_000);
  });
};
