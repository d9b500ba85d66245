import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IS_FAILURE } from '../model/items/item-sql.js';
import type { KindName } from '../model/kinds/kind.js';
import type { StatsScope } from './stats-queries.js';

/** The failures of a batch with a code. */
export interface BatchFailures {
  readonly id: number;
  readonly publicId: string;
  readonly kind: KindName;
  readonly code: string;
  readonly failures: number;
}

/** How often items of a batch failed with a code and a message. */
export interface FailedMessage {
  readonly id: number;
  readonly code: string;
  readonly message: string;
  readonly count: number;
}

/** Characters of a message that are read. */
const MESSAGE = 300;

/** The statements behind the causes of failures. */
@Injectable()
export class CauseQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest batches with failures by code, of kinds, up to so many. */
  newest(
    { ownerId, kind, seconds }: StatsScope,
    kinds: readonly KindName[] | null,
    most: number,
  ): Promise<BatchFailures[]> {
    return this.dataSource.query(
      `SELECT b.id, b.public_id AS "publicId", b.kind, f.code, f.failures
         FROM batches b JOIN batch_failures f ON f.batch_id = b.id AND f.failures > 0
        WHERE ($1::bigint IS NULL OR b.owner_id = $1) AND ($2::text IS NULL OR b.kind = $2)
          AND b.created_at >= now() - make_interval(secs => $3) AND ($4::text[] IS NULL OR b.kind = ANY($4)) AND b.failed_count > 0
        ORDER BY b.created_at DESC, b.id DESC, f.failures DESC, f.code LIMIT $5`,
      [ownerId, kind, seconds, kinds, most],
    );
  }

  /** The messages of the first so many items of each batch that failed with the code. */
  messages(batches: readonly BatchFailures[], each: number): Promise<FailedMessage[]> {
    return this.dataSource.query(
      `SELECT f.id, f.code, m.message, count(*)::integer AS count
         FROM unnest($1::bigint[], $2::text[]) AS f (id, code)
        CROSS JOIN LATERAL (
         SELECT coalesce(left(i.error ->> 'message', ${MESSAGE}), '') AS message FROM batch_items i
          WHERE i.batch_id = f.id AND ${IS_FAILURE} AND i.error ->> 'code' = f.code ORDER BY i.index LIMIT $3) m
        GROUP BY f.id, f.code, m.message`,
      [batches.map(({ id }) => id), batches.map(({ code }) => code), each],
    );
  }
}
