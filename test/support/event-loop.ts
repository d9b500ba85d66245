import { KEYS } from './accounts.js';
import type { Service } from './service.js';

/** Longest time for which input of a caller or a foreign site may block the event loop, in milliseconds. */
export const LIMIT_MS = 200;

/**
 * The longest processor time that each process of a service spent without a tick of its event loop, in milliseconds.
 */
export const longestStretches = (service: Service, key: string = KEYS.admin): Promise<readonly number[]> =>
  Promise.all(
    service.processes.map(async (one) => {
      const { text } = await one.request('GET', '/api/v1/metrics', { key, checked: false });
      const seconds = /^batchwright_event_loop_longest_stretch_seconds (\S+)$/m.exec(text)?.[1];
      if (seconds === undefined)
        throw new Error(`The process does not tell its longest stretch: ${text.slice(0, 500)}`);
      const ms = Number(seconds) * 1000;
      // It has answered, so it has worked.
      if (!(ms > 0)) throw new Error(`The process tells no stretch at all: ${seconds}`);
      return ms;
    }),
  );

/**
 * For the end of an attack: no process of the service was silent for more than 200 ms of its own processor time, since
 * its start. What the process does when it is asked counts already, so nothing need be waited for before.
 */
export async function expectNoSilence(service: Service, key?: string): Promise<void> {
  const stretches = await longestStretches(service, key);
  expect(stretches.map(Math.round).filter((ms) => ms > LIMIT_MS)).toEqual([]);
}
