import { useQuery } from '@tanstack/react-query';
import { client } from '../api/client';
import { usePolling } from '../api/live';
import { useRights } from '../api/session';
import { text } from '../text/text';
import { count, duration } from '../ui/format';
import { Facts, Panel, Status } from '../ui/kit';
import { Answered } from '../ui/states';

export const useHealth = () => {
  const polling = usePolling();
  return useQuery({
    queryKey: ['batches', 'figures', 'health'],
    queryFn: ({ signal }) => client.call('getHealth', { signal }),
    refetchInterval: polling === false ? 10_000 : polling * 2,
  });
};

/** What the workers hold, as the process that answers knows it; the detail is for admins. */
export function Workers() {
  const health = useHealth();
  const { isAdmin } = useRights();
  return (
    <Panel title={text.workers.title}>
      <Answered query={health} rows={3}>
        {({ status, batches, uptime_seconds: uptime, event_loop_delay_ms: delay }) => (
          <div className="stack">
            <div className="row">
              <Status value={status === 'ok' ? 'active' : 'warn'} /> {text.workers.state[status]}
            </div>
            {batches === undefined ? (
              <p className="soft">{isAdmin ? text.workers.unknown : text.workers.forAdmins}</p>
            ) : (
              <Facts
                facts={[
                  [text.workers.items, count(batches.running_items)],
                  [text.workers.batches, count(batches.processing)],
                  [text.workers.waiting, count(batches.waiting)],
                  [text.workers.paused, count(batches.paused)],
                  [text.workers.stuck, count(batches.stuck)],
                  ...(uptime === undefined ? [] : ([[text.workers.uptime, duration(uptime * 1000)]] as const)),
                  ...(delay === undefined ? [] : ([[text.workers.delay, duration(delay.p99)]] as const)),
                ]}
              />
            )}
          </div>
        )}
      </Answered>
    </Panel>
  );
}
