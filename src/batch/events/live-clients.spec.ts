import type { Actor } from '../../accounts/actor.js';
import { LiveAccess } from '../../accounts/live-access.js';
import { type LiveClient, LiveClients } from './live-clients.js';
import { LiveFeed } from './live-feed.js';

/** Answers which keys work when the test says so. */
class WaitingAccess extends LiveAccess {
  asked: readonly string[] = [];
  answer: (usable: ReadonlySet<string>) => void = () => undefined;

  constructor() {
    super(undefined as never, undefined as never, undefined as never, undefined as never);
  }

  override usable(keyIds: readonly string[]): Promise<ReadonlySet<string>> {
    this.asked = keyIds;
    return new Promise((resolve) => (this.answer = resolve));
  }
}

class Client implements LiveClient {
  readonly actor: Actor;
  isRevoked = false;

  constructor(keyId: string) {
    this.actor = { userId: 1, role: 'client', keyId, scopes: new Set() };
  }
  beat(): void {}
  revoke(): void {
    this.isRevoked = true;
  }
  shutDown(): void {}
}

describe('The live clients of a process', () => {
  let access: WaitingAccess;
  let clients: LiveClients;

  beforeEach(() => {
    access = new WaitingAccess();
    const feed = new LiveFeed(undefined as never, undefined as never, undefined as never, undefined as never);
    clients = new LiveClients(access, feed, undefined as never);
  });
  afterEach(() => clients.onModuleDestroy());

  it('are closed when their key works no longer', async () => {
    const [good, bad] = [new Client('good'), new Client('bad')];
    for (const client of [good, bad]) clients.add(client);
    const closed = clients.closeRevoked();
    expect(access.asked).toEqual(['good', 'bad']);
    access.answer(new Set(['good']));
    await closed;
    expect([good.isRevoked, bad.isRevoked]).toEqual([false, true]);
  });

  it('are not judged by keys that were read before they came', async () => {
    const early = new Client('early');
    clients.add(early);
    const closed = clients.closeRevoked();
    const late = new Client('late');
    clients.add(late);
    access.answer(new Set(['early']));
    await closed;
    expect([early.isRevoked, late.isRevoked]).toEqual([false, false]);
  });
});
