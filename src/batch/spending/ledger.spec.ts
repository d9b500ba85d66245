import { requestLedger } from './ledger.js';

const use = (input_tokens: number) => ({ input_tokens, output_tokens: 0 });

describe('The ledger of one request', () => {
  it('never passes a limit of calls, whatever is charged, and gives back what was not asked', async () => {
    const ledger = requestLedger({ brave: { calls: 2 } });
    expect([await ledger.reserve('brave'), await ledger.reserve('brave'), await ledger.reserve('brave')]).toEqual([
      ...[true, true, false],
    ]);
    await ledger.charge('brave', 0, use(0));
    expect(await ledger.reserve('brave')).toBe(false);
    await ledger.giveBack('brave', 0);
    expect(await ledger.reserve('brave')).toBe(true);
  });

  it('never passes a limit of tokens, of which those that were set aside count until their use is charged', async () => {
    const ledger = requestLedger({ model: { tokens: 100 } });
    expect(await ledger.reserve('model', 101)).toBe(false);
    expect(await ledger.reserve('model', 100)).toBe(true);
    expect(await ledger.reserve('model', 1)).toBe(false);
    await ledger.charge('model', 100, use(40));
    expect([await ledger.reserve('model', 61), await ledger.reserve('model', 60)]).toEqual([false, true]);
  });

  it('limits nobody who is not named, and has an account of its own only where calls are limited', async () => {
    const ledger = requestLedger({ brave: {}, model: { tokens: 1 } });
    expect([await ledger.reserve('brave', 9), await ledger.reserve('other', 9), ledger.account]).toEqual([
      ...[true, true, null],
    ]);
    const accounts = [1, 2].map((calls) => requestLedger({ brave: { calls } }).account);
    expect(new Set([...accounts, null]).size).toBe(3);
  });
});
