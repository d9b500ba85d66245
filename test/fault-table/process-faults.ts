import { setTimeout as delay } from 'node:timers/promises';
import { KEYS } from '../support/accounts.js';
import { within } from '../support/eventually.js';
import { acknowledgedAgain, submitOnce, upTo, withoutDeaths, worksAgain } from './actions.js';
import type { Cluster } from './cluster.js';
import type { Ledger } from './ledger.js';
import type { Member } from './member.js';
import { LEASE_SECONDS } from './place.js';
import { newSubmission } from './submissions.js';
import { type Finding, underLoad } from './trial.js';

/** Longest start after a kill, in milliseconds. */
const START_MS = 15_000;

/** No fault: shows that the table itself is right. */
export const undisturbed = (cluster: Cluster): Promise<Finding> =>
  underLoad(cluster, { what: 'no fault, for comparison' }, async (ledger, seen) => {
    await withoutDeaths(cluster, seen, async () => {
      await acknowledgedAgain(ledger, 60);
      await worksAgain(cluster);
      await delay(3000);
    });
  });

const F1_KILLS = 5;
export const killWorkers = (cluster: Cluster): Promise<Finding> =>
  underLoad(
    cluster,
    {
      what: `kill -9 of a worker at a random instant, ${F1_KILLS} times`,
      deaths: F1_KILLS,
      orphans: true,
    },
    async (ledger) => {
      for (let kill = 0; kill < F1_KILLS; kill += 1) {
        await acknowledgedAgain(ledger, 20);
        await upTo(1500);
        const killed = cluster.workers[kill % 2];
        await killed?.kill9();
        await delay((LEASE_SECONDS / 3) * 1000);
        await killed?.start();
      }
      await worksAgain(cluster);
    },
  );

const F2_KILLS = 4;
export const killApis = (cluster: Cluster): Promise<Finding> =>
  underLoad(
    cluster,
    {
      what: `kill -9 of an API process during submissions, ${F2_KILLS} times`,
      excuses: { reset: true, refused: true },
    },
    async (ledger, seen) => {
      for (let kill = 0; kill < F2_KILLS; kill += 1) {
        await acknowledgedAgain(ledger, 40);
        await upTo(500);
        const killed = cluster.apis[kill % 2];
        await killed?.kill9();
        seen.time('acknowledged again', await acknowledgedAgain(ledger), 5000);
        await killed?.start();
      }
    },
  );

const F3_KILLS = 4;
export const killAll = (cluster: Cluster): Promise<Finding> =>
  underLoad(
    cluster,
    {
      what: `kill -9 of all processes at once, ${F3_KILLS} times`,
      excuses: { reset: true, refused: true },
      deaths: F3_KILLS * 2,
    },
    async (ledger, seen) => {
      for (let kill = 0; kill < F3_KILLS; kill += 1) {
        await acknowledgedAgain(ledger, 40);
        await upTo(500);
        await Promise.all(cluster.members.map((member) => member.kill9()));
        const took = await Promise.all(cluster.members.map((member) => member.start()));
        seen.time('answers after', Math.max(...took), START_MS);
      }
      await worksAgain(cluster);
    },
  );

/**
 * Where processes end themselves. An API process and a worker are armed at a time; `null`: nothing is left for that
 * side.
 */
const POINTS: readonly (readonly [string | null, string | null])[] = [
  ['submit.before_commit:5', 'claim.after_commit:3'],
  ['submit.after_commit:5', 'group_commit.before_save:3'],
  ['cancel.before_commit', 'group_commit.before_commit:3'],
  ['cancel.after_commit', 'group_commit.after_commit:3'],
  ['export.mid_stream', 'release.after_commit'],
  [null, 'reconcile.before_wakeup'],
];

