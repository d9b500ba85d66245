import { within } from '../support/eventually.js';
import { acknowledgedAgain, upTo } from './actions.js';
import type { Embedded } from './embedded.js';
import { type Finding, underLoad } from './trial.js';

const KILLED = { reset: true, refused: true } as const;

const KILLS = 10;
export const killEmbedded = (place: Embedded): Promise<Finding> =>
  underLoad(place, { what: `kill -9, ${KILLS} times`, excuses: KILLED, deaths: KILLS }, async (ledger, seen) => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await acknowledgedAgain(ledger, 15);
      await upTo(500);
      await place.member.kill9();
      seen.time('answers after', await place.member.start(), 5000);
    }
  });

const POINTS = [
  'submit.before_commit:5',
  'submit.after_commit:5',
  'claim.after_commit:3',
  'group_commit.before_save:3',
  'group_commit.before_commit:3',
  'group_commit.after_commit:3',
  'release.after_commit',
] as const;
export const embeddedCrashPoints = (place: Embedded): Promise<Finding> =>
  underLoad(
    place,
    {
      what: `${POINTS.length} crash points, each once`,
      excuses: KILLED,
      deaths: POINTS.length + 1,
    },
    async (_ledger, seen) => {
      await place.member.kill9();
      for (const point of POINTS) {
        await place.member.startArmed(point);
        const isReached = await within('the process ends itself', 20_000, place.member.ended()).then(
          () => true,
          () => false,
        );
        if (!isReached) seen.notes.push(`${point} was not reached`);
        await place.member.kill9();
      }
    },
  );

const RESTARTS = 3;
export const restartEmbedded = (place: Embedded): Promise<Finding> =>
  underLoad(
    place,
    { what: `SIGTERM and a new start, ${RESTARTS} times`, excuses: { refused: true }, mayRefuse: /^SHUTTING_DOWN$/ },
    async (ledger, seen) => {
      for (let restart = 0; restart < RESTARTS; restart += 1) {
        await acknowledgedAgain(ledger, 20);
        const { code, ms } = await place.member.terminate();
        seen.time('exit', ms, 30_000);
        if (code !== 0) seen.broken.push(`the process exited ${String(code)} after SIGTERM`);
        seen.time('answers after', await place.member.start(), 5000);
      }
    },
  );
