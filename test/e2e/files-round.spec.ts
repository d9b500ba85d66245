import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { describeOnDatabases, Service } from '../support/service.js';
import {
  column,
  downloadTable,
  fileOf,
  shown,
  type PlainEncoding,
  type PlainFormat,
  type PlainTable,
  TYPES,
} from '../support/table-files.js';
import { analysing, UrlSite } from '../support/url-site.js';

const ENCODINGS = ['utf-8', 'utf-8 with a mark', 'utf-16le', 'windows-1252'] as const;
/** Every format in every encoding, and each format once on the other database: what reaches either is text. */
const ROUNDS = {
  postgres: (['csv', 'ndjson', 'xlsx'] as const).flatMap((format) =>
    ENCODINGS.map((encoding) => [format, encoding] as const),
  ),
  embedded: [['csv', 'windows-1252'] as const, ['ndjson', 'utf-16le'] as const, ['xlsx', 'utf-8'] as const],
};
/** Those that are played at once while the process is killed: all formats, all encodings. */
const KILLED = [
  ['csv', 'windows-1252'],
  ['csv', 'utf-16le'],
  ['ndjson', 'utf-8 with a mark'],
  ['xlsx', 'utf-8'],
] as const;
const HEADERS = ['Our ref', 'Web_Site', 'Kunde', 'Formula', 'Kunde'];
const REFS = { columns: { 'Our ref': 'ref' }, guess: true };

