import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Cursor } from '../../platform/http/paging.js';

/** A stored contact. */
export interface StoredContact {
  readonly id: string;
  readonly batchId: string | null;
  readonly priority: number;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly company: string | null;
  readonly position: string | null;
  readonly source: string | null;
  readonly score: number | null;
  readonly sentiment: string | null;
  readonly tags: string[] | null;
  readonly notes: string | null;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  /** ISO 8601 with microseconds, for the cursor. */
  readonly createdAtExact: string;
}

/** Which of an owner's contacts match; null disables a filter. */
export interface ContactFilter {
  readonly ownerId: number;
  readonly id: string | null;
  /** Compared case-insensitively, like company and source. */
  readonly email: string | null;
  readonly company: string | null;
  readonly source: string | null;
  readonly batchId: string | null;
  readonly priorityMin: number | null;
  readonly createdFrom: string | null;
  /** Exclusive. */
  readonly createdTo: string | null;
  /** LIKE pattern for name, e-mail address, company and notes. */
  readonly like: string | null;
}

/** SQL of the filter; its values are the parameters from $1 on. */
export const MATCHES = `
  owner_id = $1
  AND ($2::text IS NULL OR id = $2)
  AND ($3::text IS NULL OR lower(email) = lower($3))
  AND ($4::text IS NULL OR lower(company) = lower($4))
  AND ($5::text IS NULL OR lower(source) = lower($5))
  AND ($6::text IS NULL OR batch_id = $6)
  AND ($7::integer IS NULL OR priority >= $7)
  AND ($8::timestamptz IS NULL OR created_at >= $8)
  AND ($9::timestamptz IS NULL OR created_at < $9)
  AND ($10::text IS NULL OR name ILIKE $10 OR email ILIKE $10 OR company ILIKE $10 OR notes ILIKE $10)`;

export const filterValues = (filter: ContactFilter): unknown[] => [
  filter.ownerId,
  filter.id,
  filter.email,
  filter.company,
  filter.source,
  filter.batchId,
  filter.priorityMin,
  filter.createdFrom,
  filter.createdTo,
  filter.like,
];

const COLUMNS = `id, batch_id AS "batchId", priority, name, email, phone, company, position, source, score, sentiment, tags,
  notes, extra, created_at AS "createdAt", to_json(created_at) #>> '{}' AS "createdAtExact"`;

/** Reads inserted contacts. */
@Injectable()
export class ContactQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Contacts after the cursor, newest first. */
  page(filter: ContactFilter, after: Cursor<string> | null, limit: number): Promise<StoredContact[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM contact_analysis
        WHERE ${MATCHES}
          AND ($11::timestamptz IS NULL OR (created_at, id) < ($11, $12::text))
        ORDER BY created_at DESC, id DESC LIMIT $13`,
      [...filterValues(filter), after?.createdAt ?? null, after?.id ?? null, limit],
    );
  }

  async count(filter: ContactFilter): Promise<number> {
    const rows: { readonly n: number }[] = await this.dataSource.query(
      `SELECT count(*) AS n FROM contact_analysis WHERE ${MATCHES}`,
      filterValues(filter),
    );
    return rows[0]?.n ?? 0;
  }

  async find(ownerId: number, id: string): Promise<StoredContact | undefined> {
    const rows: StoredContact[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM contact_analysis WHERE owner_id = $1 AND id = $2`,
      [ownerId, id],
    );
    return rows[0];
  }
}
