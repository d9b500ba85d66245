import type { Answer } from '../../support/client.js';
import { expectNoSilence } from '../../support/event-loop.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const BYTES = 5 * 1024 * 1024 - 1000;
/** An item of S0 around a list that holds a value as often as 5 MiB allow, or as told. */
const holding = (value: string, count = Math.floor(BYTES / (value.length + 1))): string =>
  `{"items":[{"id":"attack","data":{"x":[${Array<string>(count).fill(value).join(',')}]}}]}`;

let next = 0;
/** What takes a parser, a walk over the values or a hash longest, byte for byte. */
const ATTACKS: readonly (readonly [string, string])[] = [
  ['numbers of one digit', holding('1')],
  ['empty lists', holding('[]')],
  ['empty objects', holding('{}')],
  ['empty texts', holding('""')],
  ['objects of one key', holding('{"a":1}')],
  ['lists in lists', holding('[[[[[[[[]]]]]]]]')],
  ['nulls', holding('null')],
  [
    'objects of different keys',
    holding('{"abcdef":1}').replace(/abcdef/g, () => (next += 1).toString(36).padStart(6, 'k')),
  ],
];
const distinct = (item: number, count: number): string =>
  Array.from({ length: count }, (_, n) => `{"k${item}_${n}":1}`).join(',');
const [KEYS_MANY, KEYS_ALLOWED] = [400_000, 190_000].map(
  (count) => `{"items":[{"id":"a","data":{${Array.from({ length: count }, (_, n) => `"k${n}":1`).join(',')}}}]}`,
) as [string, string];

export const tinyValues: Part = (own) => {
  const { KEYS } = own;

  describe('Bodies of tiny values', () => {
    let service: Service;
    const post = (raw: string, path = '/api/v1/batch-process', type = 'application/json'): Promise<Answer> =>
      service.request('POST', path, {
        key: KEYS.ana,
        raw,
        headers: { 'Idempotency-Key': 'attack', 'Content-Type': type },
      });
    const fault = ({ status, at }: Answer): unknown[] => [
      status,
      at('validation_errors', 0, 'field'),
      at('validation_errors', 0, 'error_type'),
    ];

    beforeAll(async () => {
      service = await own.begin();
    });
    afterAll(() => expectNoSilence(service));

    it.each(ATTACKS)('are refused as too many values: 5 MiB of %s', async (_, raw) => {
      expect(fault(await post(raw))).toEqual([422, 'body', 'too_many_values']);
    });

    it('are refused as too many values: many keys of one object', async () => {
      expect(fault(await post(KEYS_MANY))).toEqual([422, 'body', 'too_many_values']);
      expect(fault(await post(KEYS_ALLOWED))).toEqual([422, 'body', 'too_many_values']);
    });

    it('are refused with the name of the item that has more than 10,000 of them, in a body and in a line', async () => {
      expect(fault(await post(`{"items":[{"id":"small","data":{}},${holding('1', 10_000).slice(10)}`))).toEqual([
        422,
        'items.1',
        'too_many_values',
      ]);
      const line = `{"id":"line","data":{"x":[${'1,'.repeat(500_000)}1]}}`;
      const lines = await post(`{"kind":"contact_analysis"}\n${line}`, '/api/v1/batches', 'application/x-ndjson');
      expect(fault(lines)).toEqual([422, 'item', 'too_many_values']);
      expect(lines.at('message')).toContain('Line 2');
    });

    it('are read in time where they are as many objects of different keys as a body may hold', async () => {
      const raw = `{"items":[${Array.from({ length: 15 }, (_, n) => `{"id":"${n}","data":{"x":[${distinct(n, 4990)}]}}`).join(',')}]}`;
      expect((await post(raw)).status).toBe(200);
    });

    it('are taken where they are 18 in each of 10,000 items', async () => {
      const data = Array.from({ length: 14 }, (_, n) => `"f${n}":${n}`).join(',');
      const items = Array.from({ length: 10_000 }, (_, n) => `{"id":"many-${n}","data":{"name":"Ana",${data}}}`).join(
        ',',
      );
      const answer = await post(`{"kind":"contact_analysis","items":[${items}]}`, '/api/v1/batches');
      expect([answer.status, answer.at('error_code')]).toEqual([201, undefined]);
    });
  });
};
