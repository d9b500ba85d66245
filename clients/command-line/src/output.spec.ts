import { CommandServer } from '../../../test/support/command-context.js';
import { listDeliveries, changeWebhook } from './accounts.js';
import { items, search, show } from './browse.js';
import { tell } from './follow.js';
import { tellImport } from './tell-import.js';

/** What a caller may put into a name: it clears the screen and colours what follows. */
const EVIL = 'a\u001b[2J\u009b31m\u202eb';
const CLEAN = 'a [2J 31m b';

const BATCH = {
  id: 'b1',
  kind: 'contact_analysis',
  name: EVIL,
  status: 'failed',
  progress: 100,
  rate_per_second: null,
  estimated_completion: null,
  metadata: { [EVIL]: EVIL },
  counters: { total: 3, pending: 0, succeeded: 0, failed: 2, cancelled: 0 },
};

const itemOf = (index: number, ref: string | null) => ({
  index,
  status: 'failed',
  ref,
  error: { code: 'X', message: EVIL },
  input: { id: index },
});
const ITEMS = [itemOf(0, EVIL), itemOf(10, 'long reference'), itemOf(1000, null)];

const hit = (ref: string | null) => ({
  found_in: 'ref',
  batch: { id: 'b1', kind: 'x', name: 'n', status: 'failed' },
  item: { index: 0, ref, excerpt: 'text' },
});

/** Two pages of whatever is listed. */
const page = (rows: readonly unknown[], url: URL) =>
  url.searchParams.has('cursor')
    ? { results: rows.slice(2), next_cursor: null }
    : { results: rows.slice(0, 2), next_cursor: 7 };

describe('What the command line writes', () => {
  let server: CommandServer;
  beforeAll(async () => {
    server = await CommandServer.start(({ url }) => {
      if (url.pathname.endsWith('/items')) return { json: page(ITEMS, url) };
      if (url.pathname.endsWith('/search')) return { json: page([hit('r1'), hit(null), hit('a longer one')], url) };
      if (url.pathname.endsWith('/rotate-secret')) return { json: { id: 'w1', secret: 'whsec_1' } };
      if (url.pathname.endsWith('/deliveries'))
        return {
          json: page(
            [1, 2, 3].map((id) => ({ id, status: 'delivered', event: 'batch.completed', created_at: '2026' })),
            url,
          ),
        };
      return { json: BATCH };
    });
  });
  beforeEach(() => void (server.asked.length = 0));
  afterAll(() => server.close());

  it('moves no cursor and colours nothing, whatever a caller has named things', async () => {
    const shown = server.context({}, true);
    await show(shown.context, 'b1');
    await tell(shown.context, BATCH as never);
    tellImport(shown.context.out, {
      format: 'csv',
      encoding: null,
      columns: [{ name: EVIL, field: null, metadata: true, guessed: false, convert: [] }],
      skipped: { count: 0, lines: [] },
      failed: { count: 0, lines: [] },
    } as never);
    shown.context.out.say(`${EVIL}\nsecond line`);
    await items(shown.context, 'b1');
    const all = shown.out() + shown.talk();
    expect(/[\p{Cc}\u202A-\u202E]/u.exec(all.replaceAll('\n', ''))).toBeNull();
    expect(shown.out()).toContain(`name: ${CLEAN}\n`);
    expect(shown.talk()).toContain(`  ${CLEAN}: X ${CLEAN}\n`);
    expect(shown.talk()).toContain('\nsecond line\n');
  });

  it('is the same document on a terminal when it is JSON', async () => {
    const shown = server.context<{ readonly watch?: boolean }>({ json: true }, true);
    await show(shown.context, 'b1');
    expect(shown.out()).not.toContain('\u009b');
    expect(JSON.parse(shown.out())).toEqual(BATCH);
  });

  it('stands in columns under one head on a terminal', async () => {
    const shown = server.context({}, true);
    await items(shown.context, 'b1');
    expect(shown.out().split('\n')).toEqual([
      'INDEX  STATUS  REF             ERROR           INPUT',
      `0      failed  ${CLEAN}     X: ${CLEAN}  {"id":0}`,
      `10     failed  long reference  X: ${CLEAN}  {"id":10}`,
      `1000   failed                  X: ${CLEAN}  {"id":1000}`,
      '',
    ]);
    const found = server.context({}, true);
    await search(found.context, 'r');
    expect(found.out().split('\n')).toEqual([
      'FOUND IN  BATCH  ITEM  REF           TEXT',
      'ref       b1     0     r1            text',
      'ref       b1     0                   text',
      'ref       b1     0     a longer one  text',
      '',
    ]);
  });

  it('is divided by tabs and has no head in a pipe', async () => {
    const piped = server.context({ limit: 2 });
    await items(piped.context, 'b1');
    expect(piped.out()).toBe(
      `0\tfailed\t${CLEAN}\tX: ${CLEAN}\t{"id":0}\n10\tfailed\tlong reference\tX: ${CLEAN}\t{"id":10}\n`,
    );
    expect(server.asked).toHaveLength(1);
  });

  it('has every delivery, and secrets as JSON where that is asked for', async () => {
    const listed = server.context({});
    await listDeliveries(listed.context, 'w1');
    expect(listed.out().split('\n')).toHaveLength(4);
    const few = server.context({ limit: 1 });
    await listDeliveries(few.context, 'w1');
    expect(few.out()).toBe('1\tdelivered\tbatch.completed\t2026\n');
    const rotated = server.context({ json: true });
    await changeWebhook(rotated.context, 'rotate', 'w1');
    expect(JSON.parse(rotated.out())).toEqual({ id: 'w1', secret: 'whsec_1' });
  });
});
