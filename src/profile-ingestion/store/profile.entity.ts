import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { RoleMatch } from '../profile/match-role.js';
import type { Profile } from '../profile/profile.js';
import type { Role } from '../profile/role-terms.js';

/** A stored profile. One per owner and public name. */
@Entity('profiles')
@Unique('profiles_owner_slug_key', ['ownerId', 'slug'])
export class StoredProfile {
  /** Derived from owner and slug (profile-id.ts). */
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  @Column({ type: 'text' })
  slug!: string;

  @Column({ type: 'text' })
  url!: string;

  /** The caller's override, else the name in the source. */
  @Column({ type: 'text', nullable: true })
  name!: string | null;

  @Column({ type: 'text', nullable: true })
  position!: string | null;

  @Column({ name: 'suggested_role', type: 'text' })
  suggestedRole!: Role;

  @Column({ type: 'jsonb' })
  data!: Profile;

  @Column({ name: 'role_match', type: 'jsonb' })
  roleMatch!: RoleMatch;

  /** Unmodified response of the provider. */
  @Column({ type: 'jsonb', nullable: true })
  raw!: Record<string, unknown> | null;

  @Column({ type: 'text' })
  provider!: string;

  @Column({ name: 'lawful_basis', type: 'text' })
  lawfulBasis!: Profile['provenance']['basis'];

  @Column({ name: 'fetched_at', type: 'timestamptz' })
  fetchedAt!: Date;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
