import { setTimeout as delay } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** How often, and how long apart (milliseconds), a database that is away is asked to take back a try. */
const TAKE_BACK_TRIES = 600;
const TAKE_BACK_PAUSE_MS = 1000;

/** What takes back a counted try, until when it is worth it, and what is told of the first failure. */
interface TakeBack {
  readonly work: (tx: EntityManager) => Promise<unknown>;
  readonly isStopping: () => boolean;
  readonly onFailure: (error: unknown) => void;
}

/** Takes back that a try was counted, as soon as the database answers; once while the process stops. Never throws. */
export async function takeBackTry(unitOfWork: UnitOfWork, { work, isStopping, onFailure }: TakeBack): Promise<void> {
  for (let time = 0; time < TAKE_BACK_TRIES && (time === 0 || !isStopping()); time += 1) {
    try {
      await unitOfWork.run(work);
      return;
    } catch (error) {
      if (time === 0) onFailure(error);
      await delay(TAKE_BACK_PAUSE_MS);
    }
  }
}
