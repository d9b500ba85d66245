import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Cursor } from '../../platform/http/paging.js';
import type { RoleMatch } from '../profile/match-role.js';
import type { Profile } from '../profile/profile.js';
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
interface ProfileFilter {
  readonly ownerId: number;
  readonly role: Role | null;
  /** LIKE pattern for name and position. */
  readonly like: string | null;
}

const COLUMNS = `p.id, p.url, p.name, p.position, p.suggested_role AS "suggestedRole", p.role_match AS "roleMatch", p.data,
  p.created_at AS "createdAt", p.updated_at AS "updatedAt", to_json(p.created_at) #>> '{}' AS "createdAtExact"`;

/** Reads stored profiles. */
@Injectable()
export class ProfileQueries {
  constructor(private readonly dataSource: DataSource) {}

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

  async slugOf(ownerId: number, id: string): Promise<string | undefined> {
    const rows: { readonly slug: string }[] = await this.dataSource.query(
      'SELECT slug FROM profiles WHERE owner_id = $1 AND id = $2',
      [ownerId, id],
    );
    return rows[0]?.slug;
  }
}
