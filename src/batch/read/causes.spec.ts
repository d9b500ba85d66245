import type { Actor } from '../../accounts/rights/actor.js';
import { type BatchFailures, CauseQueries, type FailedMessage } from './cause-queries.js';
import { Causes } from './causes.js';
import type { CausesDto } from './causes.dto.js';

const ADMIN = { userId: 1, scopes: new Set(['admin']) } as unknown as Actor;

/** The causes of so many batches with one failure each. */
function causesOf(batches: number): Promise<CausesDto> {
  const stored = Array.from({ length: batches }, (_, id): BatchFailures => ({
    id,
    publicId: `b${id}`,
    kind: 'operations',
    code: 'TIMEOUT',
    failures: 1,
  }));
  const queries: Pick<CauseQueries, 'newest' | 'messages'> = {
    newest: (_scope, _kinds, most) => Promise.resolve(stored.slice(0, most)),
    messages: (looked) =>
      Promise.resolve(looked.map(({ id, code }): FailedMessage => ({ id, code, message: 'Too late.', count: 1 }))),
  };
  return new Causes(queries as CauseQueries).read(ADMIN, '1h', null);
}

describe('Causes', () => {
  it('are complete when all failures were looked at', async () => {
    expect(await causesOf(2000)).toMatchObject({ items_looked_at: 2000, is_complete: true });
  });

  it('say so when older batches than the newest 2,000 were left out', async () => {
    expect(await causesOf(2001)).toMatchObject({
      causes: [{ count: 2000, batches: 2000, latest_batch_id: 'b0' }],
      items_looked_at: 2000,
      is_complete: false,
    });
  });
});
