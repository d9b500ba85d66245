import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { cleanJson } from '../../platform/text/clean-text.js';
import type { LinkedInProfileUrl } from '../profile/linkedin-url.js';
import type { ProfileContent } from '../profile/profile.js';
import type { StoredArchive } from '../providers/archive/archive-provider.js';
import type { ImportedArchive } from '../providers/archive/parse-archive.js';

/** Imports, one per owner and slug; a later one replaces an earlier one. */
@Injectable()
export class ArchiveStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores an import for an address. Returns the time of the import. */
  async store(ownerId: number, ref: LinkedInProfileUrl, archive: ImportedArchive): Promise<Date> {
    const rows: { readonly at: Date }[] = await this.dataSource.query(
      `INSERT INTO profile_archives (owner_id, slug, url, format, content) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (owner_id, slug) DO UPDATE
         SET url = EXCLUDED.url, format = EXCLUDED.format, content = EXCLUDED.content, imported_at = now()
       RETURNING imported_at AS at`,
      [ownerId, ref.slug, ref.url, archive.format, cleanJson(archive.content)],
    );
    return rows[0]?.at ?? new Date();
  }

  async find(ownerId: number, slug: string): Promise<StoredArchive | null> {
    const rows: { readonly content: ProfileContent; readonly at: Date }[] = await this.dataSource.query(
      'SELECT content, imported_at AS at FROM profile_archives WHERE owner_id = $1 AND slug = $2',
      [ownerId, slug],
    );
    const row = rows[0];
    return row === undefined ? null : { content: row.content, importedAt: row.at.toISOString() };
  }
}
