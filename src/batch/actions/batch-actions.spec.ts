import type { Actor } from '../../accounts/rights/actor.js';
import { MAX_OPEN_ACTIONS } from './batch-action.js';
import { BatchActions } from './batch-actions.js';
import type { ActionRow } from './action-store.js';

describe('A dry run of an action on batches', () => {
  it('counts all that are named, as the action does, whether they exist or not', async () => {
    const store = { count: () => Promise.resolve({ matched: 1, actionable: 1, byStatus: { paused: 1 } }) };
    const actions = new BatchActions({} as never, store as never, {} as never, {} as never);
    const actor = { userId: 7, role: 'client', keyId: 'key', scopes: new Set(['batch:write']) } as unknown as Actor;
    const count = await actions.count(actor, { action: 'resume', ids: ['1', '2', '2'] } as never);
    expect(count).toEqual({ matched: 2, actionable: 1, byStatus: { paused: 1 } });
  });
});

describe('Asking for an action on batches', () => {
  it('is refused to a user who has as many that have not ended as may be', async () => {
    let open = 0;
    const store = {
      countOpen: () => Promise.resolve(open),
      insert: () => Promise.resolve((open += 1)),
      addNamed: () => Promise.resolve(1),
      find: (publicId: string) => Promise.resolve({ publicId, refused: 0 } as ActionRow),
    };
    const unitOfWork = { run: (work: (tx: object) => Promise<unknown>) => work({}) };
    const actions = new BatchActions(unitOfWork as never, store as never, {} as never, {} as never);
    const actor = { userId: 7, role: 'client', keyId: 'key', scopes: new Set(['batch:write']) } as unknown as Actor;
    const ask = (): Promise<unknown> => actions.ask(actor, { action: 'pause', ids: ['1'] } as never, undefined);
    for (let n = 0; n < MAX_OPEN_ACTIONS; n += 1) await ask();
    await expect(ask()).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfter: 10,
      details: { limit: MAX_OPEN_ACTIONS },
    });
    expect(open).toBe(MAX_OPEN_ACTIONS);
  });
});
