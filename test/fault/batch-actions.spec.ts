import { KEYS } from '../support/accounts.js';
import { endedAction, insertBatches } from '../support/many-batches.js';
import { describeEverywhere } from '../support/service.js';
import { startWith } from '../support/waiting-batches.js';

describeEverywhere('An action on many batches whose process is killed', (on) => {
  it.each(['action.before_commit:4', 'action.after_commit:4'])(
    'goes on where it was at %s: no batch is left out, and none is opened twice',
    async (point) => {
      const env = { LEASE_SECONDS: '3' };
      const service = await startWith(on, [insertBatches('ana', 'killed', 9, 'failed')], { ...env, CRASH_AT: point });
      const body = { action: 'retry', filter: { q: 'killed-' }, reason: 'again' };
      const asked = await service.request('POST', '/api/v1/batches/actions', { key: KEYS.ana, body, checked: false });
      await service.exited;
      const again = await service.again({ CRASH_AT: '' });
      const ended = await endedAction(again, asked.at('id'), KEYS.ana);
      expect(ended.body).toMatchObject({ status: 'completed', matched: 9, done: 9, refused: 0, reason: 'again' });
      await again.stop();
      const opened = await again.sql(
        `SELECT count(*)::int AS times FROM batches b JOIN batch_events e ON e.batch_id = b.id AND e.type = 'retried' GROUP BY b.id`,
      );
      expect(opened).toEqual(Array(9).fill({ times: 1 }));
    },
  );
});
