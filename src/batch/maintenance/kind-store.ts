import type { DataSource } from 'typeorm';
import type { ScopeName } from '../../accounts/rights/scopes.js';
import { declaredKinds, rememberKinds } from '../model/kinds/declared-kinds.js';

/**
 * Writes only what is new or changed. A row that stays as it is gets a row lock all the same until the statement ends;
 * it does not conflict with the KEY SHARE lock that the foreign key of a submission takes, so that no submission waits
 * for it.
 */
const REGISTER = `
  INSERT INTO batch_kinds AS stored (name, title, submit_scope, read_scope)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS declared (name, title, submit_scope, read_scope)
   ORDER BY name
  ON CONFLICT (name) DO UPDATE
     SET title = excluded.title, submit_scope = excluded.submit_scope, read_scope = excluded.read_scope
   WHERE (stored.title, stored.submit_scope, stored.read_scope)
         IS DISTINCT FROM (excluded.title, excluded.submit_scope, excluded.read_scope)`;

const READ = 'SELECT name, title, submit_scope AS "submit", read_scope AS "read" FROM batch_kinds ORDER BY name';

/**
 * Stores the declared kinds in `batch_kinds`, to which `batches.kind` refers, and learns those that are stored already.
 * Called after the migrations, before the first batch.
 */
export async function registerKinds(dataSource: DataSource): Promise<void> {
  const kinds = declaredKinds();
  await dataSource.query(REGISTER, [
    kinds.map(({ name }) => name),
    kinds.map(({ title }) => title),
    kinds.map(({ scopes }) => scopes.submit),
    kinds.map(({ scopes }) => scopes.read),
  ]);
  const stored: { name: string; title: string; submit: ScopeName; read: ScopeName }[] = await dataSource.query(READ);
  rememberKinds(stored.map(({ name, title, submit, read }) => ({ name, title, scopes: { submit, read } })));
}
