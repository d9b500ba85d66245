import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Cursor } from '../../platform/http/paging.js';
import { EmployerStore } from './employer-store.js';
import type { RoleMatch } from '../profile/match-role.js';
import type { Profile } from '../profile/profile.js';
import { profileId } from '../profile/profile-id.js';
import { ProfileResultStore } from './profile-result-store.js';
import type { Role } from '../profile/role-terms.js';

/** A stored profile as read for the API. */
export interface StoredProfileRow {
  readonly id: string;
  readonly url: string;
  readonly name: string | null;
  readonly position: string | null;
  readonly suggestedRole: Role;
  readonly roleMatch: RoleMatch;
  readonly data: Profile;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** ISO 8601 with microseconds, for the cursor. */
  readonly createdAtExact: string;
}

/** A company of a stored profile, with the titles held there. */
export interface CompanyLinkRow {
  readonly id: string;
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>> | null;
  readonly positions: readonly {
    readonly title: string | null;
    readonly started: string | null;
    readonly ended: string | null;
    readonly is_current: boolean;
  }[];
}

/** Which of an owner's profiles are listed; null disables a filter. */
export interface ProfileFilter {
  readonly ownerId: number;
  readonly role: Role | null;
  /** LIKE pattern for name and position. */
  readonly like: string | null;
}

/** Number of records that an erasure deleted. */
export interface Erased {
  readonly profiles: number;
  readonly archives: number;
  /** Batch items that were about the profile. */
  readonly results: number;
}

const COLUMNS = `p.id, p.url, p.name, p.position, p.suggested_role AS "suggestedRole", p.role_match AS "roleMatch", p.data,
  p.created_at AS "createdAt", p.updated_at AS "updatedAt", to_json(p.created_at) #>> '{}' AS "createdAtExact"`;

/** Reads stored profiles, and erases them. */
@Injectable()
export class ProfileQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly results: ProfileResultStore,
    private readonly employers: EmployerStore,
  ) {}

  /** Profiles after the cursor, newest first. */
  page(filter: ProfileFilter, after: Cursor<string> | null, limit: number): Promise<StoredProfileRow[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM profiles p
        WHERE p.owner_id = $1
          AND ($2::text IS NULL OR p.suggested_role = $2)
          AND ($3::text IS NULL OR p.name ILIKE $3 OR p.position ILIKE $3)
          AND ($4::timestamptz IS NULL OR (p.created_at, p.id) < ($4, $5::uuid))
        ORDER BY p.created_at DESC, p.id DESC LIMIT $6`,
      [filter.ownerId, filter.role, filter.like, after?.createdAt ?? null, after?.id ?? null, limit],
    );
  }

  async find(ownerId: number, id: string): Promise<StoredProfileRow | undefined> {
    const rows: StoredProfileRow[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM profiles p WHERE p.owner_id = $1 AND p.id = $2`,
      [ownerId, id],
    );
    return rows[0];
  }

  /** The companies of a profile, in the order of its work history. */
  companiesOf(profileId: string): Promise<CompanyLinkRow[]> {
    return this.dataSource.query(
      `SELECT e.id, e.name, e.facts,
              json_agg(json_build_object('title', c.title, 'started', c.started, 'ended', c.ended,
                                         'is_current', c.is_current) ORDER BY c.ordinal) AS positions
         FROM profile_companies c JOIN employers e ON e.id = c.company_id
        WHERE c.profile_id = $1 GROUP BY e.id ORDER BY min(c.ordinal)`,
      [profileId],
    );
  }

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

  async slugOf(ownerId: number, id: string): Promise<string | undefined> {
    const rows: { readonly slug: string }[] = await this.dataSource.query(
      'SELECT slug FROM profiles WHERE owner_id = $1 AND id = $2',
      [ownerId, id],
    );
    return rows[0]?.slug;
  }
}
