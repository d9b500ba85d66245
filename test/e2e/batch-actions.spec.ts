import { randomUUID } from 'node:crypto';
import { type AccountName, KEYS, userId } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { eventually } from '../support/eventually.js';
import { endedAction, insertBatches } from '../support/many-batches.js';
import { describeOnDatabases, type Service } from '../support/service.js';
import { startWith } from '../support/waiting-batches.js';

const ACTIONS = '/api/v1/batches/actions';

describeOnDatabases('Actions on many batches', (on) => {
  let service: Service;
  beforeAll(async () => {
    service = await startWith(on, [
      insertBatches('ana', 'cancel', 12, 'paused'),
      insertBatches('otto', 'cancel', 3, 'paused'),
      insertBatches('ana', 'retry', 4, 'failed'),
      insertBatches('ana', 'gone', 5, 'failed'),
      insertBatches('ana', 'change', 3, 'paused'),
      insertBatches('bruno', 'late', 3000, 'paused'),
      insertBatches('sofia', 'revoked', 3000, 'paused'),
    ]);
  });

  const ask = (key: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    service.request('POST', ACTIONS, { key, body, headers });
  const list = async (key: string, q: string): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    (await service.request('GET', `/api/v1/batches?limit=100&q=${q}`, { key })).at('results') as never;
  const ended = async (key: string, body: object): Promise<Answer> => {
    const asked = await ask(key, body);
    expect([asked.status, asked.headers.get('location')]).toEqual([202, `${ACTIONS}/${String(asked.at('id'))}`]);
    return endedAction(service, asked.at('id'), key);
  };
  const keyOf = async (name: AccountName, scopes: readonly string[]): Promise<Answer> =>
    service.request('POST', '/api/v1/keys', { body: { name: 'test', scopes, user_id: userId(name) } });

  it('only count with dry_run, by state, and do nothing', async () => {
    const body = { action: 'cancel', filter: { q: 'cancel-' }, dry_run: true };
    const [own, all] = [await ask(KEYS.ana, body), await ask(KEYS.admin, body)];
    expect([own.status, own.body]).toEqual([
      200,
      { dry_run: true, action: 'cancel', matched: 12, actionable: 12, by_status: { paused: 12 } },
    ]);
    expect(all.at('matched')).toBe(15);
    const none = await ask(KEYS.ana, { ...body, action: 'delete' });
    expect([none.at('matched'), none.at('actionable')]).toEqual([12, 0]);
    const retry = await ask(KEYS.ana, { action: 'retry', filter: { q: 'retry-' }, dry_run: true });
    expect([retry.at('matched'), retry.at('actionable')]).toEqual([4, 4]);
    expect((await list(KEYS.ana, 'cancel-')).every(({ status }) => status === 'paused')).toBe(true);
    expect((await service.request('GET', ACTIONS, { key: KEYS.ana })).at('results')).toEqual([]);
  });

  it.each<readonly [string, object, string]>([
    ['an empty filter', { action: 'cancel', filter: {} }, 'filter'],
    ['a filter that says only whose, of one who sees one owner', { action: 'cancel', filter: { owner: 2 } }, 'filter'],
    ['neither filter nor ids', { action: 'cancel' }, 'filter'],
    ['both filter and ids', { action: 'cancel', filter: { status: 'paused' }, ids: ['1'] }, 'filter'],
    ['an unknown action', { action: 'explode', filter: { status: 'paused' } }, 'action'],
    ['an unknown field of the filter', { action: 'cancel', filter: { state: 'paused' } }, 'filter.state'],
    ['an unknown state', { action: 'cancel', filter: { status: 'asleep' } }, 'filter.status'],
    ['a filter that is a list', { action: 'cancel', filter: [] }, 'filter'],
    ['an id that is none', { action: 'cancel', ids: ['1', 'x y'] }, 'ids.1'],
    ['no ids', { action: 'cancel', ids: [] }, 'ids'],
    ['too many ids', { action: 'cancel', ids: Array.from({ length: 1001 }, (_, n) => String(n + 1)) }, 'ids'],
    ['a priority without the action', { action: 'cancel', priority: 'high', filter: { status: 'paused' } }, 'priority'],
    ['the action without a priority', { action: 'priority', filter: { status: 'paused' } }, 'priority'],
    ['a blank reason', { action: 'cancel', filter: { status: 'paused' }, reason: ' ' }, 'reason'],
    ['an endless reason', { action: 'cancel', filter: { status: 'paused' }, reason: 'x'.repeat(501) }, 'reason'],
  ])('refuse %s', async (_, body, field) => {
    const answer = await ask(KEYS.ana, body);
    expect([answer.status, answer.at('error_code')]).toEqual([422, 'VALIDATION_ERROR']);
    expect((answer.at('validation_errors') as { field: string }[]).map((fault) => fault.field)).toContain(field);
  });

  it('are done to the caller’s own batches only, and say who asked, when and why', async () => {
    const answer = await ended(KEYS.ana, { action: 'cancel', filter: { q: 'cancel-' }, reason: 'the list was wrong' });
    expect(answer.body).toMatchObject({
      action: 'cancel',
      status: 'completed',
      filter: { q: 'cancel-' },
      reason: 'the list was wrong',
      matched: 12,
      done: 12,
      refused: 0,
      remaining: 0,
      requested_by: { user_id: userId('ana') },
      stop_reason: null,
      refusals: [],
    });
    expect((await list(KEYS.ana, 'cancel-')).map(({ status }) => status)).toEqual(Array(12).fill('cancelled'));
    expect((await list(KEYS.otto, 'cancel-')).map(({ status }) => status)).toEqual(Array(3).fill('paused'));
  });

  it('name each batch that was refused, with the code of the single control', async () => {
    const [failed] = await list(KEYS.ana, 'retry-1');
    const [others] = await list(KEYS.otto, 'cancel-1');
    const unknown = randomUUID();
    const ids = [String(failed?.['id']), String(others?.['id']), unknown, unknown.toUpperCase()];
    const answer = await ended(KEYS.ana, { action: 'cancel', ids });
    expect(answer.body).toMatchObject({ status: 'completed', filter: null, matched: 3, done: 0, refused: 3 });
    expect(answer.at('refusals')).toMatchObject([
      { batch_id: ids[0], code: 'BATCH_NOT_CANCELLABLE' },
      { batch_id: ids[1], code: 'NOT_FOUND' },
      { batch_id: ids[2], code: 'NOT_FOUND' },
    ]);
    expect((await list(KEYS.otto, 'cancel-1'))[0]).toMatchObject({ status: 'paused' });
  });

  it('change priorities, resume and pause', async () => {
    const filter = { q: 'change-', kind: 'contact_analysis', status: 'paused', priority: 'normal' };
    expect((await ended(KEYS.ana, { action: 'priority', priority: 'urgent', filter })).at('done')).toBe(3);
    expect((await list(KEYS.ana, 'change-')).map(({ priority }) => priority)).toEqual(Array(3).fill('urgent'));
    expect((await ended(KEYS.ana, { action: 'pause', filter: { q: 'change-' } })).at('done')).toBe(3);
    expect((await ended(KEYS.ana, { action: 'resume', filter: { q: 'change-' } })).at('done')).toBe(3);
    await eventually('the batches end', async () =>
      (await list(KEYS.ana, 'change-')).every(({ completed_at }) => completed_at !== null),
    );
  });

  it('retry failed items, once each', async () => {
    const answer = await ended(KEYS.ana, { action: 'retry', filter: { q: 'retry-', status: 'failed' } });
    expect([answer.at('done'), answer.at('refused')]).toEqual([4, 0]);
    for (const { id } of await list(KEYS.ana, 'retry-')) {
      const item = await eventually('the item ends', async () => {
        const read = await service.request('GET', `/api/v1/batches/${String(id)}/items/0`, { key: KEYS.ana });
        return read.at('ended_at') === null ? undefined : read;
      });
      expect(item.at('attempts')).toBe(2);
    }
  });

  it('delete with the scope for it, and not without', async () => {
    const body = { action: 'delete', filter: { q: 'gone-' } };
    const writer = String((await keyOf('ana', ['batch:read', 'batch:write'])).at('key'));
    const refused = await ask(writer, body);
    expect([refused.status, refused.at('details', 'required_scope')]).toEqual([403, 'batch:delete']);
    expect((await ask(KEYS.reader, body)).at('details', 'required_scope')).toBe('batch:write');
    expect((await ended(KEYS.ana, body)).at('done')).toBe(5);
    expect(await list(KEYS.ana, 'gone-')).toEqual([]);
  });

  it('are asked for once with an Idempotency-Key', async () => {
    const body = { action: 'pause', filter: { q: 'nothing at all' } };
    const headers = { 'Idempotency-Key': randomUUID() };
    const [first, again] = [await ask(KEYS.ana, body, headers), await ask(KEYS.ana, body, headers)];
    expect([first.status, again.status, again.at('id')]).toEqual([202, 202, first.at('id')]);
    expect([first, again].map((answer) => answer.headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    const other = await ask(KEYS.ana, { ...body, reason: 'another' }, headers);
    expect([other.status, other.at('error_code')]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    expect((await endedAction(service, first.at('id'), KEYS.ana)).body).toMatchObject({ matched: 0, done: 0 });
  });

  it('are seen by who asked for them and by admins, in pages, newest first', async () => {
    const own = await service.request('GET', `${ACTIONS}?limit=2`, { key: KEYS.ana });
    const rows = own.at('results') as { id: string; created_at: string }[];
    expect(rows).toHaveLength(2);
    const next = await service.request('GET', `${ACTIONS}?limit=2&cursor=${String(own.at('next_cursor'))}`, {
      key: KEYS.ana,
    });
    const after = (next.at('results') as typeof rows)[0];
    expect(String(after?.created_at) <= String(rows[1]?.created_at) && after?.id !== rows[1]?.id).toBe(true);
    expect((await service.request('GET', ACTIONS, { key: KEYS.otto })).at('results')).toEqual([]);
    const [path] = rows.map(({ id }) => `${ACTIONS}/${id}`);
    const theirs = await service.request('GET', String(path), { key: KEYS.otto });
    const unknown = await service.request('GET', `${ACTIONS}/${randomUUID()}`, { key: KEYS.otto });
    expect([theirs.status, unknown.status]).toEqual([404, 404]);
    expect((await service.request('POST', `${String(path)}/cancel`, { key: KEYS.otto })).status).toBe(404);
    expect((await service.request('GET', String(path), { key: KEYS.admin })).status).toBe(200);
    const running = await service.request('GET', `${ACTIONS}?status=stopped`, { key: KEYS.ana });
    expect(running.at('results')).toEqual([]);
    const late = await service.request('POST', `${String(path)}/cancel`, { key: KEYS.ana });
    expect([late.status, late.at('error_code')]).toEqual([409, 'CONFLICT']);
  });

  it('end where they are when they are cancelled', async () => {
    const asked = await ask(KEYS.bruno, { action: 'cancel', filter: { q: 'late-' } });
    expect(asked.at('matched')).toBe(3000);
    const path = `${ACTIONS}/${String(asked.at('id'))}`;
    const cancelled = await service.request('POST', `${path}/cancel`, { key: KEYS.bruno });
    expect([cancelled.status, cancelled.at('status')]).toEqual([200, 'cancelled']);
    expect((await service.request('POST', `${path}/cancel`, { key: KEYS.bruno })).body).toEqual(cancelled.body);
    const done = Number(cancelled.at('done'));
    expect(done).toBeLessThan(3000);
    const left = await ask(KEYS.bruno, { action: 'cancel', filter: { q: 'late-', status: 'paused' }, dry_run: true });
    expect(left.at('matched')).toBe(3000 - done);
  });

  it('stop with a reason when the key that asked for them is revoked', async () => {
    const key = await keyOf('sofia', ['batch:read', 'batch:write']);
    const asked = await ask(String(key.at('key')), { action: 'cancel', filter: { q: 'revoked-' } });
    expect(asked.at('matched')).toBe(3000);
    expect((await service.request('DELETE', `/api/v1/keys/${String(key.at('id'))}`)).status).toBe(204);
    const stopped = await endedAction(service, asked.at('id'), KEYS.sofia);
    expect([stopped.at('status'), stopped.at('stop_reason', 'code')]).toEqual(['stopped', 'UNAUTHORIZED']);
    const { done, remaining } = stopped.body as { done: number; remaining: number };
    expect([done + remaining, remaining > 0]).toEqual([3000, true]);
  });
});
