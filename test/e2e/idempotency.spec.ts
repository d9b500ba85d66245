import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { sendRaw } from '../support/raw-http.js';
import { describeOnDatabases, Service } from '../support/service.js';

const PATH = '/api/v1/batch-process';

describeOnDatabases('Idempotency-Key', (on) => {
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
    service = await Service.start({ on });
  });

  it('the same key and body get the first answer again, byte for byte', async () => {
    const [key, id] = [fresh(), fresh()];
    const first = await send(key, id);
    const again = await send(key, id);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect([again.status, again.text]).toEqual([200, first.text]);
  });

  it('the quotes of a structured field do not matter', async () => {
    const [key, id] = [fresh(), fresh()];
    const first = await send(key, id);
    const again = await send(`"${key}"`, id);
    expect(again.text).toBe(first.text);
  });

  it('the body is compared byte by byte: another order of keys is another body', async () => {
    const [key, id] = [fresh(), fresh()];
    const post = (raw: string): Promise<Answer> =>
      service.request('POST', PATH, { key: KEYS.ana, headers: { 'Idempotency-Key': key }, raw });
    await post(`{"items":[{"id":"${id}","data":{"a":1,"b":2}}]}`);
    const other = await post(`{"items":[{"data":{"b":2,"a":1},"id":"${id}"}]}`);
    expect([other.status, other.at('error_code')]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('row 28: another body → 422 IDEMPOTENCY_KEY_REUSED', async () => {
    const key = fresh();
    await send(key, fresh());
    const other = await send(key, fresh());
    expect([other.status, other.at('error_code')]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('row 30: another owner’s same key is a key of their own', async () => {
    const [key, id] = [fresh(), fresh()];
    const mine = await send(key, id);
    const theirs = await send(key, id, KEYS.otto);
    expect(theirs.status).toBe(200);
    expect(theirs.headers.get('idempotency-replayed')).toBeNull();
    expect(theirs.at('batch_id')).not.toBe(mine.at('batch_id'));
  });

  it('refusals are not kept: the mended request with the same key works', async () => {
    const key = fresh();
    const refused = await service.request('POST', PATH, {
      key: KEYS.ana,
      headers: { 'Idempotency-Key': key },
      body: { items: [] },
    });
    expect(refused.status).toBe(422);
    expect((await send(key, fresh())).status).toBe(200);
  });

  it('a failed atomic batch is an answer and is replayed as one', async () => {
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
    ['empty', ''],
    ['256 characters', 'k'.repeat(256)],
    ['a blank', 'a b'],
    ['a comma', 'a,b'],
  ])('row 27: %s → 400 INVALID_IDEMPOTENCY_KEY', async (_, key) => {
    const answer = await send(key, fresh());
    expect([answer.status, answer.at('error_code')]).toEqual([400, 'INVALID_IDEMPOTENCY_KEY']);
  });

  it('row 27: an emoji, or the header twice → 400', async () => {
    const request = (headers: string): string => {
      const body = JSON.stringify({ items: [{ id: fresh(), data: {} }] });
      return `POST ${PATH} HTTP/1.1\r\nHost: x\r\nX-API-Key: ${KEYS.ana}\r\nContent-Type: application/json\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`;
    };
    expect((await sendRaw(service.url, request('Idempotency-Key: 😀\r\n'))).status).toBe(400);
    expect((await sendRaw(service.url, request('Idempotency-Key: a\r\nIdempotency-Key: b\r\n'))).status).toBe(400);
  });

  it('F18: 64 at once with one key and one body make one batch', async () => {
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

  it('F19: 64 at once with one key and two bodies make one batch', async () => {
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
