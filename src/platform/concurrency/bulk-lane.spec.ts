import { AppError } from '../errors/app-error.js';
import { type AskMany, BulkLane, type BulkLaneOptions } from './bulk-lane.js';

const never = new AbortController().signal;

function lane(ask: AskMany<string>, more: Partial<BulkLaneOptions<string>> = {}) {
  const asked: string[][] = [];
  const made = new BulkLane<string>({
    max: 3,
    ...more,
    ask: (keys, signal) => {
      asked.push([...keys]);
      return ask(keys, signal);
    },
  });
  return { asked, get: (key: string, signal = never) => made.get(key, signal) };
}
const upper: AskMany<string> = (keys) => Promise.resolve(keys.map((key) => key.toUpperCase()));

describe('BulkLane', () => {
  it('asks at once for what comes at once, each key once, at most so many', async () => {
    const { asked, get } = lane(upper);
    expect(await Promise.all(['a', 'b', 'a', 'c', 'd'].map((key) => get(key)))).toEqual(['A', 'B', 'A', 'C', 'D']);
    expect(asked).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('gathers what comes while a request is under way', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { asked, get } = lane(async (keys, signal) => {
      if (keys[0] === 'a') await held;
      return upper(keys, signal);
    });
    const first = get('a');
    await new Promise((resolve) => setTimeout(resolve, 5));
    const others = [get('b'), get('c')];
    release();
    expect(await Promise.all([first, ...others])).toEqual(['A', 'B', 'C']);
    expect(asked).toEqual([['a'], ['b', 'c']]);
  });

  it('lets one leave without the others, and aborts when all have left', async () => {
    const signals: AbortSignal[] = [];
    const { get } = lane((_, signal) => {
      signals.push(signal);
      return new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
      );
    });
    const [one, two] = [new AbortController(), new AbortController()];
    const both = [get('a', one.signal), get('b', two.signal)].map((answer) => answer.catch((error: unknown) => error));
    await new Promise((resolve) => setTimeout(resolve, 5));
    one.abort(new AppError('TIMEOUT'));
    expect(await both[0]).toMatchObject({ code: 'TIMEOUT' });
    expect(signals[0]?.aborted).toBe(false);
    two.abort(new AppError('CANCELLED'));
    expect(await both[1]).toMatchObject({ code: 'CANCELLED' });
    expect(signals[0]?.aborted).toBe(true);
  });

  it('repeats what cannot be read key by key, and fails all for a refusal', async () => {
    const bad = new AppError('PROVIDER_UNAVAILABLE', 'too much', { details: { unusable_reply: true } });
    const { asked, get } = lane((keys, signal) => (keys.includes('b') ? Promise.reject(bad) : upper(keys, signal)));
    const [a, b] = await Promise.all(['a', 'b'].map((key) => get(key).catch((error: unknown) => error)));
    expect([a, b]).toEqual(['A', bad]);
    expect(asked).toEqual([['a', 'b'], ['a'], ['b']]);
    const refused = lane(() => Promise.reject(new AppError('PROVIDER_RATE_LIMITED')));
    await expect(Promise.all([refused.get('a'), refused.get('b')])).rejects.toMatchObject({
      code: 'PROVIDER_RATE_LIMITED',
    });
    expect(refused.asked).toHaveLength(1);
  });
});