export const crashPoints = (cluster: Cluster): Promise<Finding> =>
  underLoad(
    cluster,
    {
      what: `${POINTS.flat().filter((point) => point !== null).length} crash points, each once`,
      excuses: { reset: true, refused: true },
      deaths: (POINTS.length + 1) * 2,
      orphans: true,
    },
    async (ledger, seen, prefix) => {
      const [, api] = cluster.apis;
      const [, worker] = cluster.workers;
      for (const [apiPoint, workerPoint] of POINTS) {
        await Promise.all([api.kill9(), worker.kill9()]);
        await Promise.all([startArmed(api, apiPoint), startArmed(worker, workerPoint)]);
        const provoking = provoke(cluster, ledger, apiPoint, prefix);
        for (const [member, point] of [
          [api, apiPoint],
          [worker, workerPoint],
        ] as const) {
          if (point === null) continue;
          const isReached = await within('the process ends itself', 20_000, member.ended()).then(
            () => true,
            () => false,
          );
          if (isReached) continue;
          seen.notes.push(`${point} was not reached`);
          // The process would end itself in a later section, with items that nothing there explains.
          await member.kill9();
        }
        await provoking;
      }
    },
  );

const startArmed = async (member: Member, point: string | null): Promise<void> => {
  if (point === null) await member.start();
  else await member.startArmed(point);
};

/** Cancels or exports a batch at the process that is to die of it. */
async function provoke(cluster: Cluster, ledger: Ledger, point: string | null, prefix: string): Promise<void> {
  const isCancel = point?.startsWith('cancel.') === true;
  if (!isCancel && point !== 'export.mid_stream') return;
  const submission = newSubmission(cluster, isCancel ? 'pages' : 'contacts', `${prefix}-${point}`, isCancel ? 30 : 600);
  const one = await submitOnce(cluster, ledger, submission);
  if (one === undefined) return;
  const path = `/api/v1/batches/${one.batchId}/${isCancel ? 'cancel' : 'export?format=csv'}`;
  await cluster.balancer.sendTo(cluster.apis[1].url, isCancel ? 'POST' : 'GET', path, { key: submission.key });
}

const F11_ROUNDS = 10;
export const rollingRestart = (cluster: Cluster): Promise<Finding> =>
  underLoad(
    cluster,
    { what: `SIGTERM to an API process and a worker, ${F11_ROUNDS} rounds`, mayRefuse: /^SHUTTING_DOWN$/ },
    async (ledger, seen) => {
      for (let round = 0; round < F11_ROUNDS; round += 1) {
        await acknowledgedAgain(ledger, 40);
        const leaving = [cluster.apis[round % 2], cluster.workers[round % 2]].flatMap((member) => member ?? []);
        const ended = await Promise.all(leaving.map((member) => member.terminate()));
        for (const { code, ms } of ended) {
          seen.time('exit', ms, 30_000);
          if (code !== 0) seen.broken.push(`a process exited ${String(code)} after SIGTERM`);
        }
        await Promise.all(leaving.map((member) => member.start()));
      }
    },
  );

/** Past the lease and a look of the reconciler, in milliseconds. */
const FROZEN_MS = (LEASE_SECONDS + LEASE_SECONDS / 6 + 4) * 1000;
export const freezeWorker = (cluster: Cluster): Promise<Finding> =>
  underLoad(
    cluster,
    {
      what: `SIGSTOP of a worker for ${FROZEN_MS / 1000} s (lease ${LEASE_SECONDS} s), then SIGCONT`,
      deaths: 1,
      orphans: true,
      works: ['pages', 'pages', 'contacts later', 'orders later', 'contacts'],
    },
    async (ledger, seen) => {
      const [, frozen] = cluster.workers;
      await acknowledgedAgain(ledger, 40);
      await worksAgain(cluster);
      frozen.signal('SIGSTOP');
      await delay(FROZEN_MS);
      frozen.signal('SIGCONT');
      await delay(4000);
      const metrics = await cluster.balancer.sendTo(frozen.url, 'GET', '/api/v1/metrics', { key: KEYS.admin });
      const stale = 'failure' in metrics ? undefined : /^stale_completions_total (\d+)/m.exec(metrics.text)?.[1];
      seen.notes.push(`stale_completions_total ${stale ?? 'unknown'}`);
    },
  );
