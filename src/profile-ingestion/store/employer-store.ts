import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { uuidV7 } from '../../batch/model/kinds/public-id.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Employer } from '../profile/companies-from-experience.js';
import { erasedError } from '../profile/erased-item.js';
import type { ItemPlace } from '../pipeline/profile-pipeline.js';
import { ProfileResultStore } from './profile-result-store.js';
import { type KnownEmployer, recogniseEmployers, type Recognition } from '../profile/recognise-employers.js';

/** Facts to store for an employer. */
interface EmployerFactsRow {
  readonly id: string;
  readonly facts: object;
  /** Row of company extraction; null when nothing identifies the company. */
  readonly companyId: number | null;
}

/** An employer that was recognised earlier, and its id. */
interface RecognisedEmployer {
  readonly id: string;
  readonly employer: Employer;
}

/**
 * The companies of an owner's profiles, each stored once. Transactions that recognise or refer to employers of an owner
 * hold that owner's lock until the commit, so that two profiles with one new employer cannot add it twice.
 */
@Injectable()
export class EmployerStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly results: ProfileResultStore,
  ) {}

  /**
   * Stores the new employers of an item and returns the id of each by its best key. Idempotent.
   * @throws AppError PROFILE_NOT_FOUND when the item was erased. An erasure takes the owner's lock too, so that no run
   * that began before it can store an employer with the person's name afterwards.
   */
  recognise(ownerId: number, employers: readonly Employer[], item: ItemPlace): Promise<ReadonlyMap<string, string>> {
    if (employers.length === 0) return Promise.resolve(new Map());
    return this.unitOfWork.run(async (tx) => {
      await this.lock(ownerId, tx);
      if (await this.results.isErased(item, tx)) throw erasedError();
      return this.add(ownerId, employers, () => uuidV7(), tx);
    });
  }

  /**
   * Returns the current id of each employer that was recognised before, by its best key. An employer that an erasure of
   * another person deleted meanwhile is stored again under the same id. The caller holds the owner's lock.
   */
  async recogniseAgain(
    ownerId: number,
    recognised: readonly RecognisedEmployer[],
    tx: EntityManager,
  ): Promise<ReadonlyMap<string, string>> {
    const keys = recognised.map(({ employer }) => employer.key);
    const ids = await this.byKeys(ownerId, keys, tx);
    const gone = recognised.filter(({ employer }) => !ids.has(employer.key));
    if (gone.length === 0) return ids;
    const had = new Map(gone.map(({ employer, id }) => [employer.key, id]));
    const added = await this.add(
      ownerId,
      gone.map(({ employer }) => employer),
      (employer) => had.get(employer.key) ?? uuidV7(),
      tx,
    );
    return new Map([...ids, ...added]);
  }

  /**
   * Deletes the owner's employers that no profile refers to, with their keys and vectors. The caller holds the owner's
   * lock.
   */
  async forgetUnused(ownerId: number, tx: EntityManager): Promise<void> {
    await tx.query(
      `WITH unused AS (
         DELETE FROM employers e
          WHERE e.owner_id = $1 AND NOT EXISTS (SELECT FROM profile_companies c WHERE c.company_id = e.id)
         RETURNING id)
       DELETE FROM embeddings v USING unused u WHERE v.subject_type = 'company' AND v.subject_id = u.id`,
      [ownerId],
    );
  }

  /** Prevents other employers of the owner from being added, merged or referred to until the transaction ends. */
  async lock(ownerId: number, tx: EntityManager): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('employers ' || $1::bigint, 0))`, [ownerId]);
  }

  /** Ids of the employers that the keys refer to. */
  private async byKeys(
    ownerId: number,
    keys: readonly string[],
    tx: EntityManager,
  ): Promise<ReadonlyMap<string, string>> {
    const rows: { readonly key: string; readonly id: string }[] = await tx.query(
      'SELECT key, employer_id AS id FROM employer_keys WHERE owner_id = $1 AND key = ANY($2)',
      [ownerId, keys],
    );
    return new Map(rows.map(({ key, id }) => [key, id]));
  }

  /** Stores the facts of company extraction. Rows in the order of their ids, so that transactions never deadlock. */
  async storeFacts(rows: readonly EmployerFactsRow[], tx: EntityManager): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `WITH facts AS (SELECT * FROM json_to_recordset($1) AS f(id uuid, facts jsonb, "companyId" bigint)),
            locked AS (SELECT id FROM employers WHERE id IN (SELECT id FROM facts) ORDER BY id FOR NO KEY UPDATE)
       UPDATE employers e SET facts = f.facts, company_id = coalesce(f."companyId", e.company_id), updated_at = now() FROM facts f, locked l
        WHERE e.id = f.id AND l.id = f.id AND (e.facts IS DISTINCT FROM f.facts OR e.company_id IS DISTINCT FROM f."companyId")`,
      [JSON.stringify(rows)],
    );
  }

  private async add(
    ownerId: number,
    employers: readonly Employer[],
    newId: (employer: Employer) => string,
    tx: EntityManager,
  ): Promise<ReadonlyMap<string, string>> {
    const known = await this.known(ownerId, employers, tx);
    const recognition = recogniseEmployers(employers, known, newId);
    await this.write(ownerId, recognition, tx);
    return recognition.ids;
  }

  private async known(ownerId: number, employers: readonly Employer[], tx: EntityManager): Promise<KnownEmployer[]> {
    return tx.query(
      `SELECT employer_id AS id, array_agg(key ORDER BY key) AS keys FROM employer_keys
        WHERE employer_id IN (SELECT employer_id FROM employer_keys WHERE owner_id = $1 AND key = ANY($2))
        GROUP BY employer_id`,
      [ownerId, employers.flatMap(({ keys }) => keys)],
    );
  }

  private async write(ownerId: number, { added, keys, merged }: Recognition, tx: EntityManager): Promise<void> {
    if (added.length > 0)
      await tx.query(
        `INSERT INTO employers (id, owner_id, name)
         SELECT id, $1, name FROM json_to_recordset($2) AS e(id uuid, name text)`,
        [ownerId, JSON.stringify(added)],
      );
    for (const { from, into } of merged) {
      await tx.query('UPDATE employer_keys SET employer_id = $2 WHERE employer_id = $1', [from, into]);
      await tx.query('UPDATE profile_companies SET company_id = $2 WHERE company_id = $1', [from, into]);
      await tx.query(`DELETE FROM embeddings WHERE subject_type = 'company' AND subject_id = $1`, [from]);
      await tx.query(
        `UPDATE employers e SET aliases = ARRAY(SELECT DISTINCT unnest(e.aliases || f.aliases || f.name) ORDER BY 1),
                facts = coalesce(e.facts, f.facts), company_id = coalesce(e.company_id, f.company_id), updated_at = now()
           FROM employers f WHERE e.id = $2 AND f.id = $1`,
        [from, into],
      );
      await tx.query('DELETE FROM employers WHERE id = $1', [from]);
    }
    if (keys.length > 0)
      await tx.query(
        `INSERT INTO employer_keys (owner_id, key, employer_id)
         SELECT $1, key, id FROM json_to_recordset($2) AS k(key text, id uuid) ON CONFLICT DO NOTHING`,
        [ownerId, JSON.stringify(keys)],
      );
  }
}
