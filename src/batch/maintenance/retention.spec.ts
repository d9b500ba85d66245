import { Retention } from './retention.js';

describe('The retention sweep', () => {
  it('deletes the rest when something cannot be deleted, and says so in the end', async () => {
    const swept: string[] = [];
    const once = (what: string) => () => Promise.resolve(swept.includes(what) ? 0 : swept.push(what));
    const store = {
      deleteBatches: () => Promise.reject(new Error('It took too long.')),
      deleteIdempotencyKeys: once('keys'),
      deleteActions: once('actions'),
      deleteDeliveries: once('deliveries'),
      findLarge: () => Promise.resolve(swept.includes('large') ? undefined : 7),
    };
    const control = { delete: (id: number) => Promise.resolve(id === 7 && swept.push('large')) };
    const retention = new Retention(
      store as never,
      control as never,
      { retentionDays: 30 } as never,
      { info: () => undefined } as never,
    );
    await expect(retention.sweep()).rejects.toThrow('It took too long.');
    expect(swept).toEqual(['keys', 'actions', 'deliveries', 'large']);
  });
});
