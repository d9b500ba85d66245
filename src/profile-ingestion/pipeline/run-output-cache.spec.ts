import { AppConfig } from '../../platform/config/config.js';
import { RUN_OUTPUT_CAPACITY, RunOutputCache } from './run-output-cache.js';
import { WORKER_SETTINGS } from '../../batch/engine/worker.settings.js';

describe('RunOutputCache', () => {
  it('returns an entry as often as its transaction is repeated', () => {
    const outputs = new RunOutputCache<string>(2);
    outputs.put(1, 0, 'a');
    expect([outputs.get(1, 0), outputs.get(1, 0)]).toEqual(['a', 'a']);
    expect(outputs.get(1, 1)).toBeUndefined();
  });

  it('stores the latest run of an item, and evicts the oldest entries', () => {
    const outputs = new RunOutputCache<string>(2);
    outputs.put(1, 0, 'old');
    outputs.put(1, 1, 'b');
    outputs.put(1, 0, 'new');
    outputs.put(1, 2, 'c');
    expect([outputs.get(1, 0), outputs.get(1, 1), outputs.get(1, 2)]).toEqual(['new', undefined, 'c']);
  });

  it('deletes the entries of saved items', () => {
    const outputs = new RunOutputCache<string>(2);
    outputs.put(1, 0, 'a');
    outputs.put(1, 1, 'b');
    outputs.delete([{ batchId: 1, index: 0 }]);
    expect([outputs.get(1, 0), outputs.get(1, 1)]).toEqual([undefined, 'b']);
  });

  it('has room for twice the most items that a process can run at once', () => {
    const most = RUN_OUTPUT_CAPACITY / 2;
    expect(WORKER_SETTINGS.of(AppConfig.parse({ WORKER_ITEMS: String(most) })).WORKER_ITEMS).toBe(most);
    expect(() => AppConfig.parse({ WORKER_ITEMS: String(most + 1) })).toThrow('WORKER_ITEMS');
  });
});
