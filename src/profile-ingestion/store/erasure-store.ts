import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { profileId } from '../profile/profile-id.js';
import { EmployerStore } from './employer-store.js';
import { ProfileResultStore } from './profile-result-store.js';

/** Number of records that an erasure deleted. */
interface Erased {
  readonly profiles: number;
  readonly archives: number;
  /** Batch items that were about the profile. */
  readonly results: number;
}

/** Erases all data about a person. */
@Injectable()
export class ErasureStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly results: ProfileResultStore,
    private readonly employers: EmployerStore,
  ) {}

  /**
   * Erases everything about a person that an owner has: the profile with its raw response and links, its vector, the
   * import, the person's data in batch items, ended or not, and the employers of no other profile, whose names may be
   * the person's (GDPR Art. 17). Locks profiles, employers and vectors in the order of a save, so that they never
   * deadlock.
   */
  erase(ownerId: number, slug: string): Promise<Erased> {
    const id = profileId(ownerId, slug);
    return this.unitOfWork.run(async (tx) => {
      const results = await this.results.erase(id, tx);
      const [, archives]: [unknown, number] = await tx.query(
        'DELETE FROM profile_archives WHERE owner_id = $1 AND slug = $2',
        [ownerId, slug],
      );
      const [, profiles]: [unknown, number] = await tx.query('DELETE FROM profiles WHERE id = $1', [id]);
      await this.employers.lock(ownerId, tx);
      await this.employers.forgetUnused(ownerId, tx);
      await tx.query(`DELETE FROM embeddings WHERE subject_type = 'profile' AND subject_id = $1`, [id]);
      return { profiles, archives, results };
    });
  }
}
