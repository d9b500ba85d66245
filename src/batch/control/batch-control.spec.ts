import { BatchControl } from './batch-control.js';

describe('The deletion of a batch that still gets items', () => {
  it('cancels it in the transaction that has seen that it does', async () => {
    let batch: { isOpen: boolean; status: string; control: null } | undefined = {
      isOpen: true,
      status: 'processing',
      control: null,
    };
    const done: string[] = [];
    let transactions = 0;
    const unitOfWork = {
      run: (work: (tx: object) => Promise<unknown>) => {
        transactions += 1;
        return work({ n: transactions });
      },
    };
    const note = (what: string, tx: unknown): void => void done.push(`${what} in ${(tx as { readonly n: number }).n}`);
    const store = {
      find: (_: number, tx: unknown) => {
        note(`found ${batch?.status ?? 'nothing'}`, tx);
        return Promise.resolve(batch);
      },
      cancel: (_id: number, _reason: null, tx: unknown) => {
        note('cancel', tx);
        batch = { isOpen: false, status: 'cancelled', control: null };
        return Promise.resolve();
      },
      cancelItems: () => Promise.resolve(null),
      endControl: () => Promise.resolve(),
      deleteItems: (_id: number, _after: number, tx: unknown) => {
        note('delete', tx);
        batch = undefined;
        return Promise.resolve(null);
      },
    };
    const quiet = { record: () => Promise.resolve(), changed: () => undefined, wakeUp: () => undefined } as never;
    const control = new BatchControl(unitOfWork as never, store as never, quiet, quiet, {} as never, {} as never);
    expect(await control.delete(1)).toBe(true);
    expect(done.slice(0, 2)).toEqual(['found processing in 1', 'cancel in 1']);
    expect(done.filter((one) => one.startsWith('delete'))).toHaveLength(1);
  });
});
