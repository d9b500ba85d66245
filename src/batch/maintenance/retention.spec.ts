import { setImmediate as nextTurn } from 'node:timers/promises';
import { eventually } from '../../../test/support/eventually.js';
import { Retention } from './retention.js';
import { AppConfig } from '../../platform/config/config.js';

const log = { info: () => undefined, warn: () => undefined } as never;

describe('The retention sweep', () => {
  it('deletes the rest when something cannot be deleted, and says so in the end', async () => {
    const swept: string[] = [];
    const once = (what: string) => () => Promise.resolve(swept.includes(what) ? 0 : swept.push(what));
    const store = {
      deleteBatches: () => Promise.reject(new Error('It took too long.')),
      deleteIdempotencyKeys: once('keys'),
      deleteActions: once('actions'),
      deleteDeliveries: once('deliveries'),
      findLarge: () => Promise.resolve({ ids: [6, 7], next: undefined }),
    };
    const control = {
      delete: (id: number) =>
        id === 6 ? Promise.reject(new Error('And this.')) : Promise.resolve(swept.push('large') > 0),
    };
    const retention = new Retention(store as never, control as never, AppConfig.parse({}), log);
    await expect(retention.sweep()).rejects.toThrow('It took too long.');
    expect(swept).toEqual(['keys', 'actions', 'deliveries', 'large']);
  });

  it('looks on behind a place until there are no more', async () => {
    const none = () => Promise.resolve(0);
    const place = { completedAt: '2026-01-01', id: 1000 };
    const store = {
      deleteBatches: none,
      deleteIdempotencyKeys: none,
      deleteActions: none,
      deleteDeliveries: none,
      findLarge: (_: number, after?: object) =>
        Promise.resolve(after === place ? { ids: [1500], next: undefined } : { ids: [], next: place }),
    };
    const deleted: number[] = [];
    const control = { delete: (id: number) => Promise.resolve(deleted.push(id) > 0) };
    const retention = new Retention(store as never, control as never, AppConfig.parse({}), log);
    expect(await retention.sweep()).toEqual({ batches: 1, idempotencyKeys: 0 });
    expect(deleted).toEqual([1500]);
  });

  it('does not wait for the rest of a large batch when the process stops', async () => {
    const none = () => Promise.resolve(0);
    const store = {
      deleteBatches: none,
      deleteIdempotencyKeys: none,
      deleteActions: none,
      deleteDeliveries: none,
      findLarge: () => Promise.resolve({ ids: [6, 7], next: undefined }),
    };
    const begun: number[] = [];
    const control = {
      delete: async (id: number, _also: undefined, isStopping: () => boolean) => {
        begun.push(id);
        while (!isStopping()) await nextTurn();
        return true;
      },
    };
    const retention = new Retention(store as never, control as never, AppConfig.parse({}), log);
    const swept = retention.sweep();
    await eventually('the first is being deleted', () => begun.length > 0);
    await retention.onModuleDestroy();
    expect(await swept).toEqual({ batches: 1, idempotencyKeys: 0 });
    expect(begun).toEqual([6]);
  });
});
