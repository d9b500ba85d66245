import { Semaphore } from './semaphore.js';

describe('Semaphore', () => {
  const never = new AbortController().signal;

  it('admits up to its size and the others in order of arrival', async () => {
    const slots = new Semaphore(1);
    const order: number[] = [];
    const first = await slots.take(never);
    const second = slots.take(never).then((release) => (order.push(2), release));
    const third = slots.take(never).then((release) => (order.push(3), release));
    first();
    first();
    (await second)();
    (await third)();
    expect(order).toEqual([2, 3]);
    await expect(slots.take(never)).resolves.toBeInstanceOf(Function);
  });

  it('removes an aborted waiter from the queue', async () => {
    const slots = new Semaphore(1);
    const abort = new AbortController();
    const first = await slots.take(never);
    const aborted = slots.take(abort.signal);
    const waiting = slots.take(never);
    abort.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(slots.take(abort.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    first();
    await expect(waiting).resolves.toBeInstanceOf(Function);
  });
});