describeOnDatabases('The round of a file', (on) => {
  let site: UrlSite;
  let service: Service;
  beforeAll(async () => {
    site = await UrlSite.start();
    service = await Service.start({ on, env: { ...analysing(site), LEASE_SECONDS: '3' } });
  });
  afterAll(() => site.close());

  const send = (path: string, file: Uint8Array<ArrayBuffer>, format: PlainFormat): Promise<Answer> =>
    service.request('POST', path, { key: KEYS.ana, raw: file, headers: { 'Content-Type': TYPES[format] } });
  const get = (path: string): Promise<Answer> => service.request('GET', path, { key: KEYS.ana });
  const ended = async (path: string): Promise<Answer> => {
    await eventually('the batch ends', async () => (await get(path)).at('completed_at') !== null, 60_000);
    return get(path);
  };
  const download = (path: string, format: PlainFormat, encoding = 'utf-8'): Promise<PlainTable> =>
    downloadTable(`${service.url}${path}`, format, encoding);
  const submit = (query: object): string => {
    const parameters = Object.entries({ kind: 'url_analysis', mapping: JSON.stringify(REFS), ...query });
    return `/api/v1/batches?${new URLSearchParams(parameters as [string, string][]).toString()}`;
  };

  /** Columns of one name cannot be told apart in JSON. */
  const headersOf = (format: PlainFormat): string[] =>
    format === 'ndjson' ? [...HEADERS.slice(0, 4), 'Kunde (2)'] : HEADERS;
  const rowsOf = (name: string): string[][] => [
    [`${name}-1`, site.url(`/${name}/a`), 'Müller & Söhne', '=1+1', 'x'],
    [`${name}-2`, 'no address', 'Zoë; "die Erste"', '-5', ''],
    [`${name}-3`, site.url('/inward'), 'Ähm, Öl', '@home', 'y'],
    [`${name}-4`, site.url(`/${name}/b`), 'Straße\nHaus', '+49 30', 'z'],
  ];

  it.each(ROUNDS[on])(
    'gives back what was sent, with its results: %s in %s',
    async (format: PlainFormat, encoding: PlainEncoding) => {
      const name = `${format}-${encoding.replaceAll(' ', '-')}`;
      const table = { headers: headersOf(format), rows: rowsOf(name) };
      const file = fileOf(table, format, encoding);

      const dry = await send(submit({ validate_only: 'true' }), file, format);
      expect([dry.status, dry.at('valid'), dry.at('items', 1, 'error', 'code')]).toEqual([200, false, 'INVALID_ROW']);

      const stored = await send(submit({ on_invalid: 'fail_items' }), file, format);
      expect([stored.status, stored.at('import', 'failed', 'count')]).toEqual([201, 1]);
      const path = stored.headers.get('Location') ?? '';
      expect((await ended(path)).body).toMatchObject({
        status: 'partial',
        counters: { total: 4, succeeded: 2, failed: 2 },
      });
      const untouched = (await get(`${path}/items/0`)).body;

      // Nothing is said about the form of the failed rows: it is that of the file.
      const charset = encoding.replace(' with a mark', '');
      const failed = await download(`${path}/export?only=failed`, format, charset);
      expect(failed.headers).toEqual([...table.headers, '_index', '_error_code', '_error_message']);
      expect(failed.rows.map((cells) => cells.slice(0, 5).map(shown))).toEqual([table.rows[1], table.rows[2]]);
      expect(column(failed, '_index')).toEqual(['1', '2']);
      expect(column(failed, '_error_code')).toEqual(['INVALID_ROW', 'TARGET_NOT_ALLOWED']);

      const mended = failed.rows.map((cells, at) =>
        cells.map((cell, nth) => (nth === 1 ? site.url(`/${name}/mended-${at}`) : cell)),
      );
      const retried = await send(
        `${path}/retry`,
        fileOf({ headers: failed.headers, rows: mended }, format, encoding),
        format,
      );
      expect([retried.status, retried.at('retried'), retried.at('import', 'rows')]).toEqual([200, 2, 2]);
      expect((await ended(path)).body).toMatchObject({
        status: 'completed',
        counters: { total: 4, succeeded: 4, failed: 0 },
      });
      expect((await get(`${path}/items/0`)).body).toEqual(untouched);

      const whole = await download(`${path}/export`, format, charset);
      const expected = table.rows.map((cells, at) =>
        at === 1 || at === 2 ? (mended[at - 1] ?? []).slice(0, 5).map(shown) : cells,
      );
      expect(whole.headers.slice(0, 5)).toEqual(table.headers);
      expect(whole.rows.map((cells) => cells.slice(0, 5).map(shown))).toEqual(expected);
      expect(column(whole, '_index')).toEqual(['0', '1', '2', '3']);
      expect(column(whole, '_status')).toEqual(Array(4).fill('succeeded'));
      expect((await get(`${path}/items/1`)).at('metadata')).toMatchObject({ Kunde: 'Zoë; "die Erste"', Formula: '-5' });
    },
    120_000,
  );

  it('goes on where it was when the process is killed half-way, in the work and in the retry, whatever the files are', async () => {
    site.hold();
    const begin = async (format: PlainFormat, encoding: PlainEncoding) => {
      const name = `killed-${format}-${encoding.replaceAll(' ', '-')}`;
      const rows = ['a', 'wrong', 'b', 'hold'].map((way, n) => [
        `${name}-${n}`,
        way === 'wrong' ? way : site.url(way === 'hold' ? `/hold/${name}` : `/${name}/${way}`),
        ...['Müller & Söhne', String(n), 'x'],
      ]);
      const table = { headers: headersOf(format), rows };
      const stored = await send(submit({ on_invalid: 'fail_items' }), fileOf(table, format, encoding), format);
      const charset = encoding.replace(' with a mark', '');
      return { name, format, encoding, charset, table, path: stored.headers.get('Location') ?? '' };
    };
    const rounds: Awaited<ReturnType<typeof begin>>[] = [];
    for (const [format, encoding] of KILLED) rounds.push(await begin(format, encoding));
    const succeeded = async (): Promise<number> => {
      const counts = await Promise.all(rounds.map(async ({ path }) => (await get(path)).at('counters', 'succeeded')));
      return counts.reduce<number>((sum, count) => sum + Number(count), 0);
    };
    await eventually('some have ended', async () => (await succeeded()) > 0, 30_000);
    expect(await succeeded()).toBeLessThan(3 * rounds.length);
    await service.kill9();
    service = await service.again();
    site.release();
    for (const { path } of rounds)
      expect((await ended(path)).at('counters')).toMatchObject({ total: 4, succeeded: 3, failed: 1 });

    site.hold();
    for (const { name, format, encoding, charset, path } of rounds) {
      const { headers, rows } = await download(`${path}/export?only=failed`, format, charset);
      const mended = rows.map((cells) =>
        cells.map((cell, nth) => (nth === 1 ? site.url(`/hold/again-${name}`) : cell)),
      );
      const retried = await send(`${path}/retry`, fileOf({ headers, rows: mended }, format, encoding), format);
      expect([name, retried.at('retried')]).toEqual([name, 1]);
    }
    await service.kill9();
    service = await service.again();
    site.release();
    for (const { name, format, charset, table, path } of rounds) {
      expect((await ended(path)).body).toMatchObject({ status: 'completed', counters: { total: 4, succeeded: 4 } });
      const whole = await download(`${path}/export`, format, charset);
      const expected = table.rows.map((cells, n) =>
        n === 1 ? cells.map((cell, nth) => (nth === 1 ? site.url(`/hold/again-${name}`) : cell)) : cells,
      );
      expect(whole.rows.map((cells) => cells.slice(0, 5))).toEqual(expected);
      expect(column(whole, '_status')).toEqual(Array(4).fill('succeeded'));
    }
  }, 180_000);

  it('takes corrections by ref and in another form, leaves others alone, and loses nothing', async () => {
    const table = { headers: headersOf('csv'), rows: rowsOf('ref') };
    const stored = await send(submit({ on_invalid: 'fail_items' }), fileOf(table, 'xlsx', 'utf-8'), 'xlsx');
    const path = stored.headers.get('Location') ?? '';
    await ended(path);
    const retry = (body: PlainTable, query = ''): Promise<Answer> =>
      send(`${path}/retry${query}`, fileOf(body, 'csv', 'utf-8'), 'csv');
    const headers = ['Our ref', 'Web_Site', 'New'];
    const unknown = await retry({
      headers,
      rows: [
        ['nobody', site.url('/x'), ''],
        ['', '', 'x'],
        ['ref-2', 'bad', ''],
      ],
    });
    expect(
      (unknown.at('validation_errors') as { line: number; field: string }[]).map(({ line, field }) => [line, field]),
    ).toEqual([
      [2, 'Our ref'],
      [3, '_index'],
      [4, 'items.1.url'],
    ]);
    const twice = await retry({
      headers,
      rows: [
        ['ref-2', site.url('/x'), ''],
        ['ref-2', site.url('/y'), ''],
      ],
    });
    expect(twice.at('validation_errors', 0)).toMatchObject({ line: 3, error_type: 'duplicate' });
    const good = await retry(
      {
        headers,
        rows: [
          ['ref-1', site.url('/other'), ''],
          ['ref-2', site.url('/by-ref'), ''],
          ['ref-3', 'bad', ''],
        ],
      },
      '?on_invalid=skip',
    );
    expect([good.at('retried'), good.at('import')]).toEqual([
      1,
      expect.objectContaining({
        rows: 3,
        left: { count: 1, lines: [2], errors: [] },
        skipped: expect.objectContaining({ lines: [4] }),
      }),
    ]);
    expect((await ended(path)).at('counters')).toMatchObject({ total: 4, succeeded: 3, failed: 1 });
    const whole = await download(`${path}/export?format=xlsx`, 'xlsx');
    expect(whole.rows[1]?.slice(0, 5)).toEqual(['ref-2', site.url('/by-ref'), ...(table.rows[1] ?? []).slice(2)]);
    expect(whole.rows[0]?.slice(0, 5)).toEqual(table.rows[0]);
    const none = await retry({ headers, rows: [['ref-1', site.url('/other'), '']] });
    expect(none.at('error_code')).toBe('BATCH_NOT_RETRYABLE');
  });

  it('begins as well from a batch that came as JSON', async () => {
    const items = [
      { url: site.url('/json/a'), ref: 'j-1' },
      { url: site.url('/inward'), ref: 'j-2', metadata: { kept: true } },
    ];
    const stored = await service.request('POST', '/api/v1/batches', {
      key: KEYS.ana,
      body: { kind: 'url_analysis', items },
    });
    const path = stored.headers.get('Location') ?? '';
    await ended(path);
    const failed = await download(`${path}/export?format=csv&only=failed&layout=original`, 'csv');
    expect(failed.headers).toEqual(['ref', 'url', '_index', '_error_code', '_error_message']);
    const rows = failed.rows.map((cells) => cells.map((cell, nth) => (nth === 1 ? site.url('/json/b') : cell)));
    const retried = await send(`${path}/retry`, fileOf({ headers: failed.headers, rows }, 'csv', 'utf-8'), 'csv');
    expect(retried.at('retried')).toBe(1);
    expect((await ended(path)).at('status')).toBe('completed');
    expect((await get(`${path}/items/1`)).body).toMatchObject({
      ref: 'j-2',
      metadata: { kept: true },
      status: 'succeeded',
    });
    const lines = await get(`${path}/export?format=ndjson&layout=original`);
    expect(JSON.parse(lines.text.split('\n')[0] ?? '')).toMatchObject({
      ref: 'j-1',
      url: site.url('/json/a'),
      _index: 0,
      _status: 'succeeded',
    });
  });

  it('keeps what a mended file lacks of a batch that came as JSON', async () => {
    const data = { name: 'Bo', tags: ['a'] };
    const items = [1, 2].map(() => ({ id: 'k-1', data, priority: 3 }));
    const body = { kind: 'contact_analysis', items };
    const stored = await service.request('POST', '/api/v1/batches', { key: KEYS.ana, body });
    const path = stored.headers.get('Location') ?? '';
    await ended(path);
    const retried = await send(`${path}/retry`, new Uint8Array(Buffer.from('id,_index\nk-2,1\n')), 'csv');
    expect([retried.at('retried'), retried.at('validation_errors')]).toEqual([1, undefined]);
    expect((await ended(path)).at('status')).toBe('completed');
    expect((await get(`${path}/items/1`)).at('input')).toMatchObject({ id: 'k-2', data, priority: 3 });
  });

  it.each(['csv', 'ndjson'] as const)('takes a standard export back as corrections, as %s', async (format) => {
    const metadata = { kept: true, note: 'a, b' };
    const items = [{ url: site.url('/inward'), ref: 's-1', metadata }];
    const body = { kind: 'url_analysis', items };
    const stored = await service.request('POST', '/api/v1/batches', { key: KEYS.ana, body });
    const path = stored.headers.get('Location') ?? '';
    await ended(path);
    const failed = (await get(`${path}/export?format=${format}&only=failed`)).text;
    expect(failed).toContain('input');
    const mended = Buffer.from(failed.replaceAll('/inward', '/standard'));
    const retried = await send(`${path}/retry`, new Uint8Array(mended), format);
    expect([retried.at('retried'), retried.at('validation_errors')]).toEqual([1, undefined]);
    expect((await ended(path)).at('status')).toBe('completed');
    expect((await get(`${path}/items/0`)).body).toMatchObject({
      ref: 's-1',
      metadata,
      input: { url: site.url('/standard') },
    });
  });

  it('refuses a standard export for a batch that came as a file, whose columns it lacks', async () => {
    const table = { headers: headersOf('csv'), rows: rowsOf('std') };
    const stored = await send(submit({ on_invalid: 'fail_items' }), fileOf(table, 'csv', 'utf-8'), 'csv');
    const path = stored.headers.get('Location') ?? '';
    await ended(path);
    const failed = (await get(`${path}/export?format=csv&only=failed&layout=standard`)).text;
    const refused = await send(`${path}/retry`, new Uint8Array(Buffer.from(failed)), 'csv');
    expect([refused.status, refused.at('error_code'), refused.at('details', 'reason')]).toEqual([
      422,
      'FILE_REJECTED',
      'other_layout',
    ]);
  });
});
