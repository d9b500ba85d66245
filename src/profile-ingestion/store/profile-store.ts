import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { YearMonth } from '../profile/profile.js';
import type { Ingested } from '../pipeline/profile-pipeline.js';
import type { Role } from '../profile/role-terms.js';

/** A profile to store. */
interface ProfileWrite {
  readonly ownerId: number;
  readonly role: Role;
  readonly output: Ingested['output'];
  readonly raw: object | null;
}

/** A position of a stored profile at a stored employer. */
export interface LinkWrite {
  readonly profileId: string;
  readonly ordinal: number;
  readonly companyId: string;
  readonly title: string | null;
  readonly started: string | null;
  readonly ended: string | null;
  readonly isCurrent: boolean;
}

/** Maximum bytes of JSON of a stored provider response. */
const RAW_BYTES = 1024 * 1024;

/** `2022` or `2022-05`, as precise as the source. */
export const yearMonthText = (at: YearMonth | null): string | null =>
  at === null ? null : [at.year, ...(at.month === null ? [] : [String(at.month).padStart(2, '0')])].join('-');

/** Writes profiles in sets and in one order, so that transactions with shared profiles never deadlock. */
@Injectable()
export class ProfileStore {
  constructor(private readonly dataSource: DataSource) {}

  async storedAt(id: string): Promise<Date | null> {
    const rows: { readonly at: Date }[] = await this.dataSource.query(
      'SELECT created_at AS at FROM profiles WHERE id = $1',
      [id],
    );
    return rows[0]?.at ?? null;
  }

  /** Stores profiles, one per owner and slug; of two entries for one profile the later one applies. */
  async store(writes: readonly ProfileWrite[], tx: EntityManager): Promise<void> {
    if (writes.length === 0) return;
    const rows = new Map(writes.map((write) => [write.output.id, toRow(write)]));
    await tx.query(
      `INSERT INTO profiles (id, owner_id, slug, url, name, position, suggested_role, data, role_match, raw, provider,
                             lawful_basis, fetched_at, created_at)
       SELECT id, owner_id, slug, url, name, position, suggested_role, data, role_match, raw, provider, lawful_basis,
              fetched_at, created_at
         FROM json_populate_recordset(NULL::profiles, $1) ORDER BY id
       ON CONFLICT (owner_id, slug) DO UPDATE
         SET url = EXCLUDED.url, name = EXCLUDED.name, position = EXCLUDED.position,
             suggested_role = EXCLUDED.suggested_role, data = EXCLUDED.data, role_match = EXCLUDED.role_match,
             raw = EXCLUDED.raw, provider = EXCLUDED.provider, lawful_basis = EXCLUDED.lawful_basis,
             fetched_at = EXCLUDED.fetched_at, updated_at = now()`,
      [JSON.stringify([...rows.values()])],
    );
  }

  /** Replaces the positions of profiles. The rows of the profiles are already locked by `store`. */
  async link(profileIds: readonly string[], links: readonly LinkWrite[], tx: EntityManager): Promise<void> {
    if (profileIds.length === 0) return;
    await tx.query('DELETE FROM profile_companies WHERE profile_id = ANY($1::uuid[])', [profileIds]);
    if (links.length === 0) return;
    await tx.query(
      `INSERT INTO profile_companies (profile_id, ordinal, company_id, title, started, ended, is_current)
       SELECT "profileId", ordinal, "companyId", title, started, ended, "isCurrent"
         FROM json_to_recordset($1) AS l("profileId" uuid, ordinal integer, "companyId" uuid, title text, started text,
                                         ended text, "isCurrent" boolean)
        ORDER BY "profileId", ordinal`,
      [JSON.stringify(links)],
    );
  }
}

function toRow({ ownerId, role, output, raw }: ProfileWrite): object {
  const { id, profile, name, role_match, created_at } = output;
  const text = raw === null ? '' : JSON.stringify(raw);
  return {
    id,
    owner_id: ownerId,
    slug: profile.public_id,
    url: profile.url,
    name: name ?? profile.full_name,
    position: profile.position,
    suggested_role: role,
    data: profile,
    role_match,
    raw: text === '' || Buffer.byteLength(text) > RAW_BYTES || text.includes('\\u0000') ? null : raw,
    provider: profile.provenance.provider,
    lawful_basis: profile.provenance.basis,
    fetched_at: profile.provenance.fetched_at,
    created_at,
  };
}
