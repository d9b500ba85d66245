import { type Actor, toActor } from '../../accounts/rights/actor.js';
import { LiveAccess } from '../../accounts/access/live-access.js';
import { RightsWatch } from '../../accounts/access/rights-watch.js';
import type { ScopeName } from '../../accounts/rights/scopes.js';
import { type LiveClient, LiveClients } from './live-clients.js';
import { LiveFeed } from './live-feed.js';

const actorOf = (keyId: string, scopes: readonly ScopeName[] = ['batch:read']): Actor =>
  toActor({ userId: 1, role: 'client', keyId, limitKeyId: keyId, scopes });
const actorsOf = (...actors: readonly Actor[]): ReadonlyMap<string, Actor> =>
  new Map(actors.map((actor) => [actor.keyId, actor]));

/** Answers the rights of keys when the test calls `answer`. */
class WaitingAccess extends LiveAccess {
  asked: readonly string[] = [];
  answer: (actors: ReadonlyMap<string, Actor>) => void = () => undefined;

  constructor() {
    super(undefined as never, undefined as never, undefined as never, undefined as never, undefined as never);
  }

  override reread(keyIds: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
    this.asked = keyIds;
    return new Promise((resolve) => (this.answer = resolve));
  }
}

class Client implements LiveClient {
  readonly actor: Actor;
  isRevoked = false;
  narrowed: Actor | undefined;

  constructor(keyId: string) {
    this.actor = actorOf(keyId);
  }
  heartbeat(): void {}
  revoke(): void {
    this.isRevoked = true;
  }
  narrow(actor: Actor): void {
    this.narrowed = actor;
  }
  shutDown(): void {}
}

describe('The live clients of a process', () => {
  let access: WaitingAccess;
  let rights: RightsWatch;
  let clients: LiveClients;

  beforeEach(() => {
    access = new WaitingAccess();
    const feed = new LiveFeed(undefined as never, undefined as never, undefined as never, undefined as never);
    rights = new RightsWatch(access, undefined as never);
    clients = new LiveClients(rights, feed, undefined as never);
  });
  afterEach(() => {
    clients.onModuleDestroy();
    rights.onApplicationShutdown();
  });

  it('are closed when their key is no longer valid', async () => {
    const [good, bad] = [new Client('good'), new Client('bad')];
    for (const client of [good, bad]) clients.add(client);
    const closed = rights.check();
    expect(access.asked).toEqual(['good', 'bad']);
    access.answer(actorsOf(actorOf('good')));
    await closed;
    expect([good.isRevoked, bad.isRevoked]).toEqual([false, true]);
  });

  it('are closed when their key may no longer read batches, and else receive its present rights', async () => {
    const [blind, seeing] = [new Client('blind'), new Client('seeing')];
    for (const client of [blind, seeing]) clients.add(client);
    const checked = rights.check();
    const actor = actorOf('seeing');
    access.answer(actorsOf(actorOf('blind', ['contacts:read']), actor));
    await checked;
    expect([blind.isRevoked, seeing.isRevoked, seeing.narrowed]).toEqual([true, false, actor]);
  });

  it('stay open when they connect while the rights are being read', async () => {
    const early = new Client('early');
    clients.add(early);
    const closed = rights.check();
    const late = new Client('late');
    clients.add(late);
    access.answer(actorsOf(actorOf('early')));
    await closed;
    expect([early.isRevoked, late.isRevoked]).toEqual([false, false]);
  });
});
