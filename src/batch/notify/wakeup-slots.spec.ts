import { WakeupSlots } from './wakeup-slots.js';

/** Wake-ups whose handling the test ends, in the order in which it began. */
function controlled(concurrency: number) {
  const ends: { readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = [];
  const errors: unknown[] = [];
  const handler = (): Promise<void> => new Promise((resolve, reject) => ends.push({ resolve, reject }));
  const slots = new WakeupSlots(handler, concurrency, (error) => errors.push(error));
  return { slots, ends, errors };
}

describe('The slots for wake-ups', () => {
  it('handle as many at once as they are, and one that waits as soon as one has ended', async () => {
    const { slots, ends } = controlled(2);
    const taken = [slots.take(), slots.take(), slots.take()];
    expect([ends.length, slots.free]).toEqual([2, 0]);
    ends[1]?.resolve();
    await taken[1];
    expect([ends.length, slots.free]).toEqual([3, 0]);
    ends[0]?.resolve();
    ends[2]?.resolve();
    await Promise.all(taken);
    expect(slots.free).toBe(2);
  });

  it('drop a wake-up when as many wait as there are slots', async () => {
    const { slots, ends } = controlled(1);
    const taken = [slots.take(), slots.take()];
    await slots.take();
    ends[0]?.resolve();
    await taken[0];
    ends[1]?.resolve();
    await taken[1];
    expect([ends.length, slots.free]).toEqual([2, 1]);
  });

  it('report a failure and are free afterwards', async () => {
    const { slots, ends, errors } = controlled(1);
    const taken = slots.take();
    ends[0]?.reject('broken');
    await taken;
    expect([errors, slots.free]).toEqual([['broken'], 1]);
  });
});
