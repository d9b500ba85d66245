import { useQuery } from '@tanstack/react-query';
import { client } from '../api/client';
import { useRights } from '../api/session';
import { useHealth, Workers } from '../parts/workers';
import { text } from '../text/text';
import { count, decimal } from '../ui/format';
import { Facts, Panel, Time } from '../ui/kit';
import { Answered } from '../ui/states';

const MIB = 1024 * 1024;

export default function HealthPage() {
  const { may } = useRights();
  return (
    <>
      <div className="title">
        <h1>{text.health.title}</h1>
      </div>
      <div className="columns">
        <Workers />
        <Database />
      </div>
      {may('url:read') && <Queues />}
    </>
  );
}

function Database() {
  const health = useHealth();
  return (
    <Panel title={text.health.database}>
      <Answered query={health} rows={3}>
        {({ database, redis, memory_bytes: memory }) =>
          database === undefined ? (
            <p className="soft">{text.workers.forAdmins}</p>
          ) : (
            <Facts
              facts={[
                [text.health.mode, database.mode],
                [text.health.version, database.version],
                [text.health.durability, database.durability],
                [text.health.pool, text.health.pooled(database.pool.open, database.pool.idle, database.pool.waiting)],
                [text.health.redis, redis ?? text.health.noRedis],
                ...(memory === undefined ? [] : ([[text.health.memory, `${decimal(memory.rss / MIB)} MiB`]] as const)),
              ]}
            />
          )
        }
      </Answered>
    </Panel>
  );
}

function Queues() {
  const queues = useQuery({
    queryKey: ['batches', 'figures', 'queues'],
    queryFn: ({ signal }) => client.call('getUrlQueueStatus', { signal }),
    refetchInterval: 10_000,
  });
  return (
    <Panel title={text.health.queues} flush>
      <Answered query={queues} rows={3}>
        {({ queues: all }) => (
          <div className="table-scroll">
            <table className="plain">
              <thead>
                <tr>
                  <th>{text.health.queue}</th>
                  <th>{text.keys.state}</th>
                  <th className="num">{text.health.waiting}</th>
                  <th className="num">{text.health.running}</th>
                  <th className="num">{text.health.paused}</th>
                  <th className="num">{text.health.items}</th>
                  <th>{text.health.oldest}</th>
                </tr>
              </thead>
              <tbody>
                {all.map((queue) => (
                  <tr key={queue.name}>
                    <td>{queue.name}</td>
                    <td>
                      <span className={queue.status === 'operational' ? 'pill active' : 'pill warn'}>
                        {queue.status}
                      </span>
                    </td>
                    <td className="num">{count(queue.waiting_jobs)}</td>
                    <td className="num">{count(queue.processing_jobs)}</td>
                    <td className="num">{count(queue.paused_jobs)}</td>
                    <td className="num">{count(queue.waiting_urls + queue.running_urls)}</td>
                    <td>
                      <Time at={queue.oldest_waiting_since} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answered>
    </Panel>
  );
}
