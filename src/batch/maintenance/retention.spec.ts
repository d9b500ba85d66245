import { Retention } from './retention.js';

describe('The retention sweep', () => {
  it('deletes the rest when something cannot be deleted, and says so in the end', async () => {
    const swept: string[] = [];
    const once = (what: string) => () => Promise.resolve(swept.includes(what) ? 0 : swept.push(what));
    const store = {
      deleteItems: () => Promise.reject(new Error('It took too long.')),
      deleteBatches: once('batches'),
      deleteIdempotencyKeys: once('keys'),
      deleteActions: once('actions'),
      deleteDeliveries: once('deliveries'),
    };
    const retention = new Retention(store as never, { retentionDays: 30 } as never, { info: () => undefined } as never);
    await expect(retention.sweep()).rejects.toThrow('It took too long.');
    expect(swept).toEqual(['batches', 'keys', 'actions', 'deliveries']);
  });
});
