import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { describeEverywhere, Service } from '../support/service.js';

/** Three pages of an export. */
const COUNT = 600;

describeEverywhere('An export whose process is killed half-way', (on) => {
  it('is detectably incomplete, leaves nothing open, and is complete when requested again', async () => {
    const first = await Service.start({ on, env: { CRASH_AT: 'export.mid_stream:2' } });
    const items = Array.from({ length: COUNT }, (_, n) => ({ id: `row-${n}`, data: { name: `Name ${n}` } }));
    const stored = await first.request('POST', '/api/v1/batch-process', { key: KEYS.ana, body: { items } });
    const path = `/api/v1/batches/${String(stored.at('batch_id'))}/export?format=csv`;

    // Whoever asks for the head alone gets it without the rows being read: the second page would end the process.
    const head = await first.request('HEAD', path, { key: KEYS.ana, checked: false });
    expect([head.status, head.headers.get('content-disposition')]).toEqual([200, expect.stringContaining('.csv')]);
    expect(head.headers.get('content-length')).toBeNull();
    await first.request('GET', '/api/v1/health');
    expect(first.isRunning).toBe(true);

    const download = await fetch(`${first.url}${path}`, { headers: { 'X-API-Key': KEYS.ana } });
    expect(download.status).toBe(200);
    await expect(download.text()).rejects.toThrow();
    expect((await first.exited).signal).toBe('SIGKILL');
    if (first.database !== undefined)
      // The server hears of the end of its client a moment later.
      await eventually('no transaction is open', async () => {
        const open = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'";
        return (await first.sql(open)).length === 0;
      });

    const second = await first.again({ CRASH_AT: '' });
    const whole = await second.request('GET', path, { key: KEYS.ana });
    const rows = whole.text.trimEnd().split('\r\n').slice(1);
    expect(rows.map((row) => row.split(',')[0])).toEqual(items.map((_, n) => String(n)));
    await second.stop();
  }, 120_000);
});
