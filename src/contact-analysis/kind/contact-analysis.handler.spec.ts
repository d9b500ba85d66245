import type { EntityManager } from 'typeorm';
import type { Scope } from '../../batch/model/handlers/handler.js';
import type { ContactOptions } from '../input/contact-options.js';
import type { ContactInput } from '../store/contact-row.js';
import type { ContactStore } from '../store/contact-store.js';
import { ContactAnalysisHandler } from './contact-analysis.handler.js';

const item = (index: number, id: string) => ({
  index,
  input: { id, data: { name: 'Ana' }, priority: 0 } as ContactInput,
});
const scope = { actor: { userId: 1 }, options: { strict: false }, batchPublicId: null } as Scope<ContactOptions>;

describe('ContactAnalysisHandler', () => {
  it('answers with the id of the row that the database returned [S0-10]', async () => {
    const insert = () => Promise.resolve(new Map([['c-1', { id: 'c-1 as stored' }]]));
    const handler = new ContactAnalysisHandler({ insert } as unknown as ContactStore);
    const outcomes = await handler.apply([item(0, 'c-1'), item(1, 'c-2')], undefined, scope, {} as EntityManager);
    expect(outcomes).toMatchObject([
      { status: 'succeeded', output: { id: 'c-1 as stored' } },
      { status: 'failed', error: { code: 'DUPLICATE_ID' } },
    ]);
  });
});
