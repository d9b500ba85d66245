import { performance } from 'node:perf_hooks';
import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';
import type { Also } from '../control/batch-control.js';
import { ActionRunner } from './action-runner.js';
import type { ActionRow, Refusal } from './action-store.js';

interface Action {
  readonly targets: readonly string[];
  readonly outcomes: (string | undefined)[];
  isEnded: boolean;
}

/** Actions in memory, in the order in which they wait. */
class Actions {
  readonly all = new Map<number, Action>();
  private queue: number[] = [];

  add(key: number, ...targets: readonly string[]): void {
    this.all.set(key, { targets, outcomes: [], isEnded: false });
    this.queue.push(key);
  }

  outcomes(key: number): readonly (string | undefined)[] {
    return this.all.get(key)?.outcomes ?? [];
  }

  claim(_: string, except: readonly number[]): Promise<ActionRow | undefined> {
    const key = this.queue.find((one) => !except.includes(one) && this.all.get(one)?.isEnded === false);
    const action = key === undefined ? undefined : this.all.get(key);
    if (key === undefined || action === undefined) return Promise.resolve(undefined);
    const refused = action.outcomes.filter((code) => code !== undefined).length;
    const counts = { matched: action.targets.length, done: action.outcomes.length - refused, refused };
    return Promise.resolve({
      key,
      publicId: `a${key}`,
      ownerId: key,
      keyId: 'key',
      action: 'pause',
      ...counts,
    } as ActionRow);
  }

  targets(key: number, from: number, limit: number): Promise<readonly string[]> {
    return Promise.resolve(this.all.get(key)?.targets.slice(from, from + limit) ?? []);
  }

  recordDone({ key }: { readonly key: number }, nth: number): Promise<boolean> {
    return this.record(key, nth, undefined);
  }

  recordRefused({ key }: { readonly key: number }, nth: number, { code }: Refusal): Promise<boolean> {
    return this.record(key, nth, code);
  }

  release({ key }: { readonly key: number }): Promise<void> {
    this.queue = [...this.queue.filter((one) => one !== key), key];
    return Promise.resolve();
  }

  end({ key }: { readonly key: number }): Promise<void> {
    const action = this.all.get(key);
    if (action !== undefined) action.isEnded = true;
    return Promise.resolve();
  }

  private record(key: number, nth: number, code: string | undefined): Promise<boolean> {
    const action = this.all.get(key);
    if (action?.outcomes.length !== nth) return Promise.resolve(false);
    action.outcomes.push(code);
    return Promise.resolve(true);
  }
}

/** What the timer of a runner does every five seconds. */
async function look(runner: ActionRunner): Promise<void> {
  runner.start();
  runner.wakeUp();
  const { working } = runner as unknown as { readonly working?: Promise<void> };
  await working;
}

describe('Actions on batches', () => {
  const access = { reread: () => Promise.resolve(new Map([['key', { userId: 1, scopes: new Set(['batch:write']) }]])) };
  const unitOfWork = { run: (work: (tx: object) => Promise<unknown>) => work({}) };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  let clock: jest.SpyInstance<number>;
  let failure: ErrorCode;
  let tried: number;
  let onFree: () => void;
  let actions: Actions;
  let runner: ActionRunner;
  const steps = {
    apply: async (_row: ActionRow, target: string, _owner: number, _actor: object, also: Also): Promise<void> => {
      if (target === 'stuck') {
        tried += 1;
        throw new AppError(failure);
      }
      if (target === 'free') onFree();
      await also({} as never);
    },
  };
  beforeEach(() => {
    [failure, tried, onFree] = ['CONFLICT_RETRY_EXHAUSTED', 0, () => undefined];
    clock = jest.spyOn(performance, 'now').mockReturnValue(0);
    actions = new Actions();
    runner = new ActionRunner(actions as never, steps as never, access as never, unitOfWork as never, log as never);
  });
  afterEach(() => {
    runner.onModuleDestroy();
    clock.mockRestore();
  });

  it('do not wait for one that stands at a busy batch, which is left out in the end', async () => {
    actions.add(1, 'stuck', 'after');
    actions.add(2, 'free');
    await look(runner);
    expect(actions.outcomes(2)).toEqual([undefined]);
    expect(actions.outcomes(1)).toEqual([]);
    for (let n = 1; n < 20 && actions.all.get(1)?.isEnded === false; n += 1) {
      clock.mockReturnValue(n * 5000);
      await look(runner);
    }
    expect([actions.outcomes(1), tried]).toEqual([['CONFLICT_RETRY_EXHAUSTED', undefined], 10]);
  });

  it('try a busy batch again after five seconds, neither at once when another action comes nor when all others are done', async () => {
    actions.add(1, 'stuck');
    await look(runner);
    for (let n = 0; n < 20; n += 1) await look(runner);
    expect(tried).toBe(1);
    clock.mockReturnValue(3000);
    actions.add(2, 'free', 'free', 'free');
    const triedAt: number[] = [];
    onFree = () => {
      triedAt.push(tried);
      clock.mockReturnValue(6000);
    };
    await look(runner);
    expect([tried, triedAt]).toEqual([2, [1, 1, 1]]);
  });

  it('leave nothing out while the database is away', async () => {
    failure = 'DATABASE_UNAVAILABLE';
    actions.add(3, 'stuck');
    for (let n = 0; n < 20; n += 1) {
      clock.mockReturnValue(n * 5000);
      await look(runner);
    }
    expect(actions.outcomes(3)).toEqual([]);
  });
});
