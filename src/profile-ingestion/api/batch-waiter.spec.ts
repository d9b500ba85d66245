import type { Actor } from '../../accounts/rights/actor.js';
import type { RightsHolder, RightsWatch } from '../../accounts/access/rights-watch.js';
import type { Notifier } from '../../batch/notify/notifier.js';
import type { BatchReader } from '../../batch/read/batch-reader.js';
import { AppConfig } from '../../platform/config/config.js';
import type { ProcessHealth } from '../../platform/health/process-health.js';
import { BatchWaiter } from './batch-waiter.js';
import '../profile-ingestion.settings.js';

const actorWith = (...scopes: string[]): Actor => ({
  userId: 1,
  role: 'client',
  keyId: 'k',
  limitKeyId: 'k',
  scopes: new Set(scopes),
});

/** The error of a wait during which the key's rights become those given. */
function errorAfter(now: Actor | undefined): Promise<unknown> {
  const waiter = new BatchWaiter(
    { get: () => Promise.resolve({ key: 1, status: 'running' }) } as unknown as BatchReader,
    { onChange: () => () => undefined } as unknown as Notifier,
    { isStopping: false } as ProcessHealth,
    AppConfig.parse({}),
    {
      add: (holder: RightsHolder) => {
        setImmediate(() => holder.applyRights(now));
        return () => undefined;
      },
    } as unknown as RightsWatch,
  );
  const caller = { actor: actorWith('profile:write'), keyLength: 43 };
  return waiter.untilEnded(caller, 'b', new AbortController().signal).catch((error: unknown) => error);
}

describe('BatchWaiter', () => {
  it('answers like any other refusal when the key ended [S4-28]', async () => {
    expect(await errorAfter(undefined)).toMatchObject({
      code: 'UNAUTHORIZED',
      message: 'Invalid or missing API key',
      details: { provided_key_length: 43, expected_key_present: true },
    });
  });

  it('answers FORBIDDEN when the key only lost the scope', async () => {
    expect(await errorAfter(actorWith('profile:read'))).toMatchObject({
      code: 'FORBIDDEN',
      details: { required_scope: 'profile:write' },
    });
  });
});
