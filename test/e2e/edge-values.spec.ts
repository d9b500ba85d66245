import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { expectNoSilence } from '../support/event-loop.js';
import { Service } from '../support/service.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: { readonly type?: string; readonly maximum?: number };
}

const cursor = (createdAt: string, id: unknown): string =>
  Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');

/** Values at the edge of what a date, a number or a cursor can be, and beyond. */
const DATES = [
  '9999-12-31T23:59:59-14:00',
  '9999-12-31T23:59:59.999999Z',
  '9999-12-31',
  '0001-01-01T00:00:00+14:00',
  '0001-01-01',
  '0000-12-31',
  '0000-01-01T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T23:59:60Z',
  '2026-01-01T00:00:00+23:59',
  '2026-01-01T00:00:00-99:99',
  '2026-02-29',
];
const NUMBERS = [
  '-1',
  '0',
  '2147483647',
  '2147483648',
  '9007199254740991',
  '999999999999999',
  '9223372036854775808',
  '1e3',
];
const IDS = [-1, 0, 2 ** 31, Number.MAX_SAFE_INTEGER, 2 ** 53, 'x', '\uD800', 'a'.repeat(1000)];
const CURSORS = [
  ...DATES.map((at) => cursor(at, 1)),
  ...DATES.map((at) => cursor(at, '00000000-0000-0000-0000-000000000000')),
  ...IDS.map((id) => cursor('2026-01-01T00:00:00.000000Z', id)),
];

describe('Edge values', () => {
  const env = { LOG_LEVEL: 'warn' };
  let service: Service;
  let embedded: Service;
  beforeAll(async () => {
    [service, embedded] = await Promise.all([
      Service.start({ on: 'postgres', env }),
      Service.start({ on: 'embedded', env }),
    ]);
  });
  afterAll(async () => {
    for (const one of [service, embedded]) await expectNoSilence(one);
  });

  const valuesOf = ({ name, schema }: Parameter): readonly string[] => {
    if (name === 'cursor') return [...CURSORS, ...NUMBERS];
    return schema?.type === 'integer' || schema?.type === 'number' ? NUMBERS : [...DATES, ...NUMBERS];
  };

  it('of every query parameter of every list are answered, not a fault of ours', async () => {
    const { at } = await service.request('GET', '/docs-json', { key: null });
    const paths = at('paths') as Record<string, { get?: { parameters?: readonly Parameter[] } }>;
    const asked = Object.entries(paths).flatMap(([path, { get }]) =>
      (get?.parameters ?? [])
        .filter((parameter) => parameter.in === 'query' && parameter.name !== 'ticket')
        .flatMap((parameter) =>
          valuesOf(parameter).map(
            (value) => `${path.replace(/\{\w+\}/g, '1')}?${parameter.name}=${encodeURIComponent(value)}`,
          ),
        ),
    );
    expect(asked.length).toBeGreaterThan(500);
    const first = await ask(service, asked);
    // What the check of a parameter refuses reaches no database, so the other one is asked for the rest only.
    const second = await ask(embedded, first.reaching);
    expect(second.reaching.length).toBeGreaterThan(500);
    expect([...first.faults, ...second.faults]).toEqual([]);
  });

  /** Asks for the paths; answers which were no fault of the caller's, and what was one of ours. */
  async function ask(
    asked: Service,
    paths: readonly string[],
  ): Promise<{ readonly reaching: readonly string[]; readonly faults: readonly string[] }> {
    const reaching: string[] = [];
    const faults: string[] = [];
    const next = paths.values();
    const worker = async (): Promise<void> => {
      for (const path of next) {
        const { status, text, at } = await asked.request('GET', path, { checked: false });
        if (status >= 500) faults.push(`${asked.url}${path}: ${status} ${text.slice(0, 100)}`);
        if (at('validation_errors', 0) === undefined) reaching.push(path);
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    return { reaching, faults };
  }

  it.each(['9999-12-31T23:59:59-14:00', '0001-01-01T00:00:00+14:00', '0000-06-01'])(
    '%s is refused by its field, in a query and as the end of a key',
    async (instant) => {
      const make = (expiresAt: string): Promise<Answer> =>
        service.request('POST', '/api/v1/keys', {
          key: KEYS.admin,
          body: { name: 'edge', scopes: ['batch:read'], expires_at: expiresAt },
        });
      for (const answer of [
        await service.request('GET', `/api/v1/batches?created_from=${encodeURIComponent(instant)}`),
        await make(instant),
      ])
        expect([answer.status, answer.at('validation_errors', 0, 'error_type')]).toEqual([422, 'datetime_parsing']);
      expect((await make('9999-12-31T23:59:59Z')).status).toBe(201);
    },
  );
});
