import type { EntityManager } from 'typeorm';
import { AppError, toItemError } from '../../platform/errors/app-error.js';
import { type Scope, TransactionalHandler } from '../model/handlers/handler.js';
import { type Item, type Outcome, succeeded } from '../model/items/item.js';
import { applyItems, markRolledBack, mustRollBack } from './apply-items.js';

interface Input {
  readonly throws?: unknown;
}

const ITEMS: readonly Item<Input>[] = [{}, { throws: new Error('broken') }, {}].map((input, index) => ({
  index,
  input,
}));
const SCOPE = {} as Scope<object>;

/** A transaction that says what was sent in it. */
function transaction() {
  const sent: string[] = [];
  const query = (text: string): Promise<unknown[]> => {
    sent.push(text);
    return Promise.resolve([]);
  };
  return { sent, tx: { query } as unknown as EntityManager };
}

class Handler extends TransactionalHandler<Input, object, object, readonly number[]> {
  readonly kind = {} as TransactionalHandler<Input, object, object>['kind'];

  constructor(private readonly sent: string[]) {
    super();
  }

  lock(items: readonly Item<Input>[]): Promise<readonly number[]> {
    const indexes = items.map(({ index }) => index);
    this.sent.push(`lock ${indexes.join(' ')}`);
    return Promise.resolve(indexes);
  }

  apply(items: readonly Item<Input>[], locked: readonly number[]): Promise<readonly Outcome<object>[]> {
    this.sent.push(`apply ${locked.join(' ')}`);
    const broken = items.find(({ input }) => input.throws !== undefined);
    if (broken !== undefined) return Promise.reject(broken.input.throws as Error);
    return Promise.resolve(items.map(({ index }) => succeeded({ index })));
  }
}

function applied(how: 'together' | 'one by one', items = ITEMS) {
  const { sent, tx } = transaction();
  const errors: unknown[] = [];
  const outcomes = applyItems(
    { handler: new Handler(sent), items, scope: SCOPE },
    how,
    (error) => errors.push(error),
    tx,
  );
  return { sent, errors, outcomes };
}

describe('The items of a transaction', () => {
  it('are locked and applied with one call each', async () => {
    const { sent, outcomes } = applied('together', ITEMS.slice(0, 1));
    expect(await outcomes).toEqual([succeeded({ index: 0 })]);
    expect(sent).toEqual(['lock 0', 'apply 0']);
  });

  it('fail together when one of them throws', async () => {
    const { errors, outcomes } = applied('together');
    await expect(outcomes).rejects.toThrow('broken');
    expect(errors).toEqual([]);
  });

  it('are all locked before the first is applied by itself, and only the one that throws fails', async () => {
    const { sent, errors, outcomes } = applied('one by one');
    expect((await outcomes).map(({ status }) => status)).toEqual(['succeeded', 'failed', 'succeeded']);
    expect(errors).toEqual([new Error('broken')]);
    const alone = (index: number, end: string): string[] => [
      'SAVEPOINT item',
      `lock ${index}`,
      `apply ${index}`,
      `${end} SAVEPOINT item`,
    ];
    expect(sent).toEqual(['lock 0 1 2', ...alone(0, 'RELEASE'), ...alone(1, 'ROLLBACK TO'), ...alone(2, 'RELEASE')]);
  });

  it('do not fail when the database is away: the transaction does', async () => {
    const away = [{ index: 0, input: { throws: new AppError('DATABASE_UNAVAILABLE') } }];
    const { errors, outcomes } = applied('one by one', away);
    await expect(outcomes).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(errors).toEqual([]);
  });
});

describe('The outcomes of an atomic batch', () => {
  const failure: Outcome<object> = { status: 'failed', error: toItemError(new AppError('CONFLICT')) };
  const mixed = [succeeded({}), failure];

  it('are rolled back when one is a failure, which keeps its error', () => {
    expect([mustRollBack(true, mixed), mustRollBack(false, mixed), mustRollBack(true, [succeeded({})])]).toEqual([
      true,
      false,
      false,
    ]);
    expect(markRolledBack(mixed)).toEqual([
      { status: 'failed', error: expect.objectContaining({ code: 'ROLLED_BACK' }) as unknown },
      failure,
    ]);
  });
});
