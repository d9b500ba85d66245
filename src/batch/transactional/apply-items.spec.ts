import type { EntityManager } from 'typeorm';
import { AppError, toItemError } from '../../platform/errors/app-error.js';
import { type Scope, TransactionalHandler } from '../model/handlers/handler.js';
import { failed, type Item, type Outcome, succeeded } from '../model/items/item.js';
import { applyItems, markRolledBack, mustRollBack } from './apply-items.js';

interface Input {
  readonly throws?: unknown;
  /** What it answers; null: nothing. */
  readonly gives?: Outcome<object> | null;
}

const ITEMS: readonly Item<Input>[] = [{}, { throws: new Error('broken') }, {}].map((input, index) => ({
  index,
  input,
}));
const SCOPE = {} as Scope<object>;
const given = (...all: readonly Outcome<object>[]): readonly Item<Input>[] =>
  all.map((gives, index) => ({ index, input: { gives } }));
/** Half of a character. */
const HALF = '\ud83d';

/** A transaction that says what was sent in it, but for values that it is asked to take, and refuses some. */
function transaction(refuse: (text: string) => Error | undefined) {
  const sent: string[] = [];
  const query = (text: string): Promise<unknown[]> => {
    const refused = refuse(text);
    if (refused !== undefined) return Promise.reject(refused);
    if (!text.includes('jsonb')) sent.push(text);
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
    return Promise.resolve(
      items.flatMap(({ index, input }) => (input.gives === null ? [] : [input.gives ?? succeeded({ index })])),
    );
  }
}

function applied(
  how: 'together' | 'one by one',
  items = ITEMS,
  refuse: (text: string) => Error | undefined = () => undefined,
) {
  const { sent, tx } = transaction(refuse);
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

describe('The outcomes of a transaction', () => {
  const dirty = given(
    succeeded({ [`na\u0000me`]: [`x${HALF}`] }),
    failed({ code: 'CONFLICT', message: `ta\u0000ken ${HALF}`, details: { by: '\u0000y' } }),
    succeeded({ fine: true }),
  );

  it.each(['together', 'one by one'] as const)('have nothing that PostgreSQL cannot store, applied %s', async (how) => {
    expect(await applied(how, dirty).outcomes).toEqual([
      succeeded({ name: ['x\ufffd'] }),
      failed({ code: 'CONFLICT', message: 'taken \ufffd', details: { by: 'y' } }),
      succeeded({ fine: true }),
    ]);
  });

  it('fail by themselves when JSON cannot express them, and what their items wrote goes', async () => {
    const inexpressible = given(succeeded({}), succeeded({ size: 1n }), succeeded({}));
    await expect(applied('together', inexpressible).outcomes).rejects.toThrow('BigInt');
    const { outcomes, sent } = applied('one by one', inexpressible);
    const [, second] = await outcomes;
    expect((await outcomes).map(({ status }) => status)).toEqual(['succeeded', 'failed', 'succeeded']);
    expect(second).toMatchObject({ error: { code: 'INTERNAL_ERROR' } });
    expect(sent.filter((text) => text.startsWith('ROLLBACK'))).toHaveLength(1);
  });

  it('fail with SAVE_FAILED when the database takes them not even so', async () => {
    const refuse = (text: string): Error | undefined =>
      text.includes('jsonb') ? Object.assign(new Error('too deep'), { code: '54001' }) : undefined;
    const { outcomes, errors } = applied('one by one', given(succeeded({})), refuse);
    expect(await outcomes).toMatchObject([{ status: 'failed', error: { code: 'SAVE_FAILED' } }]);
    expect(errors).toHaveLength(1);
  });

  it('are as many as the items', async () => {
    const none = [{ index: 0, input: { gives: null } }];
    await expect(applied('together', none).outcomes).rejects.toThrow('outcomes');
    expect(await applied('one by one', none).outcomes).toMatchObject([{ error: { code: 'INTERNAL_ERROR' } }]);
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
