import { CommandServer, type Asked } from '../../../test/support/command-context.js';
import { createClient } from './client.js';

/** A service whose answers to requests with these paths are lost, once each. */
function losing(...lost: string[]) {
  return (asked: Asked) => {
    const at = lost.indexOf(asked.url.pathname);
    if (at >= 0) {
      lost.splice(at, 1);
      return { status: 503, json: { error_code: 'GATEWAY_ERROR', message: 'Lost.' } };
    }
    const { pathname } = asked.url;
    const part = /\/parts\/(\d+)$/.exec(pathname)?.[1];
    if (part !== undefined) return { status: 201, json: { part: Number(part), items: asked.body.split('\n').length } };
    if (pathname.endsWith('/actions/a1')) return { json: { id: 'a1', status: polls() } };
    return { status: 201, json: { id: 'b1', status: 'pending', matched: 3 } };
  };
}

let asks = 0;
const polls = (): string => ((asks += 1) < 3 ? 'running' : 'completed');

describe('Batches in parts', () => {
  let server: CommandServer;
  const client = () => createClient({ baseUrl: server.url, apiKey: 'k', retryBudgetMs: 10_000 });
  afterEach(() => server.close());

  it('are opened, filled and sealed, each request repeated as it was when its answer is lost', async () => {
    const base = '/api/v1/batches';
    server = await CommandServer.start(losing(`${base}/open`, `${base}/b1/parts/2`, `${base}/b1/seal`));
    async function* urls() {
      for (let at = 0; at < 7; at += 1) yield `https://example.com/${at}`;
      await Promise.resolve();
    }
    const stored: number[] = [];
    const batch = await client().parts.submit({ kind: 'url_analysis', name: 'Many' }, urls(), {
      partSize: 3,
      onPart: ({ items }) => stored.push(items),
    });
    expect([batch.id, stored]).toEqual(['b1', [3, 3, 1]]);
    expect(server.asked.map(({ url }) => url.pathname.replace(base, ''))).toEqual([
      '/open',
      '/open',
      '/b1/parts/1',
      '/b1/parts/2',
      '/b1/parts/2',
      '/b1/parts/3',
      '/b1/seal',
      '/b1/seal',
    ]);
    const [open, again, first, second, repeated] = server.asked;
    expect(open?.headers['idempotency-key']).toBe(again?.headers['idempotency-key']);
    expect(first?.body).toBe([0, 1, 2].map((at) => `"https://example.com/${at}"`).join('\n'));
    expect(repeated?.body).toBe(second?.body);
    expect(JSON.parse(server.asked.at(-1)?.body ?? '')).toEqual({ expected_items: 7 });
  });

  it('are cut before a request becomes too large, and hold one part at a time', async () => {
    server = await CommandServer.start(losing());
    const note = 'x'.repeat(3 * 1024 * 1024);
    let made = 0;
    let ahead = 0;
    function* contacts() {
      for (; made < 5; made += 1) yield { id: `c${made}`, data: { note } };
    }
    await client().parts.submit({ kind: 'contact_analysis' }, contacts(), {
      onPart: ({ part }) => (ahead = Math.max(ahead, made - part * 2)),
    });
    expect(server.asked.filter(({ url }) => url.pathname.includes('/parts/'))).toHaveLength(3);
    expect(ahead).toBeLessThanOrEqual(1);
  });

  it('have an item on every line when they are more than one JSON document takes', async () => {
    server = await CommandServer.start(losing());
    const items = Array.from({ length: 10_001 }, (_, at) => `https://example.com/${at}`);
    expect((await client().parts.append<'url_analysis'>('b1', 1, items)).items).toBe(10_001);
    expect(server.asked[0]?.headers['content-type']).toBe('application/x-ndjson');
    expect(server.asked[0]?.body).toBe(items.map((item) => JSON.stringify(item)).join('\n'));
  });
});

describe('Actions on many batches', () => {
  let server: CommandServer;
  beforeEach(async () => {
    server = await CommandServer.start(losing('/api/v1/batches/actions', '/api/v1/batches/actions/a1/cancel'));
  });
  afterEach(() => server.close());

  it('are counted without being done, started once, and followed to their end', async () => {
    const client = createClient({ baseUrl: server.url, apiKey: 'k' });
    const action = { action: 'retry', filter: { status: 'failed' } } as const;
    await expect(client.actions.count(action)).resolves.toMatchObject({ matched: 3 });
    await client.actions.start(action, { idempotencyKey: 'once' });
    expect(server.asked.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { ...action, dry_run: true },
      { ...action, dry_run: true },
      action,
    ]);
    expect(server.asked[2]?.headers['idempotency-key']).toBe('once');
    const seen: string[] = [];
    await client.actions.wait('a1', { pollMs: 5, onProgress: ({ status }) => seen.push(status) });
    expect(seen).toEqual(['running', 'running', 'completed']);
    await client.actions.cancel('a1');
  });
});
