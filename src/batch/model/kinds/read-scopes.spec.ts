import type { Actor } from '../../../accounts/rights/actor.js';
import { rememberKinds } from './declared-kinds.js';
import { readableKinds, readsItems } from './read-scopes.js';

const actor = (...scopes: readonly string[]): Actor => ({ scopes: new Set(scopes) }) as unknown as Actor;

describe('Whether a key may read the items of a kind', () => {
  beforeAll(() =>
    rememberKinds([{ name: 'known', title: 'Known', scopes: { submit: 'known:write', read: 'known:read' } }]),
  );

  it('depends on the read scope of the kind', () => {
    expect([readsItems(actor('known:read'), 'known'), readsItems(actor('other:read'), 'known')]).toEqual([true, false]);
    expect(readableKinds(actor('known:read'))).toEqual(['known']);
  });

  it('is true for an admin and false for others when another process has registered the kind since', () => {
    expect([readsItems(actor('admin'), 'newer'), readsItems(actor('known:read'), 'newer')]).toEqual([true, false]);
  });
});
