import { Semaphore } from './semaphore.js';

describe('Slots', () => {
  const never = new AbortController().signal;

  it('lets so many in and the others in the order they came', async () => {
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

  it('forgets who is aborted while waiting', async () => {
    const slots = new Semaphore(1);
    const abort = new AbortController();
    const first = await slots.take(never);
    const given = slots.take(abort.signal);
    const patient = slots.take(never);
    abort.abort();
    await expect(given).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(slots.take(abort.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    first();
    await expect(patient).resolves.toBeInstanceOf(Function);
  });
});
