import { performance } from 'node:perf_hooks';
import { Sessions } from './sessions.js';

describe('A session in constant use', () => {
  it('is looked up every two seconds, so that its end is seen', async () => {
    let isOpen = true;
    const store = { find: () => Promise.resolve(isOpen ? { keyId: 'k', expiresAt: new Date() } : undefined) };
    const authenticator = { identifyById: (keyId: string) => Promise.resolve({ keyId }) };
    const sessions = new Sessions(
      store as never,
      undefined as never,
      authenticator as never,
      { requireFewFailures: () => undefined, countFailure: () => Promise.resolve() } as never,
      undefined as never,
      undefined as never,
    );
    const clock = jest.spyOn(performance, 'now');
    const seenAt = async (ms: number): Promise<boolean> => {
      clock.mockReturnValue(ms);
      return (await sessions.identify('id', '192.0.2.1')) !== undefined;
    };
    expect(await seenAt(0)).toBe(true);
    isOpen = false;
    expect([await seenAt(1500), await seenAt(2500)]).toEqual([true, false]);
    clock.mockRestore();
  });
});

describe('A session that has ended', () => {
  it('counts as one wrong key of its address, however many requests come with it at the same time', async () => {
    let failures = 0;
    const sessions = new Sessions(
      { find: () => Promise.resolve(undefined) } as never,
      undefined as never,
      undefined as never,
      { requireFewFailures: () => undefined, countFailure: () => Promise.resolve((failures += 1)) } as never,
      undefined as never,
      undefined as never,
    );
    const all = await Promise.all(Array.from({ length: 20 }, () => sessions.identify('id', '192.0.2.1')));
    expect(all.every((actor) => actor === undefined)).toBe(true);
    expect(failures).toBe(1);
  });
});
