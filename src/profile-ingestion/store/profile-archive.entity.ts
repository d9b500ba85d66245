import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProfileContent } from '../profile/profile.js';
import type { ImportedArchive } from '../providers/archive/parse-archive.js';

/** An import: a member's export, bound to an address by the account that uploaded it. */
@Entity('profile_archives')
export class ProfileArchive {
  @PrimaryColumn({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  @PrimaryColumn({ type: 'text' })
  slug!: string;

  @Column({ type: 'text' })
  url!: string;

  @Column({ type: 'text' })
  format!: ImportedArchive['format'];

  @Column({ type: 'jsonb' })
  content!: ProfileContent;

  @Column({ name: 'imported_at', type: 'timestamptz', default: () => 'now()' })
  importedAt!: Date;
}
