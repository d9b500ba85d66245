import { ROLES } from '../../src/accounts/rights/actor.js';
import { ACTION_STATUSES, BATCH_ACTIONS } from '../../src/batch/actions/batch-action.js';
import { FILE_FORMATS } from '../../src/batch/files/table.js';
import { BATCH_STATUSES, ITEM_STATUSES, PRIORITIES } from '../../src/batch/model/status/batch-status.js';
import { ROLES as PROFILE_ROLES } from '../../src/profile-ingestion/profile/role-terms.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

describe('Check constraints', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });

  it.each([
    ['users_role_check', ROLES],
    ['batches_status_check', BATCH_STATUSES],
    ['batches_priority_check', PRIORITIES],
    ['batch_items_status_check', ITEM_STATUSES],
    ['batch_files_format_check', FILE_FORMATS],
    ['batch_actions_action_check', BATCH_ACTIONS],
    ['batch_actions_priority_check', PRIORITIES],
    ['batch_actions_status_check', ACTION_STATUSES],
    ['profiles_suggested_role_check', PROFILE_ROLES],
  ] as const)('%s holds the list in code', async (name, list) => {
    const [row] = await database.query<{ text: string }>(
      'SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = $1',
      [name],
    );
    const allowed = [...(row?.text ?? '').matchAll(/'([^']+)'::text/g)].map(([, value]) => value);
    expect(allowed).toEqual([...list]);
  });
});
