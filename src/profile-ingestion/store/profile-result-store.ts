import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ERASED_URL } from '../profile/erased-item.js';
import { parseProfileUrl } from '../profile/linkedin-url.js';
import { profileId } from '../profile/profile-id.js';
import type { ItemPlace } from '../pipeline/profile-pipeline.js';

/** An item and the profile that it is about. */
interface ItemOfProfile extends ItemPlace {
  readonly profileId: string;
}

/** Records which items are about which profile, so that an erasure finds all data about a person in stored batches. */
@Injectable()
export class ProfileResultStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The profile that an input is about; null once the address was erased. */
  profileOf(ownerId: number, linkedinUrl: string): string | null {
    const ref = parseProfileUrl(linkedinUrl);
    return 'error' in ref ? null : profileId(ownerId, ref.slug);
  }

  /**
   * Records the profiles of items and returns the positions of those that were erased since their run began. An erasure
   * removes the address from the stored input and a retry may set one: an item with an address was therefore submitted
   * again after the erasure.
   */
  async bind(items: readonly ItemOfProfile[], tx: EntityManager): Promise<ReadonlySet<string>> {
    if (items.length === 0) return new Set();
    const rows: (ItemPlace & { readonly erased: boolean })[] = await tx.query(
      `INSERT INTO profile_results AS r (batch_id, index, profile_id)
       SELECT "batchId", index, "profileId"
         FROM json_to_recordset($1) AS i ("batchId" bigint, index integer, "profileId" uuid) ORDER BY 1, 2
       ON CONFLICT (batch_id, index) DO UPDATE
         SET profile_id = EXCLUDED.profile_id,
             erased_at = (SELECT r.erased_at FROM batch_items i
                           WHERE i.batch_id = r.batch_id AND i.index = r.index AND r.profile_id = EXCLUDED.profile_id
                             AND i.input ->> 'linkedin_url' = $2)
       RETURNING batch_id AS "batchId", index, erased_at IS NOT NULL AS erased`,
      [JSON.stringify(items), ERASED_URL],
    );
    return new Set(rows.filter(({ erased }) => erased).map(placeKey));
  }

  /** Whether the person's data was removed from an item, and no retry has set an address again. */
  async isErased({ batchId, index }: ItemPlace, tx: EntityManager): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT FROM batch_items WHERE batch_id = $1 AND index = $2 AND input ->> 'linkedin_url' = $3`,
      [batchId, index, ERASED_URL],
    );
    return rows.length > 0;
  }

  /** Number of succeeded items of a batch that were erased since. */
  async erasedSuccesses(batchId: number): Promise<number> {
    const rows: { readonly n: number }[] = await this.dataSource.query(
      `SELECT count(*) AS n FROM profile_results r JOIN batch_items i USING (batch_id, index)
        WHERE r.batch_id = $1 AND r.erased_at IS NOT NULL AND i.status = 'succeeded'`,
      [batchId],
    );
    return rows[0]?.n ?? 0;
  }

  /**
   * Marks every item about a profile as erased, removes the person's data from it, and returns the number of items.
   * Locks their batches first, as every worker does, so that they never deadlock.
   */
  async erase(profile: string, tx: EntityManager): Promise<number> {
    await tx.query(
      `SELECT FROM batches WHERE id IN (SELECT batch_id FROM profile_results WHERE profile_id = $1)
        ORDER BY id FOR NO KEY UPDATE`,
      [profile],
    );
    const [marked]: [readonly ItemPlace[], number] = await tx.query(
      `UPDATE profile_results SET erased_at = now() WHERE profile_id = $1 RETURNING batch_id AS "batchId", index`,
      [profile],
    );
    await this.scrub(marked, tx);
    return marked.length;
  }

  /**
   * Removes a person's data from items: address, name and other submitted fields, result, warnings and the log of
   * attempts. Status, role and error, which contain no personal data, stay; of a row of a file only what is wrong with
   * it, not the values.
   */
  async scrub(places: readonly ItemPlace[], tx: EntityManager): Promise<void> {
    if (places.length === 0) return;
    await tx.query(
      `UPDATE batch_items i
          SET input = jsonb_build_object('linkedin_url', $2::text, 'suggested_role', i.input -> 'suggested_role',
                                         'include_companies', i.input -> 'include_companies'),
              output = CASE WHEN i.output IS NOT NULL THEN '{"erased": true}'::jsonb END,
              ref = NULL, metadata = NULL, warnings = NULL, attempt_log = NULL,
              error = CASE WHEN i.error ->> 'code' = 'INVALID_ROW' THEN i.error - 'details' ELSE i.error END
         FROM json_to_recordset($1) AS p ("batchId" bigint, index integer)
        WHERE i.batch_id = p."batchId" AND i.index = p.index`,
      [JSON.stringify(places), ERASED_URL],
    );
    await this.scrubFiles(places, tx);
  }

  /**
   * The rows that the items came as in files, and what was told of rows that were no valid items, which may be about
   * the person too.
   */
  private async scrubFiles(places: readonly ItemPlace[], tx: EntityManager): Promise<void> {
    await tx.query(
      `DELETE FROM batch_file_rows r USING json_to_recordset($1) AS p ("batchId" bigint, index integer)
        WHERE r.batch_id = p."batchId" AND r.index = p.index`,
      [JSON.stringify(places)],
    );
    await tx.query(
      `UPDATE batch_files SET report = jsonb_set(jsonb_set(report::jsonb, '{skipped,errors}', '[]'), '{failed,errors}', '[]')::json
        WHERE batch_id = ANY ($1)`,
      [[...new Set(places.map(({ batchId }) => batchId))]],
    );
  }
}

export const placeKey = ({ batchId, index }: ItemPlace): string => `${batchId} ${index}`;
