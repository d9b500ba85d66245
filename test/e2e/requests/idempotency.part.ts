import type { Answer } from '../../support/client.js';
import { expectNoSilence } from '../../support/event-loop.js';
import { sendRaw } from '../../support/raw-http.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

const PATH = '/api/v1/batch-process';

export const idempotency: Part = (own) => {
  const { KEYS } = own;

  describe('Idempotency-Key', () => {
    let service: Service;
    let next = 0;
    const fresh = (): string => `k-${(next += 1)}`;
    const send = (key: string, id: string, apiKey = KEYS.ana, path = PATH): Promise<Answer> =>
      service.request('POST', path, {
        key: apiKey,
        headers: { 'Idempotency-Key': key },
        body: { items: [{ id, data: {} }] },
      });

    beforeAll(async () => {
      service = await own.begin();
    });
    afterAll(() => expectNoSilence(service));

    it('returns the first answer byte for byte for the same key and body', async () => {
      const [key, id] = [fresh(), fresh()];
      const first = await send(key, id);
      const again = await send(key, id);
      expect(first.headers.get('idempotency-replayed')).toBeNull();
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect([again.status, again.text]).toEqual([200, first.text]);
    });

    it('is the same with and without the quotes of a structured field', async () => {
      const [key, id] = [fresh(), fresh()];
      const first = await send(key, id);
      const again = await send(`"${key}"`, id);
      expect(again.text).toBe(first.text);
    });

    it('compares bodies byte by byte, so that another order of keys is another body', async () => {
      const [key, id] = [fresh(), fresh()];
      const post = (raw: string): Promise<Answer> =>
        service.request('POST', PATH, { key: KEYS.ana, headers: { 'Idempotency-Key': key }, raw });
      await post(`{"items":[{"id":"${id}","data":{"a":1,"b":2}}]}`);
      const other = await post(`{"items":[{"data":{"b":2,"a":1},"id":"${id}"}]}`);
      expect([other.status, other.at('error_code')]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    });

    it('with another body is answered with 422 IDEMPOTENCY_KEY_REUSED', async () => {
      const key = fresh();
      await send(key, fresh());
      const other = await send(key, fresh());
      expect([other.status, other.at('error_code')]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    });

    it('is independent of the same key of another owner', async () => {
      const [key, id] = [fresh(), fresh()];
      const mine = await send(key, id);
      const theirs = await send(key, id, KEYS.otto);
      expect(theirs.status).toBe(200);
      expect(theirs.headers.get('idempotency-replayed')).toBeNull();
      expect(theirs.at('batch_id')).not.toBe(mine.at('batch_id'));
    });

    it('does not store refusals, so that the corrected request with the same key works', async () => {
      const key = fresh();
      const refused = await service.request('POST', PATH, {
        key: KEYS.ana,
        headers: { 'Idempotency-Key': key },
        body: { items: [] },
      });
      expect(refused.status).toBe(422);
      expect((await send(key, fresh())).status).toBe(200);
    });

    it('replays the answer of a failed atomic batch', async () => {
      const [key, id] = [fresh(), fresh()];
      const request = {
        key: KEYS.ana,
        headers: { 'Idempotency-Key': key },
        body: {
          items: [
            { id, data: {} },
            { id, data: {} },
          ],
          atomic: true,
        },
      };
      const first = await service.request('POST', PATH, request);
      const again = await service.request('POST', PATH, request);
      expect([first.status, again.status]).toEqual([409, 409]);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(again.text).toBe(first.text);
    });

    it.each([
      ['no characters', ''],
      ['256 characters', 'k'.repeat(256)],
      ['a blank', 'a b'],
      ['a comma', 'a,b'],
    ])('with %s is answered with 400 INVALID_IDEMPOTENCY_KEY', async (_, key) => {
      const answer = await send(key, fresh());
      expect([answer.status, answer.at('error_code')]).toEqual([400, 'INVALID_IDEMPOTENCY_KEY']);
    });

    it('with an emoji or sent twice is answered with 400', async () => {
      const request = (headers: string): string => {
        const body = JSON.stringify({ items: [{ id: fresh(), data: {} }] });
        return `POST ${PATH} HTTP/1.1\r\nHost: x\r\nX-API-Key: ${KEYS.ana}\r\nContent-Type: application/json\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`;
      };
      expect((await sendRaw(service.url, request('Idempotency-Key: 😀\r\n'))).status).toBe(400);
      expect((await sendRaw(service.url, request('Idempotency-Key: a\r\nIdempotency-Key: b\r\n'))).status).toBe(400);
    });

    it('makes one batch of 64 concurrent requests with one key and one body', async () => {
      const [key, id] = [fresh(), fresh()];
      const answers = await Promise.all(Array.from({ length: 64 }, () => send(key, id)));
      const done = answers.filter(({ status }) => status === 200);
      expect(done.length).toBeGreaterThan(0);
      expect(new Set(done.map(({ text }) => text)).size).toBe(1);
      expect(done.filter(({ headers }) => !headers.has('idempotency-replayed'))).toHaveLength(1);
      for (const { status, headers, at } of answers)
        if (status !== 200) {
          expect([status, at('error_code')]).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS']);
          expect(headers.get('retry-after')).toBe('1');
        }
      expect((await send(key, id)).text).toBe(done[0]?.text);
    });

    it('makes one batch of 64 concurrent requests with one key and two bodies', async () => {
      const [key, a, b] = [fresh(), fresh(), fresh()];
      const answers = await Promise.all(Array.from({ length: 64 }, (_, n) => send(key, n % 2 === 0 ? a : b)));
      const done = answers.filter(({ status }) => status === 200);
      expect(new Set(done.map(({ text }) => text)).size).toBe(1);
      for (const { status, at } of answers)
        if (status !== 200)
          expect(['409 IDEMPOTENCY_IN_PROGRESS', '422 IDEMPOTENCY_KEY_REUSED']).toContain(
            `${status} ${String(at('error_code'))}`,
          );
    });
  });
};
