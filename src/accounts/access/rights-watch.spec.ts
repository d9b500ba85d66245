import type { AppLogger } from '../../platform/observability/app-logger.js';
import type { Actor } from '../rights/actor.js';
import type { LiveAccess } from './live-access.js';
import { RightsWatch } from './rights-watch.js';

describe('The watch on rights', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('goes on while the process drains, and ends with it', async () => {
    const watch = new RightsWatch(
      { reread: () => Promise.resolve(new Map()) } as unknown as LiveAccess,
      {} as unknown as AppLogger,
    );
    const told: (Actor | undefined)[] = [];
    watch.add({ actor: { keyId: 1 } as unknown as Actor, applyRights: (actor) => void told.push(actor) });
    const hooks = watch as { onModuleDestroy?(): void; beforeApplicationShutdown?(): void } & RightsWatch;
    hooks.onModuleDestroy?.();
    hooks.beforeApplicationShutdown?.();
    await jest.advanceTimersByTimeAsync(2500);
    expect(told).toEqual([undefined]);
    watch.onApplicationShutdown();
    expect(jest.getTimerCount()).toBe(0);
  });
});
