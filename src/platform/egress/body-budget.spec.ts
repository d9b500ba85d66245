import { eventually } from '../../../test/support/eventually.js';
import { RawServer } from '../../../test/support/raw-server.js';
import { AppError } from '../errors/app-error.js';
import { TargetPolicy } from './address-policy.js';
import { AllowList } from '../addresses/allow-list.js';
import { BodyBudget, FREE_BYTES } from './body-budget.js';
import { PinnedEgress } from './pinned-egress.js';

const never = new AbortController().signal;
const MIB = 1024 * 1024;

describe('BodyBudget', () => {
  it('grants waiting bodies in order of arrival, small ones too', async () => {
    const budget = new BodyBudget({ bytes: 100 });
    await budget.take(60, never);
    const order: string[] = [];
    const large = budget.take(50, never).then(() => order.push('large'));
    const small = budget.take(10, never).then(() => order.push('small'));
    expect([budget.used, budget.waiting]).toEqual([60, 2]);
    budget.giveBack(60);
    await Promise.all([large, small]);
    expect([order, budget.used]).toEqual([['large', 'small'], 60]);
  });

  it('grants the whole budget to a body that is larger than it', async () => {
    expect(await new BodyBudget({ bytes: 100 }).take(1_000, never)).toBe(100);
  });

  it('rejects with OVERLOADED when too many wait, and after the longest wait', async () => {
    const budget = new BodyBudget({ bytes: 100, maxWaiting: 1, waitMs: 1 });
    await budget.take(100, never);
    const waiting = budget.take(1, never);
    await expect(budget.take(1, never)).rejects.toMatchObject({ code: 'OVERLOADED', retryAfter: 5 });
    await expect(waiting).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect([budget.used, budget.waiting]).toEqual([100, 0]);
  });

  it('grants the next body when a waiting one is cancelled', async () => {
    const budget = new BodyBudget({ bytes: 100 });
    await budget.take(60, never);
    const abort = new AbortController();
    const cancelled = budget.take(90, abort.signal);
    const next = budget.take(40, never);
    abort.abort(new AppError('CANCELLED'));
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await next).toBe(40);
  });
});

describe('The egress client with a body budget', () => {
  const BODY = Buffer.alloc(3 * MIB, 'x');
  const HEAD = `HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\n\r\n`;
  let server: RawServer;
  let url: string;
  let policy: TargetPolicy;

  beforeAll(async () => {
    server = new RawServer((socket) => {
      socket.write(HEAD);
      socket.end(BODY);
    });
    const port = String(await server.start());
    url = `http://127.0.0.1:${port}/`;
    policy = new TargetPolicy({ egressAllow: AllowList.parse(`127.0.0.1:${port}`) });
  });
  afterAll(() => server.stop());

  it('makes a further large body wait for a release, without counting it as too slow', async () => {
    const bodies = new BodyBudget({ bytes: 2 * (BODY.length - FREE_BYTES) });
    const egress = new PinnedEgress(policy, { bodies });
    const limits = { slowAfterMs: 1, minBytesPerSecond: 1, idleMs: 5_000 };
    const ask = () => egress.request(url, { purpose: 'target', holdBody: true, limits });
    const [first, second] = await Promise.all([ask(), ask()]);
    let isHere = false;
    const third = ask().then((response) => {
      isHere = true;
      return response;
    });
    await eventually('the third body waits', () => bodies.waiting === 1);
    expect(isHere).toBe(false);
    first.release?.();
    expect((await third).body.length).toBe(BODY.length);
    second.release?.();
    (await third).release?.();
    expect([bodies.used, bodies.waiting]).toEqual([0, 0]);
  });

  it('rejects a body without room with OVERLOADED, which is retryable', async () => {
    const bodies = new BodyBudget({ bytes: MIB, waitMs: 1 });
    const egress = new PinnedEgress(policy, { bodies });
    const held = await egress.request(url, { purpose: 'target', holdBody: true });
    await expect(egress.request(url, { purpose: 'target' })).rejects.toMatchObject({ code: 'OVERLOADED' });
    held.release?.();
    expect(bodies.used).toBe(0);
  });

  it('grants small bodies without budget, and releases everything after forty large ones', async () => {
    const bodies = new BodyBudget({ bytes: 5 * MIB });
    const egress = new PinnedEgress(policy, { bodies });
    let most = 0;
    const all = Array.from({ length: 40 }, async () => {
      const { body } = await egress.request(url, { purpose: 'target' });
      most = Math.max(most, bodies.used);
      return body.length;
    });
    expect(new Set(await Promise.all(all))).toEqual(new Set([BODY.length]));
    expect(most).toBeLessThanOrEqual(5 * MIB);
    expect(bodies.used).toBe(0);
  });
});
